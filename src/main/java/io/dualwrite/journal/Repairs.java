package io.dualwrite.journal;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Another try for rows that did not go. */
final class Repairs {
    private final Database database;
    private final Memory memory;
    private final Outcomes outcomes;

    Repairs(Database database, Memory memory, Outcomes outcomes) {
        this.database = database;
        this.memory = memory;
        this.outcomes = outcomes;
    }

    int retry(RetryFilter filter) {
        List<String> states =
                filter.waitingToo() ? List.of("rejected", "held", "waiting") : List.of("rejected", "held");
        return database.write(handle -> {
            Set<Long> changes = new LinkedHashSet<>(
                    triable(handle, new Selection(filter, states, memory.reading()).ids(handle), filter.skippedToo()));
            changes.removeAll(memory.claimed());
            again(handle, changes);
            return changes.size();
        });
    }

    /** Held for a conflict, they go again with what a person says of it. */
    int decide(RetryFilter filter, Side winner) {
        return database.write(handle -> {
            RetryFilter conflicts = filter.withReason(Outcome.CONFLICT);
            Set<Long> changes =
                    new LinkedHashSet<>(new Selection(conflicts, List.of("held"), memory.reading()).ids(handle));
            changes.removeAll(memory.claimed());
            Conflicts.say(handle, changes, winner);
            again(handle, changes);
            return changes.size();
        });
    }

    /** Rows with a key; those that were skipped at a resume only if they are meant. */
    private static List<Long> triable(Handle handle, List<Long> changes, boolean skippedToo) {
        List<Long> keyed = new ArrayList<>();
        Chunks.each(
                changes,
                some -> keyed.addAll(
                        handle.createQuery("select id from row_change where id in (<ids>) and row_key is not null"
                                        + (skippedToo ? "" : " and reason <> '" + Pauses.SKIPPED + "'")
                                        + " order by id")
                                .bindList("ids", some)
                                .mapTo(Long.class)
                                .list()));
        return keyed;
    }

    /** @return those that do not go, since a later row has overtaken them */
    Set<Long> again(Handle handle, Set<Long> changes) {
        Set<Long> over = overtaken(handle, changes);
        Set<Long> going = new LinkedHashSet<>(changes);
        going.removeAll(over);
        sendAgain(handle, going);
        return over;
    }

    private static void sendAgain(Handle handle, Collection<Long> changes) {
        Set<Long> all = new TreeSet<>(changes);
        all.addAll(Predecessors.successors(handle, changes));
        Outcomes.requeue(handle, all);
        Chunks.each(all, some -> handle.createUpdate("update row_change set attempts = 0 where id in (<ids>)")
                .bindList("ids", some)
                .execute());
    }

    private record Later(long older, boolean deleteFirst, boolean deleteThen, Row first, Row then) {}

    /**
     * Rows that a later row of their key has overtaken must not bring old values back: they go on with the later
     * values on top of theirs, or not at all if one of the two is a deletion.
     *
     * @return those that do not go at all
     */
    private Set<Long> overtaken(Handle handle, Set<Long> changes) {
        Map<Long, Row> completed = new TreeMap<>();
        Set<Long> over = new TreeSet<>();
        for (Later later : laterOnes(handle, changes)) {
            if (later.deleteFirst() || later.deleteThen()) {
                over.add(later.older());
            }
            completed.put(
                    later.older(),
                    completed.getOrDefault(later.older(), later.first()).overlaidWith(later.then()));
        }
        completed.keySet().removeAll(over);
        completed.forEach((change, row) -> handle.createUpdate("update row_change set payload = :row where id = :id")
                .bind("row", Json.text(row))
                .bind("id", change)
                .execute());
        Outcome outcome = new Outcome(
                Outcome.Kind.DISCARDED,
                "overtaken",
                "",
                "",
                "",
                "nothing to do: a later row of the same key was delivered",
                List.of(),
                Optional.empty());
        outcomes.write(
                handle,
                over.stream()
                        .map(change -> new Outcomes.Decided(change, outcome, List.of()))
                        .toList());
        Outcomes.touchDropsOf(handle, over);
        return over;
    }

    private List<Later> laterOnes(Handle handle, Set<Long> changes) {
        List<Later> found = new ArrayList<>();
        Set<Long> underWay = new TreeSet<>(memory.claimed());
        underWay.add(0L); // a list of a statement must not be empty
        Chunks.each(
                changes,
                some -> found.addAll(handle.createQuery(
                                """
                                select c.id, c.operation as first_operation, c.payload as first_row,
                                n.operation as then_operation, n.payload as then_row
                                from row_change c join row_change n on n.row_key = c.row_key and n.map = c.map
                                and n.direction = c.direction and n.id > c.id
                                where c.id in (<ids>) and n.origin is null
                                and (n.state in ('created', 'updated', 'deleted', 'unchanged', 'echo')
                                or n.id in (<underWay>))
                                order by c.id, n.id""")
                        .bindList("ids", some)
                        .bindList("underWay", underWay)
                        .map((row, context) -> new Later(
                                row.getLong("id"),
                                row.getString("first_operation").equals(Operation.DELETE.name()),
                                row.getString("then_operation").equals(Operation.DELETE.name()),
                                Json.row(row.getString("first_row")),
                                Json.row(row.getString("then_row"))))
                        .list()));
        return found;
    }
}
