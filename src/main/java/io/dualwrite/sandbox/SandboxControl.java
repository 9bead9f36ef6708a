package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.List;

/** {@code /sandbox/}: what the real systems do not have: faults to order, the request log, rows to look at and drop. */
final class SandboxControl {
    private final Installation systems;
    private final Faults faults;
    private final RequestLog log;
    private final Throttles throttles;

    SandboxControl(Installation systems, Faults faults, RequestLog log, Throttles throttles) {
        this.systems = systems;
        this.faults = faults;
        this.log = log;
        this.throttles = throttles;
    }

    Answer answer(Request request) {
        List<Segment> path = Segment.of(request.path().substring("/sandbox".length()));
        String what =
                request.method() + " " + (path.isEmpty() ? "" : path.get(0).name());
        return switch (what) {
            case "POST faults" -> {
                faults.add(Json.readObject(request.body()));
                yield Answer.json(201, faults.list());
            }
            case "GET faults" -> Answer.json(200, faults.list());
            case "POST limits" -> done(() -> throttles.set(Json.readObject(request.body())));
            case "GET limits" -> Answer.json(200, throttles.figures());
            case "DELETE limits" -> done(throttles::clear);
            case "POST absent" -> done(() -> systems.absent().add(Json.readObject(request.body())));
            case "DELETE absent" -> done(systems.absent()::clear);
            case "DELETE faults" -> done(faults::clear);
            case "GET log" -> Answer.json(200, log.list(number(request, "since", 0), number(request, "limit", 50_000)));
            case "POST log" ->
                done(() -> log.keepBodies(
                        Json.readObject(request.body()).path("bodies").asBoolean()));
            case "DELETE log" -> done(log::clear);
            case "GET rows" -> Answer.json(200, rows(path));
            case "DELETE rows" -> done(systems::clear);
            case "GET solution" -> Answer.json(200, solution());
            case "POST solution" -> {
                systems.install(wanted(Json.readObject(request.body())));
                yield Answer.json(200, solution());
            }
            default ->
                throw Refusal.notFound(
                        "",
                        "There is " + what
                                + " not; there are faults, limits, absent, log, solution and rows/<side>/<set>.");
        };
    }

    private static Answer done(Runnable work) {
        work.run();
        return Answer.empty(204);
    }

    private ObjectNode solution() {
        return Json.object().put("solution", systems.solution().word());
    }

    private static Solution wanted(ObjectNode body) {
        try {
            return Solution.of(body.path("solution").asText());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("", e.getMessage());
        }
    }

    private static int number(Request request, String name, int otherwise) {
        try {
            return Integer.parseInt(request.parameters().getOrDefault(name, "" + otherwise));
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("", name + " is not a number");
        }
    }

    private ObjectNode rows(List<Segment> path) {
        if (path.size() < 3) {
            return counts();
        }
        Side side = Side.of(path.get(1).name());
        Table table = schema().table(side, path.get(2).name())
                .orElseThrow(
                        () -> Refusal.notFound("", "no table " + path.get(2).name()));
        RowStore store = systems.store(side);
        return store.reading(() -> {
            ObjectNode answer = Json.object();
            answer.put("count", store.rows(table).all().size());
            ArrayNode values = answer.putArray("rows");
            for (StoredRow row : store.rows(table).all()) {
                ObjectNode node = values.addObject();
                row.values().forEach((name, value) -> node.set(name, Values.print(value)));
            }
            return answer;
        });
    }

    /** How many rows each table has. */
    private ObjectNode counts() {
        ObjectNode answer = Json.object();
        for (Side side : Side.values()) {
            ObjectNode counts = answer.putObject(side.word());
            RowStore store = systems.store(side);
            for (Table table : schema().tables(side)) {
                int count = store.reading(() -> store.rows(table).all().size());
                if (count > 0) {
                    counts.put(table.set(), count);
                }
            }
        }
        return answer;
    }

    private Schema schema() {
        return systems.solution().schema();
    }
}
