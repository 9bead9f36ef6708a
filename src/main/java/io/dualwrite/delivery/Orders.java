package io.dualwrite.delivery;

import io.dualwrite.odata.BatchRefused;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * State and status of headers. Dataverse takes no line under an order that is not active; so a closed one is opened
 * before its lines are written, and closed again when they are done.
 */
final class Orders {
    private static final String STATE = "statecode";
    private static final Row ACTIVE = Row.empty().with(STATE, BigDecimal.ZERO).with("statuscode", BigDecimal.ONE);

    private final MapFacts facts;
    private final Links links;
    private final Remote dataverse;
    private final Existing existing;
    private final Retries retries;
    private final Clock clock;

    Orders(MapFacts facts, Links links, Remote dataverse, Existing existing, Retries retries, Clock clock) {
        this.facts = facts;
        this.links = links;
        this.dataverse = dataverse;
        this.existing = existing;
        this.retries = retries;
        this.clock = clock;
    }

    /** Opens the closed headers of these lines; a line whose header stays closed is settled. */
    void reopen(List<Task> lines) {
        Map<Link, List<Task>> closed = new LinkedHashMap<>();
        for (Task line : lines) {
            line.change().parent().filter(this::isClosed).ifPresent(header -> closed.computeIfAbsent(
                            header, h -> new ArrayList<>())
                    .add(line));
        }
        if (closed.isEmpty()) {
            return;
        }
        List<Link> headers = List.copyOf(closed.keySet());
        for (Closed header : write(headers, link -> ACTIVE)) {
            if (header.done()) {
                links.reopened(header.link(), ACTIVE, lastFields(header.link()));
            } else {
                closed.get(header.link()).forEach(line -> line.settle(stillClosed(line, header)));
            }
        }
    }

    private Outcome stillClosed(Task line, Closed header) {
        Outcome why = header.outcome();
        if (why.kind() == Outcome.Kind.RETRYING
                && dataverse.gate().closedUntil().isPresent()) {
            return retries.later(
                    Outcome.NOT_READY,
                    why.found(),
                    dataverse.gate().closedUntil().orElseGet(clock::instant));
        }
        return why.kind() == Outcome.Kind.RETRYING
                ? retries.failed(line.change(), "header-closed", why.found())
                : Outcome.rejected(
                        "header-closed",
                        "",
                        header.link().key().toString(),
                        "an order that can be opened again; " + why.expected(),
                        "open the order in Dataverse, then retry the row");
    }

    private boolean isClosed(Link header) {
        Object state = header.dataverse().get(STATE);
        return facts.named(header.map()).lastFields().contains(STATE)
                && state instanceof BigDecimal number
                && number.signum() != 0;
    }

    private Row lastFields(Link header) {
        Row fields = Row.empty();
        for (String field : facts.named(header.map()).lastFields()) {
            if (!header.dataverse().isBlank(field)) {
                fields = fields.with(field, header.dataverse().get(field));
            }
        }
        return fields;
    }

    /** Writes what is pending on each header. */
    List<Closed> close(List<Link> headers) {
        return write(headers, Link::pending);
    }

    private interface Fields {
        Row of(Link header);
    }

    private List<Closed> write(List<Link> headers, Fields fields) {
        if (dataverse.gate().closedUntil().isPresent()) {
            return all(headers, later(""));
        }
        try {
            Map<Link, String> ids = ids(headers);
            List<Link> found = headers.stream().filter(ids::containsKey).toList();
            List<Closed> results = new ArrayList<>(send(found, ids, fields));
            headers.stream()
                    .filter(header -> !ids.containsKey(header))
                    .forEach(
                            header -> results.add(new Closed(header, Row.empty(), refused(header, "it is not there"))));
            return results;
        } catch (NotNow e) {
            return all(headers, later(e.getMessage()));
        }
    }

    private static List<Closed> all(List<Link> headers, Outcome outcome) {
        return headers.stream()
                .map(header -> new Closed(header, Row.empty(), outcome))
                .toList();
    }

    private Outcome later(String found) {
        return retries.later("closing", found, dataverse.gate().closedUntil().orElseGet(() -> retries.soon()));
    }

    private Outcome refused(Link header, String message) {
        return Outcome.rejected(
                "closing-refused",
                String.join(", ", facts.named(header.map()).lastFields()),
                header.pending().toString(),
                "Dataverse says: " + message,
                "set the state of " + header.key() + " in Dataverse, or drop the row again");
    }

    private Map<Link, String> ids(List<Link> headers) throws NotNow {
        Map<Link, String> ids = new LinkedHashMap<>();
        Map<RowRef, Link> unknown = new LinkedHashMap<>();
        for (Link header : headers) {
            header.dataverseId()
                    .ifPresentOrElse(
                            id -> ids.put(header, id),
                            () -> unknown.put(
                                    new RowRef(Side.DATAVERSE, table(header).set(), header.key()), header));
        }
        if (!unknown.isEmpty()) {
            existing.of(Side.DATAVERSE, unknown.keySet())
                    .forEach((ref, id) -> id.ifPresent(guid -> ids.put(unknown.get(ref), guid)));
        }
        return ids;
    }

    private Table table(Link header) {
        TableMap map = facts.named(header.map());
        return map.dataverse().schema();
    }

    private List<Closed> send(List<Link> headers, Map<Link, String> ids, Fields fields) {
        List<HttpCall> calls = headers.stream()
                .map(header -> call(header, ids.get(header), fields.of(header)))
                .toList();
        try {
            List<HttpAnswer> answers = dataverse.client().send(calls);
            List<Closed> results = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                results.add(result(headers.get(i), fields.of(headers.get(i)), answers.get(i)));
            }
            return results;
        } catch (BatchRefused e) {
            if (headers.size() == 1 || e.answer().transientFailure()) {
                return headers.stream()
                        .map(header -> result(header, fields.of(header), e.answer()))
                        .toList();
            }
            return headers.stream()
                    .flatMap(header -> send(List.of(header), ids, fields).stream())
                    .toList();
        } catch (SideClosed e) {
            return all(headers, later(""));
        } catch (IOException e) {
            dataverse.gate().failed();
            return all(headers, later(String.valueOf(e.getMessage())));
        }
    }

    private HttpCall call(Link header, String id, Row fields) {
        Table table = table(header);
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : fields.names()) {
            body.put(field, Values.json(fields.get(field), table.column(field), false));
        }
        return HttpCall.patch(ODataKey.byId(table.set(), id), Bodies.text(body)).with("If-Match", "*");
    }

    private Closed result(Link header, Row fields, HttpAnswer answer) {
        if (answer.ok()) {
            return new Closed(header, fields, Outcome.of(Outcome.Kind.UPDATED));
        }
        if (answer.throttled()) {
            Optional<Instant> asked = RetryAfter.of(answer, clock.instant());
            asked.ifPresentOrElse(dataverse.gate()::closeUntil, dataverse.gate()::failed);
        }
        String message = answer.status() + " " + ODataError.of(answer);
        boolean again = answer.transientFailure() || answer.status() == 401;
        return new Closed(header, Row.empty(), again ? later(message) : refused(header, message));
    }
}
