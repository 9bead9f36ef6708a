package io.dualwrite.journal;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * Hands out changes, oldest first, in order per key. A claim is a note in memory: after a crash whatever has no outcome
 * is simply claimed again.
 */
final class Claims {
    private static final int MOST_PAGE = 500;

    private final Database database;
    private final Memory memory;
    private final Headers headers;
    private final Predecessors predecessors;
    private final Pauses pauses;
    private final Outcomes outcomes;
    private final PutOff putOff;
    private final Clock clock;
    private final Map<String, Quiet> quiet = new ConcurrentHashMap<>();

    Claims(
            Database database,
            Memory memory,
            Headers headers,
            Predecessors predecessors,
            Pauses pauses,
            Outcomes outcomes,
            PutOff putOff,
            Clock clock) {
        this.database = database;
        this.memory = memory;
        this.headers = headers;
        this.predecessors = predecessors;
        this.pauses = pauses;
        this.outcomes = outcomes;
        this.putOff = putOff;
        this.clock = clock;
    }

    /**
     * Some hundred flows ask several times a second, and most of them for nothing. A flow that found nothing is asked
     * for again only when something was written since, or a retry is due.
     */
    Batch claim(String map, Direction direction, int limit) {
        putOff.look();
        String flow = map + "." + direction.word();
        Quiet before = quiet.get(flow);
        long stirs = memory.stirs();
        boolean known = before != null && before.stirs() == stirs && clock.millis() < before.nextDue();
        if (!pauses.mayGo(map, direction) || known) {
            return new Batch(map, direction, List.of());
        }
        return database.alone(() -> {
            if (pauses.isPaused(map, direction)) { // meanwhile
                return new Batch(map, direction, List.of());
            }
            Search search = database.look(
                    handle -> {
                        Search tried = new Search(handle, map, direction, limit);
                        tried.batch = tried.batch();
                        tried.nextDue = tried.batch.changes().isEmpty() ? tried.nextDue() : 0;
                        pauses.lookHowFar(handle, map, direction);
                        return tried;
                    },
                    tried -> tried.seen);
            if (search.seen) {
                memory.stirred();
            }
            memory.claim(search.batch.changes().stream().map(Change::id).toList());
            if (search.batch.changes().isEmpty() && !search.seen) {
                quiet.put(flow, new Quiet(stirs, search.nextDue));
            } else {
                quiet.remove(flow);
            }
            return search.batch;
        });
    }

    /** That a flow had nothing to do when this much had been written, and when a retry of it is due. */
    private record Quiet(long stirs, long nextDue) {}

    /** One claim at work: pages of candidates until enough of them may go. */
    private final class Search {
        private final Handle handle;
        private final String map;
        private final Direction direction;
        private final int limit;
        private final Map<StoredChange, Headers.Known> chosen = new LinkedHashMap<>();
        private final Set<RowKey> chosenKeys = new HashSet<>();
        private Batch batch;
        private long nextDue;
        private boolean seen;

        Search(Handle handle, String map, Direction direction, int limit) {
            this.handle = handle;
            this.map = map;
            this.direction = direction;
            this.limit = limit;
        }

        Batch batch() {
            int page = Math.min(MOST_PAGE, limit * 2);
            choose(due(limit + memory.claimed().size()));
            long after = 0;
            while (chosen.size() < limit) {
                List<StoredChange> candidates = queued(after, page);
                choose(candidates);
                if (candidates.size() < page) {
                    break;
                }
                after = candidates.get(candidates.size() - 1).id();
            }
            return new Batch(map, direction, changes());
        }

        private long nextDue() {
            return handle.createQuery("select min(due_at) from row_change where map = :map and direction = :direction"
                            + " and state = 'retrying'")
                    .bind("map", map)
                    .bind("direction", direction.word())
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(Long.MAX_VALUE);
        }

        private List<StoredChange> due(int most) {
            return candidates("state = 'retrying' and due_at <= :bound", clock.millis(), most);
        }

        private List<StoredChange> queued(long after, int most) {
            return candidates("state = 'queued' and due_at = 0 and id > :bound", after, most);
        }

        /** H2 walks along the index, instead of sorting the whole queue, only if all its columns are named. */
        private List<StoredChange> candidates(String which, long bound, int most) {
            return handle.createQuery("select " + StoredChange.COLUMNS
                            + " from row_change c where map = :map and direction = :direction and id <= :upTo and "
                            + which
                            + " order by map, direction, state, due_at, id fetch first " + most + " rows only")
                    .bind("map", map)
                    .bind("direction", direction.word())
                    .bind("bound", bound)
                    .bind("upTo", memory.claimableUpTo(direction.source()))
                    .map(StoredChange::read)
                    .list();
        }

