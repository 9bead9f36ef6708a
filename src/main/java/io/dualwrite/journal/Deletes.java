package io.dualwrite.journal;

import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What a deletion changes for the others: those it overtakes, those that stood behind its row, those it frees. */
final class Deletes {
    private final Handle handle;
    private final Outcomes outcomes;

    Deletes(Handle handle, Outcomes outcomes) {
        this.handle = handle;
        this.outcomes = outcomes;
    }

    /**
     * Changes that wait for something while a later deletion of their row is here: nobody needs them any more, and the
     * deletion must not wait with them.
     */
    void overtake(Collection<StoredChange> candidates) {
        List<Outcomes.Decided> decided = new ArrayList<>();
        for (StoredChange delete : candidates) {
            if (delete.operation() == Operation.DELETE) {
                waitingBefore(delete)
                        .forEach(id -> decided.add(new Outcomes.Decided(
                                id, DeletedRows.since(delete.map() + " " + delete.key()), List.of())));
            }
        }
        outcomes.write(handle, decided);
        Outcomes.touchDropsOf(
                handle, decided.stream().map(Outcomes.Decided::change).toList());
    }

    private List<Long> waitingBefore(StoredChange delete) {
        return handle.createQuery(
                        """
                        select id from row_change where row_key = :key and map = :map and direction = :direction
                        and state = 'waiting' and id < :id""")
                .bind("key", delete.key().text())
                .bind("map", delete.map())
                .bind("direction", delete.direction().word())
                .bind("id", delete.id())
                .mapTo(Long.class)
                .list();
    }

    /** Without those that a deletion ended, and those that stay where they are until a deletion is through. */
    List<StoredChange> letPass(
            List<StoredChange> free, List<Long> reading, Pauses pauses, List<Outcomes.Decided> stopped) {
        DeletedRows deleted = DeletedRows.of(handle, free, reading);
        Set<Long> first = first(
                free.stream().flatMap(change -> deleted.before(change).stream()).toList());
        Map<Long, StoredChange> paused = pausedOf(first, pauses);
        List<StoredChange> ready = new ArrayList<>();
        for (StoredChange change : free) {
            List<Long> before = deleted.before(change);
            Optional<Outcome> stop = deleted.stop(change);
            if (stop.isPresent()) {
                end(change, stop.get(), stopped);
            } else if (before.stream().noneMatch(first::contains)) {
                ready.add(change);
            } else {
                before.stream()
                        .flatMap(id -> Optional.ofNullable(paused.get(id)).stream())
                        .findFirst()
                        .ifPresent(delete ->
                                stopped.add(new Outcomes.Decided(change.id(), Pauses.behindPaused(delete), List.of())));
            }
        }
        return ready;
    }

    /** Deletions that do not go before a person says so: who stands behind them is not queued either. */
    private Map<Long, StoredChange> pausedOf(Set<Long> deletes, Pauses pauses) {
        if (deletes.isEmpty() || !pauses.any()) {
            return Map.of();
        }
        Map<Long, StoredChange> paused = StoredChange.find(handle, deletes);
        paused.values().removeIf(delete -> !pauses.isPaused(delete.map(), delete.direction()));
        return paused;
    }

    /** Those of these changes that are the first of their row, map and direction on their way. */
    private Set<Long> first(Collection<Long> changes) {
        Set<Long> first = new HashSet<>();
        Chunks.each(
                changes,
                some -> first.addAll(handle.createQuery(
                                """
                                select c.id from row_change c where c.id in (<ids>) and not exists (
                                select 1 from row_change e where e.row_key = c.row_key and e.map = c.map
                                and e.direction = c.direction and e.id < c.id
                                and e.state in ('queued', 'retrying', 'waiting', 'held')
                                and not (e.state = 'held' and e.reason = 'skipped'))""")
                        .bindList("ids", some)
                        .mapTo(Long.class)
                        .list()));
        return first;
    }

