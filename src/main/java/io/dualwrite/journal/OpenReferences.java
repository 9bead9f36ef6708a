package io.dualwrite.journal;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * References that delivered rows went without. When the row arrives, an internal change writes the one field. It is not
 * a row of a drop and counts nowhere; if it fails, its origin is the row that failed.
 */
final class OpenReferences {
    private final Clock clock;

    OpenReferences(Clock clock) {
        this.clock = clock;
    }

    /** @return its number */
    long keep(Handle handle, StoredChange change, Change.OpenReference reference, Row patch) {
        long id = handle.createUpdate(
                        """
                        insert into open_reference (change_id, map, direction, row_key, field, patch)
                        values (:change, :map, :direction, :key, :field, :patch)""")
                .bind("change", change.id())
                .bind("map", change.map())
                .bind("direction", change.direction().word())
                .bind("key", change.key().text())
                .bind("field", Texts.cut(reference.field(), 500))
                .bind("patch", Json.text(patch))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        for (RowRef row : new LinkedHashSet<>(reference.waitsFor())) {
            handle.execute(
                    "insert into open_reference_row (reference_id, side, table_name, row_key) values (?, ?, ?, ?)",
                    id,
                    row.side().word(),
                    row.table(),
                    Texts.key(row.key().text()));
        }
        return id;
    }

    private record Stored(long id, RowKey key, String field) {}

    /**
     * Fields that newer changes brought: what was open or under way for them is history.
     *
     * @param delivered the fields of each row of this map and direction
     */
    void forget(Handle handle, Batch batch, Map<RowKey, Row> delivered, Predicate<Long> claimed) {
        remove(handle, outdated(handle, "open_reference where true", "field", batch, delivered));
        List<Long> patches = outdated(
                        handle,
                        "row_change where origin is not null and state in ('queued', 'retrying', 'waiting')",
                        "patch_field",
                        batch,
                        delivered)
                .stream()
                .filter(id -> !claimed.test(id))
                .toList();
        Outcomes.forgetWaits(handle, patches);
        Chunks.each(patches, some -> handle.createUpdate("delete from row_change where id in (<ids>)")
                .bindList("ids", some)
                .execute());
    }

    /** The row is deleted: nothing of it is to be completed any more. */
    static void forgetRow(Handle handle, StoredChange row) {
        remove(
                handle,
                handle.createQuery("select id from open_reference where row_key = :key and map = :map")
                        .bind("key", row.key().text())
                        .bind("map", row.map())
                        .mapTo(Long.class)
                        .list());
    }

    private static List<Long> outdated(
            Handle handle, String rows, String column, Batch batch, Map<RowKey, Row> delivered) {
        List<Long> outdated = new ArrayList<>();
        Chunks.each(delivered.keySet().stream().map(RowKey::text).toList(), some -> handle
                .createQuery("select id, row_key, " + column + " as field from " + rows
                        + " and row_key in (<keys>) and map = :map and direction = :direction")
                .bindList("keys", some)
                .bind("map", batch.map())
                .bind("direction", batch.direction().word())
                .map((row, context) ->
                        new Stored(row.getLong("id"), new RowKey(row.getString("row_key")), row.getString("field")))
                .list()
                .stream()
                .filter(stored -> delivered.get(stored.key()).has(stored.field()))
                .forEach(stored -> outdated.add(stored.id())));
        return outdated;
    }

    /** Queues an internal change for each. */
    int complete(Handle handle, Collection<Long> references) {
        Collection<Long> distinct = new TreeSet<>(references);
        Chunks.each(distinct, some -> handle.createUpdate(
                        """
                                insert into row_change (drop_id, map, direction, operation, source_table, target_table,
                                row_key, parent_map, parent_key, line, payload, state, reason, field, found, expected,
                                remedy, warnings, attempts, due_at, origin, patch_field, received_at, settled_at)
                                select -abs(c.drop_id), c.map, c.direction, 'UPSERT', c.source_table, c.target_table,
                                c.row_key, c.parent_map, c.parent_key, c.line, r.patch, 'queued', '', '', '', '',
                                '', '', 0, 0, coalesce(c.origin, c.id), r.field, :now, 0
                                from open_reference r join row_change c on c.id = r.change_id
                                where r.id in (<ids>)""")
                .bind("now", clock.millis())
                .bindList("ids", some)
                .execute());
        remove(handle, distinct);
        return distinct.size();
    }

    private static void remove(Handle handle, Collection<Long> references) {
        for (String table : List.of("open_reference_row where reference_id", "open_reference where id")) {
            Chunks.each(references, some -> handle.createUpdate("delete from " + table + " in (<ids>)")
                    .bindList("ids", some)
                    .execute());
        }
    }
}