        private void choose(List<StoredChange> candidates) {
            seen |= !candidates.isEmpty();
            Set<Long> reading = Set.copyOf(memory.reading());
            List<StoredChange> free = candidates.stream()
                    .filter(change -> !memory.isClaimed(change.id())
                            && !memory.isClosing(change)
                            && !reading.contains(change.drop()))
                    .toList();
            if (free.isEmpty()) {
                return;
            }
            Deletes deletes = new Deletes(handle, outcomes);
            deletes.overtake(free);
            Headers.Known known = headers.of(handle, free);
            List<Outcomes.Decided> stopped = new ArrayList<>();
            List<StoredChange> ready =
                    withoutStopped(deletes.letPass(free, memory.reading(), pauses, stopped), known, stopped);
            List<StoredChange> first = predecessors.firstOfTheirKey(handle, map, direction, ready, stopped);
            for (StoredChange change : deletes.withoutDone(first, stopped)) {
                if (chosen.size() < limit && chosenKeys.add(change.key())) {
                    chosen.put(change, known);
                }
            }
            outcomes.write(handle, stopped);
            Outcomes.touchDropsOf(
                    handle, stopped.stream().map(Outcomes.Decided::change).toList());
        }

        private List<StoredChange> withoutStopped(
                List<StoredChange> free, Headers.Known known, List<Outcomes.Decided> stopped) {
            List<StoredChange> ready = new ArrayList<>();
            for (StoredChange change : free) {
                headers.stop(change, known)
                        .ifPresentOrElse(
                                outcome -> stopped.add(new Outcomes.Decided(change.id(), outcome, List.of())),
                                () -> ready.add(change));
            }
            return ready;
        }

        private List<Change> changes() {
            List<StoredChange> all = List.copyOf(chosen.keySet());
            Map<Long, Content> contents = contents(all);
            Map<RowKey, LinkTable.Stored> links = LinkTable.find(
                    handle, map, all.stream().map(StoredChange::key).toList());
            return all.stream()
                    .map(change -> change(change, contents.get(change.id()), links.get(change.key())))
                    .toList();
        }

        private Change change(StoredChange stored, Content content, LinkTable.Stored link) {
            Change change = new Change(
                    stored.id(),
                    map,
                    direction,
                    stored.operation(),
                    stored.key(),
                    new Place(content.file(), stored.line()),
                    content.row(),
                    Optional.ofNullable(link).map(LinkTable.Stored::link).filter(Claims::stands),
                    chosen.get(stored).link(stored),
                    stored.attempts());
            boolean deletedHere = Optional.ofNullable(link)
                    .map(LinkTable.Stored::link)
                    .filter(known -> known.deleted() && known.source() != direction.source())
                    .isPresent();
            change.setGiven(content.given().deletedHere(deletedHere));
            return change;
        }

        private Map<Long, Content> contents(List<StoredChange> changes) {
            Map<Long, Content> found = new HashMap<>();
            Chunks.each(changes.stream().map(StoredChange::id).toList(), some -> handle.createQuery(
                            """
                                    select c.id, c.payload, d.name, c.part, c.received_at, c.winner, c.anew, d.master, d.repair,
                                    c.drop_id < 0 as internal
                                    from row_change c
                                    join drop_file d on d.id = abs(c.drop_id) where c.id in (<ids>)""")
                    .bindList("ids", some)
                    .map((row, context) -> Map.entry(
                            row.getLong("id"),
                            new Content(Overview.file(row), Json.row(row.getString("payload")), given(row))))
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
            return found;
        }
    }

    private record Content(String file, Row row, Change.Given given) {}

    private static Change.Given given(ResultSet row) throws SQLException {
        return new Change.Given(
                Optional.of(Instant.ofEpochMilli(row.getLong("received_at"))),
                Optional.ofNullable(row.getString("winner")).map(Side::of),
                Optional.ofNullable(row.getString("master")).map(Side::of),
                row.getBoolean("repair") && !row.getBoolean("internal"),
                row.getBoolean("anew"),
                false);
    }

    /** A deleted row has no image any more, but keeps its link's GUID for the journal only. */
    private static boolean stands(Link link) {
        return !link.deleted();
    }

    void release(Batch batch) {
        database.alone(() -> {
            memory.release(batch.changes().stream().map(Change::id).toList());
            return batch;
        });
    }

    /** What a change is told that stands behind an earlier one of its key. */
    static Outcome behind(Outcome.Kind kind, String reason, List<io.dualwrite.row.RowRef> waitsFor, long earlier) {
        return new Outcome(
                kind,
                reason,
                "",
                "an earlier row of the same key, change " + earlier,
                "",
                "nothing to do: it goes by itself after the earlier row",
                waitsFor,
                Optional.empty());
    }
}
