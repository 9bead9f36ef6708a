package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** What both sides changed at once: the record of it, and what follows when it is decided. */
final class Conflicts {
    private static final int MOST_VALUE = 4000;
    private static final String EQUAL = "equal";
    private static final String OPEN = " and k.winner = '' and c.state = 'held'";
    private static final String SELECT =
            """
            select k.*, c.line, c.part, c.state, d.name from conflict k left join row_change c on c.id = k.told_at
            left join drop_file d on d.id = c.drop_id""";

    private final Database database;
    private final Clock clock;

    Conflicts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps these in the place of what was kept of the same changes; durable on return. */
    void keep(Map<Change, List<Conflict>> conflicts) {
        database.look(
                handle -> {
                    Map<Long, StoredChange> stored = StoredChange.find(
                            handle, conflicts.keySet().stream().map(Change::id).toList());
                    conflicts
                            .keySet()
                            .forEach(change -> handle.execute("delete from conflict where change_id = ?", change.id()));
                    PreparedBatch batch = handle.prepareBatch(
                            """
                    insert into conflict (change_id, told_at, map, direction, row_key, finops_field, dataverse_field,
                    finops_value, dataverse_value, agreed_value, policy, winner, found_at) values (:change, :told,
                    :map, :direction, :key, :finopsField, :dataverseField, :finops, :dataverse, :agreed, :policy,
                    :winner, :now)""");
                    conflicts.forEach((change, all) ->
                            all.forEach(conflict -> bind(batch, change, stored.get(change.id()), conflict)));
                    if (batch.size() > 0) {
                        batch.execute();
                    }
                    return conflicts.size();
                },
                kept -> true);
    }

    private void bind(PreparedBatch batch, Change change, StoredChange stored, Conflict conflict) {
        batch.bind("change", change.id())
                .bind(
                        "told",
                        Optional.ofNullable(stored)
                                .flatMap(StoredChange::origin)
                                .orElse(change.id()))
                .bind("map", change.map())
                .bind("direction", change.direction().word())
                .bind("key", change.key().text())
                .bind("finopsField", Texts.cut(conflict.finopsField(), 500))
                .bind("dataverseField", Texts.cut(conflict.dataverseField(), 500))
                .bind("finops", text(conflict.finops()))
                .bind("dataverse", text(conflict.dataverse()))
                .bind("agreed", text(conflict.agreed()))
                .bind("policy", conflict.policy())
                .bind("winner", conflict.winner().map(Side::word).orElse(""))
                .bind("now", clock.millis())
                .add();
    }

    private static String text(Object value) {
        return value == null ? null : Texts.cut(Row.asText(value), MOST_VALUE);
    }

    /** Newest first. */
    List<FoundConflict> list(Optional<String> map, boolean openOnly, int limit) {
        return database.read(handle -> handle.createQuery(SELECT + " where (:map is null or k.map = :map)"
                        + (openOnly ? OPEN : "")
                        + " order by k.id desc fetch first " + limit + " rows only")
                .bindByType("map", map.orElse(null), String.class)
                .map(Conflicts::read)
                .list());
    }

    /** How many there are, decided or not. */
    long count(Optional<String> map, boolean openOnly) {
        return database.read(handle -> handle.createQuery("select count(*) from conflict k left join row_change c on"
                        + " c.id = k.told_at where (:map is null or k.map = :map)" + (openOnly ? OPEN : ""))
                .bindByType("map", map.orElse(null), String.class)
                .mapTo(Long.class)
                .one());
    }

    /** Those of the rows of a file, oldest first. */
    static List<FoundConflict> ofDrop(Handle handle, long drop, int most) {
        return handle.createQuery(SELECT + " where c.drop_id = :drop order by k.id fetch first " + most + " rows only")
                .bind("drop", drop)
                .map(Conflicts::read)
                .list();
    }

