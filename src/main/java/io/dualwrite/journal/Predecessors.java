package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keeps the order per key: a change goes only when no earlier one of its key is still on its way. */
final class Predecessors {
    static final String WAITS = "earlier-change-waits";
    static final String HELD = "earlier-change-held";

    private final Memory memory;

    Predecessors(Memory memory) {
        this.memory = memory;
    }

    /**
     * Those that may go. One that stands behind a waiting or held change gets that outcome as well, for it may stand
     * there for long, and is not "queued"; one behind a queued or retrying change stays where it is.
     */
    List<StoredChange> firstOfTheirKey(
            Handle handle,
            String map,
            Direction direction,
            List<StoredChange> candidates,
            List<Outcomes.Decided> stopped) {
        Map<RowKey, Long> first = first(handle, map, direction, candidates);
        List<StoredChange> free = new ArrayList<>();
        List<StoredChange> behind = new ArrayList<>();
        for (StoredChange change : candidates) {
            (first.get(change.key()) == change.id() ? free : behind).add(change);
        }
        Map<Long, StoredChange> blockers = StoredChange.find(
                handle, behind.stream().map(c -> first.get(c.key())).toList());
        for (StoredChange change : behind) {
            stop(handle, change, blockers.get(first.get(change.key()))).ifPresent(stopped::add);
        }
        return free;
    }

    private Map<RowKey, Long> first(Handle handle, String map, Direction direction, List<StoredChange> candidates) {
        Map<RowKey, Long> first = new HashMap<>();
        Chunks.each(
                candidates.stream()
                        .map(change -> change.key().text())
                        .distinct()
                        .toList(),
                some -> handle.createQuery(
                                """
                                select row_key, min(id) as first from row_change where row_key in (<keys>)
                                and map = :map and direction = :direction
                                and state in ('queued', 'retrying', 'waiting', 'held')
                                and not (state = 'held' and reason = 'skipped')
                                and drop_id not in (<reading>) group by row_key""")
                        .bindList("keys", some)
                        .bind("map", map)
                        .bind("direction", direction.word())
                        .bindList("reading", memory.reading())
                        .map((row, context) -> Map.entry(new RowKey(row.getString("row_key")), row.getLong("first")))
                        .forEach(entry -> first.put(entry.getKey(), entry.getValue())));
        return first;
    }

    private static Optional<Outcomes.Decided> stop(Handle handle, StoredChange change, StoredChange blocker) {
        Outcome outcome =
                switch (blocker.state()) {
                    case "waiting" ->
                        Claims.behind(Outcome.Kind.WAITING, WAITS, waitsOf(handle, blocker.id()), blocker.id());
                    case "held" -> Claims.behind(Outcome.Kind.HELD, HELD, List.of(), blocker.id());
                    default -> null;
                };
        return Optional.ofNullable(outcome).map(o -> new Outcomes.Decided(change.id(), o, List.of()));
    }

    private static List<RowRef> waitsOf(Handle handle, long change) {
        return handle.createQuery("select side, table_name, row_key from awaited_row where change_id = :id")
                .bind("id", change)
                .map((row, context) -> new RowRef(
                        Side.of(row.getString("side")),
                        row.getString("table_name"),
                        new RowKey(row.getString("row_key"))))
                .list();
    }

    /** The changes that stood behind these; they go once these are on their way again, or out of it. */
    static List<Long> successors(Handle handle, Collection<Long> changes) {
        List<Long> found = new ArrayList<>();
        Chunks.each(
                changes,
                some -> found.addAll(handle.createQuery(
                                """
                                select s.id from row_change c join row_change s on s.row_key = c.row_key
                                and s.map = c.map and s.direction = c.direction and s.id > c.id
                                where c.id in (<ids>) and s.reason in (<reasons>)
                                and s.state in ('waiting', 'held')""")
                        .bindList("ids", some)
                        .bindList("reasons", List.of(WAITS, HELD))
                        .mapTo(Long.class)
                        .list()));
        return found;
    }
}
