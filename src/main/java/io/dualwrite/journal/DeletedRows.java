package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What the journal knows of deletions of some rows and of their headers. The number of a change says what is older,
 * across both directions: a deletion ends everything before it, and nothing before it brings the row back.
 */
final class DeletedRows {
    private static final List<String> ON_THEIR_WAY = List.of("queued", "retrying");

    private static final String DELETIONS =
            "operation = 'DELETE' and coalesce(reason, '') <> '" + Outcome.STILL_THERE + "'";

    /** A deletion, or a change that a side agreed to. */
    private record Event(long id, Direction direction, Operation operation, String state, String reason) {
        boolean deletion() {
            return operation == Operation.DELETE;
        }

        boolean pending() {
            return deletion() && ON_THEIR_WAY.contains(state);
        }

        /** Done, as the map wanted it. */
        boolean taken() {
            return deletion() && !pending();
        }

        /** The echo of our own deletion says nothing about what the side that deleted does afterwards. */
        boolean ends(StoredChange change) {
            return taken() && (direction == change.direction() || !state.equals("echo"));
        }

        /** Done, and the row on the other side stands. */
        boolean leftStanding() {
            return taken() && (state.equals("filtered") || reason.equals(Outcome.DEACTIVATED));
        }
    }

    private final Map<ParentKey, List<Event>> events;

    private DeletedRows(Map<ParentKey, List<Event>> events) {
        this.events = events;
    }

    static DeletedRows of(Handle handle, Collection<StoredChange> changes, List<Long> reading) {
        Map<String, Set<String>> keys = new HashMap<>();
        for (StoredChange change : changes) {
            rowsOf(change).forEach(row -> keys.computeIfAbsent(row.map(), map -> new LinkedHashSet<>())
                    .add(row.key().text()));
        }
        Map<ParentKey, List<Event>> events = new HashMap<>();
        keys.forEach((map, some) -> {
            Set<String> deleted = new LinkedHashSet<>();
            read(handle, map, some, reading, DELETIONS, events).forEach(row -> deleted.add(row.text()));
            read(
                    handle,
                    map,
                    deleted,
                    reading,
                    "operation = 'UPSERT' and origin is null and state in ('created', 'updated', 'unchanged', 'echo')",
                    events);
        });
        return new DeletedRows(events);
    }

    private static List<ParentKey> rowsOf(StoredChange change) {
        List<ParentKey> rows = new ArrayList<>(List.of(new ParentKey(change.map(), change.key())));
        change.parent().ifPresent(rows::add);
        return rows;
    }

    private static Set<RowKey> read(
            Handle handle,
            String map,
            Collection<String> keys,
            List<Long> reading,
            String which,
            Map<ParentKey, List<Event>> events) {
        Set<RowKey> found = new LinkedHashSet<>();
        Chunks.each(keys, some -> handle.createQuery("select id, row_key, direction, operation, state, reason"
                        + " from row_change where row_key in (<keys>) and map = :map and drop_id not in (<reading>)"
                        + " and state not in ('waiting', 'held', 'rejected', 'refused', 'discarded') and " + which)
                .bindList("keys", some)
                .bind("map", map)
                .bindList("reading", reading)
                .map((row, context) -> Map.entry(
                        new RowKey(row.getString("row_key")),
                        new Event(
                                row.getLong("id"),
                                Direction.of(row.getString("direction")),
                                Operation.valueOf(row.getString("operation")),
                                row.getString("state"),
                                row.getString("reason"))))
                .forEach(entry -> {
                    found.add(entry.getKey());
                    events.computeIfAbsent(new ParentKey(map, entry.getKey()), row -> new ArrayList<>())
                            .add(entry.getValue());
                }));
        return found;
    }

    /** Why this change does not go: its row, or the header of it, was deleted after it, or stands here only. */
    Optional<Outcome> stop(StoredChange change) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        if (change.operation() == Operation.DELETE) {
            return change.parent()
                    .filter(header -> keptBy(header, change))
                    .map(header -> Outcome.filtered(Outcome.DELETE_KEPT, "its header " + header.key() + " was kept"));
        }
        return rowsOf(change).stream()
                .flatMap(row -> stop(row, change).stream())
                .findFirst();
    }

    private Optional<Outcome> stop(ParentKey row, StoredChange change) {
        String of = row.map() + " " + row.key();
        if (of(row).stream().anyMatch(event -> event.id() > change.id() && event.ends(change))) {
            return Optional.of(since(of));
        }
        Direction back = Direction.from(change.direction().target());
        return newest(row, back)
                .filter(Event::leftStanding)
                .map(deleted -> filtered(
                        "deleted-there",
                        of + " was deleted in " + change.direction().target().word() + " and stands in "
                                + change.direction().source().word() + " only",
                        "create it anew in " + change.direction().target().word() + " if it is wanted there again"));
    }

    /** A line's deletion that came with the header's: the header stands, so do its lines. */
    private boolean keptBy(ParentKey header, StoredChange line) {
        return newest(header, line.direction()).filter(Event::leftStanding).isPresent();
    }

    private Optional<Event> newest(ParentKey row, Direction direction) {
        return of(row).stream()
                .filter(event -> event.direction() == direction && !event.pending())
                .max(Comparator.comparingLong(Event::id));
    }

    /** The deletions on their way that this change must let go first. */
    List<Long> before(StoredChange change) {
        if (events.isEmpty()) {
            return List.of();
        }
        List<Long> pending = new ArrayList<>();
        for (ParentKey row : rowsOf(change)) {
            boolean own = row.key().equals(change.key()) && row.map().equals(change.map());
            of(row).stream()
                    .filter(event -> event.pending() && mustGoFirst(event, change, own))
                    .forEach(event -> pending.add(event.id()));
        }
        return pending;
    }

    /** The row is gone in the target already: writing it there would bring it back. */
    private static boolean mustGoFirst(Event deletion, StoredChange change, boolean own) {
        boolean sameWay = deletion.direction() == change.direction();
        return change.operation() == Operation.DELETE ? !own && sameWay : !sameWay;
    }

    private List<Event> of(ParentKey row) {
        return events.getOrDefault(row, List.of());
    }

    static Outcome since(String row) {
        return filtered(
                Outcome.DELETED_SINCE, "an older change of " + row + ", which was deleted after it", "nothing to do");
    }

    private static Outcome filtered(String reason, String found, String remedy) {
        return new Outcome(
                Outcome.Kind.FILTERED,
                reason,
                "",
                found,
                "a row that was not deleted",
                remedy,
                List.of(),
                Optional.empty());
    }
}
