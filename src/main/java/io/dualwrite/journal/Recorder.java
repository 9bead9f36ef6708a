package io.dualwrite.journal;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;

/** What became of a batch, in one transaction. */
final class Recorder {
    private final Database database;
    private final Memory memory;
    private final Outcomes outcomes;
    private final Wakes wakes;
    private final OpenReferences references;
    private final Conflicts conflicts;
    private final Map<String, LongAdder> retries = new ConcurrentHashMap<>();

    Recorder(
            Database database,
            Memory memory,
            Outcomes outcomes,
            Wakes wakes,
            OpenReferences references,
            Conflicts conflicts) {
        this.database = database;
        this.memory = memory;
        this.outcomes = outcomes;
        this.wakes = wakes;
        this.references = references;
        this.conflicts = conflicts;
    }

    void record(Batch batch, RecordContext context) {
        List<Long> ids = batch.changes().stream().map(Change::id).toList();
        database.alone(() -> {
            try {
                Set<RowRef> arrived = database.write(handle -> new Recording(handle, batch, context).record());
                memory.arrived(arrived);
                return arrived;
            } finally {
                memory.release(ids);
            }
        });
    }

    /** How often delivery was put off since this process started. */
    long retries(String map, Direction direction) {
        LongAdder counted = retries.get(map + "." + direction.word());
        return counted == null ? 0 : counted.sum();
    }

    private final class Recording {
        private final Handle handle;
        private final Batch batch;
        private final RecordContext context;
        private final Map<Change, StoredChange> settled = new LinkedHashMap<>();

        Recording(Handle handle, Batch batch, RecordContext context) {
            this.handle = handle;
            this.batch = batch;
            this.context = context;
        }

        /** @return the rows that exist now */
        Set<RowRef> record() {
            List<Change> all = batch.changes().stream().filter(Change::settled).toList();
            Map<Long, StoredChange> stored =
                    StoredChange.find(handle, all.stream().map(Change::id).toList());
            all.stream()
                    .filter(change -> stored.containsKey(change.id()))
                    .forEach(change -> settled.put(change, stored.get(change.id())));
            writeOutcomes();
            new LinkUpdate(handle, context).write(settled);
            conflicts.bringBack(handle, settled);
            Conflicts.lookAgain(handle, settled);
            applyConsequences();
            forgetReferences();
            settled.forEach(this::keepReferences);
            Set<RowRef> arrived = arrived();
            wakes.wake(handle, arrived);
            settled.forEach(this::tellLines);
            tellOfDeletes();
            endInternal();
            Drops.touch(
                    handle, settled.values().stream().map(StoredChange::drop).toList());
            return arrived;
        }

        private void applyConsequences() {
            List<Change> there =
                    settled.keySet().stream().filter(Recorder::stands).toList();
            Consequences.apply(
                    handle,
                    batch.map(),
                    batch.direction(),
                    there.stream().map(Change::key).toList());
            Consequences.keep(handle, batch.direction(), there);
        }

        private void writeOutcomes() {
            List<Outcomes.Decided> decided = new ArrayList<>();
            List<Long> missed = new ArrayList<>();
            DeletedRows deleted = DeletedRows.of(handle, waiting(), memory.reading());
            settled.forEach((change, stored) -> {
                Outcome outcome = outcome(change);
                if (outcome.kind() == Outcome.Kind.WAITING
                        && (missedArrival(change.id(), outcome.waitsFor())
                                || deleted.stop(stored).isPresent())) {
                    missed.add(change.id());
                } else {
                    decided.add(new Outcomes.Decided(change.id(), outcome, change.warnings(), Accounts.of(change)));
                }
                if (outcome.kind() == Outcome.Kind.RETRYING) {
                    retries.computeIfAbsent(
                                    batch.map() + "." + batch.direction().word(), name -> new LongAdder())
                            .increment();
                }
            });
            outcomes.write(handle, decided);
            Outcomes.writeMiddles(handle, settled.keySet());
            Outcomes.requeue(handle, missed);
        }