    private static FoundConflict read(ResultSet row, StatementContext context) throws SQLException {
        return new FoundConflict(
                row.getLong("told_at"),
                row.getString("name") == null ? "" : Overview.file(row),
                row.getLong("line"),
                row.getString("map"),
                Direction.of(row.getString("direction")),
                new RowKey(row.getString("row_key")),
                row.getString("finops_field"),
                row.getString("dataverse_field"),
                Optional.ofNullable(row.getString("finops_value")),
                Optional.ofNullable(row.getString("dataverse_value")),
                Optional.ofNullable(row.getString("agreed_value")),
                row.getString("policy"),
                row.getString("winner"),
                row.getString("state") == null ? "" : row.getString("state"),
                Instant.ofEpochMilli(row.getLong("found_at")));
    }

    /** The target's values that stayed go back to the source: its row is read there and taken as a change. */
    void bringBack(Handle handle, Map<Change, StoredChange> settled) {
        List<Long> ids = settled.keySet().stream()
                .filter(Change::bringsBack)
                .map(Change::id)
                .toList();
        Chunks.each(ids, some -> handle.createUpdate(
                        """
                        insert into row_change (drop_id, map, direction, operation, source_table, target_table, row_key,
                        parent_map, parent_key, line, payload, state, reason, field, found, expected, remedy, warnings,
                        attempts, due_at, origin, patch_field, received_at, settled_at, anew)
                        select -abs(c.drop_id), c.map, case when c.direction = 'to-finops' then 'to-dataverse'
                        else 'to-finops' end, 'UPSERT', c.target_table, c.source_table, c.row_key, c.parent_map,
                        c.parent_key, c.line, '{}', 'queued', '', '', '', '', '', '', 0, 0, coalesce(c.origin, c.id), '',
                        :now, 0, true from row_change c where c.id in (<ids>)""")
                .bind("now", clock.millis())
                .bindList("ids", some)
                .execute());
    }

    /**
     * A row got on: what is held for a conflict of it the other way is looked at again, and what stood behind that.
     */
    static void lookAgain(Handle handle, Map<Change, StoredChange> settled) {
        List<Change> fine = settled.keySet().stream()
                .filter(change -> change.outcome().orElseThrow().kind().fine())
                .toList();
        if (fine.isEmpty()) {
            return;
        }
        Change one = fine.get(0);
        List<Long> held = new ArrayList<>();
        Chunks.each(
                fine.stream().map(change -> change.key().text()).toList(),
                some -> held.addAll(handle.createQuery(
                                """
                                select id from row_change where row_key in (<keys>) and map = :map
                                and direction = :direction and state = 'held' and reason = :conflict""")
                        .bindList("keys", some)
                        .bind("map", one.map())
                        .bind(
                                "direction",
                                Direction.from(one.direction().target()).word())
                        .bind("conflict", Outcome.CONFLICT)
                        .mapTo(Long.class)
                        .list()));
        if (!held.isEmpty()) {
            held.addAll(Predecessors.successors(handle, held));
            Outcomes.requeue(handle, held);
        }
        decided(handle, fine);
    }

    /** What a person was to decide and has become equal on both sides by itself is decided. */
    private static void decided(Handle handle, Collection<Change> fine) {
        Chunks.each(fine.stream().map(Change::id).toList(), some -> handle.createUpdate(
                        "update conflict set winner = '" + EQUAL + "' where change_id in (<ids>) and winner = ''")
                .bindList("ids", some)
                .execute());
    }

    /** A person says which side wins. Only rows held for a conflict are meant. */
    static void say(Handle handle, Collection<Long> changes, Side winner) {
        Chunks.each(changes, some -> handle.createUpdate(
                        "update row_change set winner = :winner where id in (<ids>) and reason = :conflict")
                .bind("winner", winner.word())
                .bind("conflict", Outcome.CONFLICT)
                .bindList("ids", some)
                .execute());
    }
}
