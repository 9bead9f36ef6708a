package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.runtime.NumberDocument.Result;
import io.dualwrite.runtime.NumberDocument.Wanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes numbers into rows of Sales that exist, and only where there is still none: each write is bound to the version
 * that was read, and where somebody was faster the row is read once more.
 */
final class NumberWrites {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DUPLICATE_KEY = "0x80040237";
    private static final int ROUNDS = 10;

    private final ODataClient sales;
    private final PatientTransport patience;
    private final NumberedTable table;
    private final int batch;

    /** What became of a row, and what Sales says about it. */
    record Written(Result result, String why) {}

    NumberWrites(PatientTransport transport, String root, NumberedTable table, int batch) {
        this.sales = new ODataClient(transport, root);
        this.patience = transport;
        this.table = table;
        this.batch = batch;
    }

    Map<Wanted, Written> write(List<Wanted> wanted) throws IOException {
        Map<Wanted, Written> all = new LinkedHashMap<>();
        for (int from = 0; from < wanted.size(); from += batch) {
            Map<Wanted, Wanted> open = new LinkedHashMap<>();
            wanted.subList(from, Math.min(from + batch, wanted.size())).forEach(row -> open.put(row, row));
            for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
                writeOnce(open, all);
            }
            open.keySet()
                    .forEach(row -> all.put(row, new Written(Result.REFUSED, "Sales stays too busy; run it again")));
        }
        return all;
    }

    /** @param open rows as they were asked for, each as it is to be written now; what is settled is removed */
    private void writeOnce(Map<Wanted, Wanted> open, Map<Wanted, Written> settled) throws IOException {
        List<Map.Entry<Wanted, Wanted>> rows = List.copyOf(open.entrySet());
        List<HttpAnswer> answers =
                sales.send(rows.stream().map(row -> call(row.getValue())).toList());
        Optional<HttpAnswer> busy = Optional.empty();
        for (int i = 0; i < rows.size(); i++) {
            Wanted asked = rows.get(i).getKey();
            HttpAnswer answer = answers.get(i);
            if (answer.throttled()) {
                busy = Optional.of(answer);
            } else if (answer.status() == 412 && !ODataError.of(answer).code().equals(DUPLICATE_KEY)) {
                readAgain(asked).ifPresentOrElse(now -> open.put(asked, now), () -> {
                    open.remove(asked);
                    settled.put(asked, new Written(Result.MEANWHILE, ""));
                });
            } else {
                open.remove(asked);
                settled.put(asked, written(answer));
            }
        }
        if (busy.isPresent()) {
            patience.pause(busy.get());
        }
    }

    private static Written written(HttpAnswer answer) {
        return answer.ok()
                ? new Written(Result.DONE, "")
                : new Written(Result.REFUSED, answer.status() + ": " + ODataError.of(answer));
    }

    private HttpCall call(Wanted row) {
        ObjectNode body = JSON.createObjectNode();
        row.number().ifPresent(number -> body.put(table.numbering().column(), number));
        table.active().filter(column -> row.activate()).ifPresent(column -> body.put(column, true));
        return HttpCall.patch(ODataKey.byId(table.table().set(), row.id()), body.toString())
                .with("If-Match", row.etag());
    }

    /** As it is to be written now; nothing if it lacks nothing any more. */
    private Optional<Wanted> readAgain(Wanted row) throws IOException {
        String url = ODataKey.byId(table.table().set(), row.id()) + table.query();
        HttpAnswer answer =
                sales.send(new ArrayList<>(List.of(HttpCall.get(url)))).get(0);
        JsonNode now = parsed(answer);
        Optional<String> number = row.number()
                .filter(wanted ->
                        now.path(table.numbering().column()).asText("").isBlank()
                                || now.path(table.numbering().column()).isNull());
        boolean activate =
                row.activate() && !now.path(table.active().orElse("")).asBoolean();
        return number.isEmpty() && !activate
                ? Optional.empty()
                : Optional.of(
                        new Wanted(row.id(), row.name(), now.path("@odata.etag").asText("*"), number, activate));
    }

    private static JsonNode parsed(HttpAnswer answer) throws IOException {
        try {
            return JSON.readTree(answer.ok() ? answer.body() : "{}");
        } catch (JsonProcessingException e) {
            throw new IOException("Sales answered something that is no JSON", e);
        }
    }
}