        private List<StoredChange> waiting() {
            return settled.entrySet().stream()
                    .filter(entry -> outcome(entry.getKey()).kind() == Outcome.Kind.WAITING)
                    .map(Map.Entry::getValue)
                    .toList();
        }

        /** Did the row arrive while delivery was looking for it? Then nobody would ever wake the change. */
        private boolean missedArrival(long change, List<RowRef> rows) {
            return memory.arrivedSinceClaim(change, rows)
                    || Wakes.shows(handle, memory.finishedSinceClaim(change), rows);
        }

        private void forgetReferences() {
            Map<RowKey, Row> delivered = new HashMap<>();
            settled.keySet().stream()
                    .filter(Recorder::stands)
                    .forEach(change ->
                            delivered.put(change.key(), change.source().overlaidWith(change.target())));
            references.forget(handle, batch, delivered, memory::isClaimed);
        }

        private void keepReferences(Change change, StoredChange stored) {
            if (!stands(change)) {
                return;
            }
            for (Change.OpenReference reference : change.openReferences()) {
                long id = references.keep(
                        handle, stored, reference, context.patch().apply(change, reference));
                if (missedArrival(change.id(), reference.waitsFor())) {
                    references.complete(handle, List.of(id));
                }
            }
        }

        private Set<RowRef> arrived() {
            Set<RowRef> arrived = new LinkedHashSet<>();
            settled.forEach((change, stored) -> {
                if (stands(change)) {
                    arrived.addAll(stored.bothSides());
                }
            });
            return arrived;
        }

        private void tellOfDeletes() {
            Map<Long, Outcome> how = new HashMap<>();
            settled.keySet().forEach(change -> how.put(change.id(), outcome(change)));
            new Deletes(handle, outcomes).settled(settled.values(), how);
        }

        private void tellLines(Change change, StoredChange stored) {
            Outcome outcome = outcome(change);
            if (change.operation() == Operation.DELETE) {
                return;
            }
            if (outcome.kind() == Outcome.Kind.FILTERED && !stored.internal()) {
                Headers.filterLines(handle, stored, outcome);
            } else if (outcome.reason().equals(Headers.COLLISION)) {
                Headers.refuseLines(handle, outcomes, stored);
            }
        }

        /** An internal change leaves no trace, unless it failed: then the row it belongs to did. */
        private void endInternal() {
            settled.forEach((change, stored) -> stored.origin().ifPresent(origin -> {
                Outcome.Kind kind = outcome(change).kind();
                if (kind == Outcome.Kind.WAITING || kind == Outcome.Kind.RETRYING) {
                    return;
                }
                if (kind == Outcome.Kind.REJECTED || kind == Outcome.Kind.REFUSED || kind == Outcome.Kind.HELD) {
                    outcomes.write(
                            handle, List.of(new Outcomes.Decided(origin, told(change, origin), change.warnings())));
                    Outcomes.touchDropsOf(handle, List.of(origin));
                } else if (kind.delivered()) {
                    Accounts.of(change).ifPresent(account -> Outcomes.completeAccount(handle, origin, account));
                }
                handle.createUpdate("update open_reference set change_id = :origin where change_id = :id")
                        .bind("origin", origin)
                        .bind("id", change.id())
                        .execute();
                Outcomes.forgetWaits(handle, List.of(change.id()));
                handle.execute("delete from row_change where id = ?", change.id());
            }));
        }
    }

    /** What a person is to do names the row that stays, not the internal change that goes. */
    private static Outcome told(Change change, long origin) {
        Outcome outcome = outcome(change);
        return outcome.withRemedy(outcome.remedy().replace("--id " + change.id() + " ", "--id " + origin + " "));
    }

    private static Outcome outcome(Change change) {
        return change.outcome().orElseThrow();
    }

    private static boolean stands(Change change) {
        return outcome(change).kind().fine() && change.operation() == Operation.UPSERT;
    }
}
