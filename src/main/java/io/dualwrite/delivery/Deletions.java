package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes rows, or sets them out of use if the mapping gave the change fields that do so. Only a row that both sides
 * knew as theirs: one of the same number that was never synchronised is somebody else's until a person says otherwise.
 */
final class Deletions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RowQueries queries;
    private final Rejections rejections;

    Deletions(RowQueries queries, Rejections rejections) {
        this.queries = queries;
        this.rejections = rejections;
    }

    /** A row of Sales whose GUID is not that of the row we know is one that was replaced since. */
    static void passOver(Task task, Table source) {
        Change change = task.change();
        Optional<String> known = change.link().flatMap(Link::dataverseId);
        Optional<String> deleted = change.direction().source() == Side.DATAVERSE
                ? change.source().text(source.primaryId())
                : Optional.empty();
        if (known.isPresent() && deleted.isPresent() && !known.get().equalsIgnoreCase(deleted.get())) {
            task.settle(Outcome.filtered(
                    Outcome.STILL_THERE,
                    "the deletion of the row with the GUID " + known.get() + ", which stands now"));
        }
    }

    /** @param address of the row in the target, if it can be addressed without looking for it */
    void start(Task task, Optional<String> address) {
        if ((task.known() || task.repairs()) && address.isPresent()) {
            task.next(away(task, address.get()));
            return;
        }
        Side side = task.change().direction().target();
        Optional<HttpCall> query =
                queries.of(new RowRef(side, task.table().set(), task.change().key()));
        if (query.isPresent()) {
            task.next(new Call(query.get(), this::found));
        } else {
            task.settle(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.ALREADY_GONE));
        }
    }

    private void found(Task task, HttpAnswer answer) {
        Optional<Integer> rows = rows(answer);
        if (rows.isEmpty() && answer.status() != 404) {
            task.settle(rejections.of(task, answer));
        } else if (rows.isEmpty() || rows.get() == 0) {
            task.settle(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.ALREADY_GONE));
        } else if ((task.known() || task.repairs())
                && rows.get() == 1
                && !task.table().primaryId().isEmpty()) {
            task.next(away(task, ODataKey.byId(task.table().set(), id(task, answer))));
        } else {
            task.settle(notOurs(task, rows.get()));
        }
    }

    private static Outcome notOurs(Task task, int rows) {
        String side = task.change().direction().target() == Side.FINOPS ? "F&O" : "Dataverse";
        return Outcome.refused(
                "never-synchronised",
                "",
                rows + " of " + task.change().key() + " in " + side + ", and no link to the row that was deleted",
                "a row that was synchronised before",
                "if it is the same row, delete it in " + side + " by hand");
    }

    private static Optional<Integer> rows(HttpAnswer answer) {
        try {
            return answer.ok()
                    ? Optional.of(JSON.readTree(answer.body()).path("value").size())
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String id(Task task, HttpAnswer answer) {
        try {
            return JSON.readTree(answer.body())
                    .path("value")
                    .path(0)
                    .path(task.table().primaryId())
                    .asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("read before", e);
        }
    }

    private Step away(Task task, String url) {
        if (task.send().isEmpty()) {
            return new Call(
                    HttpCall.delete(url), (same, answer) -> gone(same, answer, Outcome.of(Outcome.Kind.DELETED)));
        }
        String body = task.change().direction().target() == Side.FINOPS
                ? Bodies.finops(task.table(), task.send(), Set.of())
                : Bodies.text(plain(task));
        return new Call(
                HttpCall.patch(url, body).with("If-Match", "*"),
                (same, answer) -> gone(same, answer, Outcome.of(Outcome.Kind.UPDATED, Outcome.DEACTIVATED)));
    }

    private static Map<String, Object> plain(Task task) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String name : task.send().names()) {
            body.put(name, Values.json(task.send().get(name), task.table().column(name), false));
        }
        return body;
    }

    private static void gone(Task task, HttpAnswer answer, Outcome done) {
        if (answer.ok()) {
            task.settle(done);
        } else if (answer.status() == 404) {
            task.settle(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.ALREADY_GONE));
        } else {
            task.settle(Rejections.ofDelete(task, answer));
        }
    }
}
