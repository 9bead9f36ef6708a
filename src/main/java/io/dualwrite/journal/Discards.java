package io.dualwrite.journal;

import io.dualwrite.row.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Rows that a person gives up. */
final class Discards {
    private static final List<String> OPEN = List.of("queued", "retrying", "waiting", "held", "rejected", "refused");

    private final Database database;
    private final Memory memory;
    private final Outcomes outcomes;

    Discards(Database database, Memory memory, Outcomes outcomes) {
        this.database = database;
        this.memory = memory;
        this.outcomes = outcomes;
    }

    Discarded discard(RetryFilter filter, String reason) {
        return database.write(handle -> {
            List<Long> open = new Selection(filter, states(filter), memory.reading()).ids(handle);
            open.removeAll(memory.claimed());
            Set<Long> next = new LinkedHashSet<>(Predecessors.successors(handle, open));
            List<Long> lines = linesOf(handle, open);
            outcomes.write(handle, decided(handle, open, reason));
            next.addAll(Circles.all(handle));
            next.addAll(lines); // they look at their header again, and are told that it was given up
            next.removeAll(open);
            next.removeAll(memory.claimed());
            Outcomes.requeue(handle, next);
            Outcomes.touchDropsOf(handle, open);
            lines.removeAll(open);
            return new Discarded(open.size(), lines.size());
        });
    }

    /** Who names a row by its number means it, whatever it waits for; a cause may be one of waiting. */
    private static List<String> states(RetryFilter filter) {
        if (!filter.ids().isEmpty()) {
            return OPEN;
        }
        return filter.reason().isPresent() ? List.of("waiting", "held", "rejected", "refused") : Selection.FAILED;
    }

    /** What the row failed of stays to be read beside the reason for which it was given up. */
    private static List<Outcomes.Decided> decided(Handle handle, List<Long> changes, String reason) {
        Map<Long, Outcomes.Decided> decided = new TreeMap<>();
        Chunks.each(changes, some -> handle.createQuery(
                        "select id, state, reason, field, found, warnings from row_change where id in (<ids>)")
                .bindList("ids", some)
                .map((row, context) -> new Outcomes.Decided(
                        row.getLong("id"),
                        new Outcome(
                                Outcome.Kind.DISCARDED,
                                reason,
                                row.getString("field"),
                                was(row.getString("state"), row.getString("reason"), row.getString("found")),
                                "",
                                "",
                                List.of(),
                                Optional.empty()),
                        row.getString("warnings").isEmpty()
                                ? List.of()
                                : List.of(row.getString("warnings").split("\n"))))
                .forEach(one -> decided.put(one.change(), one)));
        return List.copyOf(decided.values());
    }

    private static String was(String state, String reason, String found) {
        return "was " + state + (reason.isEmpty() ? "" : ": " + reason) + (found.isEmpty() ? "" : ", " + found);
    }

    private static List<Long> linesOf(Handle handle, List<Long> headers) {
        List<Long> lines = new ArrayList<>();
        Chunks.each(
                headers,
                some -> lines.addAll(handle.createQuery(
                                """
                                select l.id from row_change h join row_change l on l.parent_key = h.row_key
                                and l.parent_map = h.map and l.direction = h.direction
                                where h.id in (<ids>) and l.state = 'waiting' and l.reason = :missing""")
                        .bindList("ids", some)
                        .bind("missing", Headers.MISSING)
                        .mapTo(Long.class)
                        .list()));
        return lines;
    }
}