    /** Without deletions of what is deleted, and completions of it. */
    List<StoredChange> withoutDone(List<StoredChange> changes, List<Outcomes.Decided> stopped) {
        List<StoredChange> ready = new ArrayList<>();
        Set<RowKey> deleting = new HashSet<>();
        changes.stream()
                .filter(change -> change.operation() == Operation.DELETE || change.internal())
                .forEach(change -> deleting.add(change.key()));
        if (deleting.isEmpty()) {
            return changes;
        }
        Map<RowKey, LinkTable.Stored> links =
                LinkTable.find(handle, changes.get(0).map(), deleting);
        for (StoredChange change : changes) {
            Optional.ofNullable(links.get(change.key()))
                    .flatMap(stored -> done(change, stored.link()))
                    .ifPresentOrElse(outcome -> end(change, outcome, stopped), () -> ready.add(change));
        }
        return ready;
    }

    /** A deletion of a row that the journal holds to be deleted: our own one coming back, or said twice. */
    private static Optional<Outcome> done(StoredChange change, Link link) {
        boolean over = link.deleted() && (change.operation() == Operation.DELETE || change.internal());
        boolean echo = link.source() != change.direction().source();
        return !over
                ? Optional.empty()
                : Optional.of(
                        echo
                                ? Outcome.of(Outcome.Kind.ECHO)
                                : Outcome.of(Outcome.Kind.UNCHANGED, Outcome.ALREADY_GONE));
    }

    /** An internal change, which completes a row that is deleted now, leaves no trace. */
    private void end(StoredChange change, Outcome outcome, List<Outcomes.Decided> stopped) {
        if (change.internal()) {
            Outcomes.forgetWaits(handle, List.of(change.id()));
            handle.execute("delete from row_change where id = ?", change.id());
        } else {
            stopped.add(new Outcomes.Decided(change.id(), outcome, List.of()));
        }
    }

    /** After deletions were settled: what belongs to the rows goes with them. */
    void settled(Collection<StoredChange> all, Map<Long, Outcome> how) {
        List<StoredChange> deletes = all.stream()
                .filter(change -> change.operation() == Operation.DELETE)
                .filter(change -> ended(how.get(change.id())))
                .toList();
        for (StoredChange delete : deletes) {
            Outcome outcome = how.get(delete.id());
            Outcomes.requeue(handle, waitingForNothing(delete));
            if (outcome.kind().fine()) {
                OpenReferences.forgetRow(handle, delete);
            }
            if (outcome.kind().fine() && !outcome.reason().equals(Outcome.DEACTIVATED)) {
                deleteLines(delete);
                tryRefusedAgain(delete);
            }
        }
    }

    private static boolean ended(Outcome outcome) {
        return outcome.kind().fine() || outcome.reason().equals(Outcome.DELETE_KEPT);
    }

    /** Older changes of the row and of its lines, of both directions: what they wait for is of no use any more. */
    private List<Long> waitingForNothing(StoredChange deleted) {
        return handle.createQuery(
                        """
                        select id from row_change where parent_key = :key and parent_map = :map and state = 'waiting'
                        and id < :id
                        union select id from row_change where row_key = :key and map = :map and state = 'waiting'
                        and id < :id""")
                .bind("key", deleted.key().text())
                .bind("map", deleted.map())
                .bind("id", deleted.id())
                .mapTo(Long.class)
                .list();
    }

    /** Both systems delete the lines with their header. */
    private void deleteLines(StoredChange header) {
        handle.createUpdate(
                        """
                        update link set deleted = true, source = :source, finops_image = '{}', dataverse_image = '{}',
                        pending = '{}', pending_side = null where parent_key = :key and parent_map = :map
                        and not deleted""")
                .bind("source", header.direction().source().word())
                .bind("key", header.key().text())
                .bind("map", header.map())
                .execute();
    }

    /** What the target did not let go because others needed it may go when one of those is gone. */
    private void tryRefusedAgain(StoredChange deleted) {
        Outcomes.requeue(
                handle,
                handle.createQuery(
                                """
                                select c.id from row_change c where c.state = 'rejected' and c.operation = 'DELETE'
                                and c.direction = :direction and c.reason = :reason and c.id <> :id
                                and not exists (select 1 from row_change n where n.row_key = c.row_key
                                and n.map = c.map and n.id > c.id
                                and n.state in ('created', 'updated', 'unchanged', 'echo'))""")
                        .bind("direction", deleted.direction().word())
                        .bind("reason", Outcome.DELETE_REFUSED)
                        .bind("id", deleted.id())
                        .mapTo(Long.class)
                        .list());
    }
}
