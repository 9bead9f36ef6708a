package io.dualwrite.journal;

import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** A row that others waited for has arrived: they go back to the queue, and open references are completed. */
final class Wakes {
    private final OpenReferences references;

    Wakes(OpenReferences references) {
        this.references = references;
    }

    /** @return how many changes were woken or made */
    int wake(Handle handle, Collection<RowRef> arrived) {
        Map<Long, String> waiting = find(handle, "awaited_row", "change_id", arrived);
        Outcomes.requeue(handle, waiting.keySet());
        Outcomes.woken(handle, waiting);
        return waiting.size()
                + references.complete(
                        handle,
                        List.copyOf(find(handle, "open_reference_row", "reference_id", arrived)
                                .keySet()));
    }

    /** By number, the row that came. */
    private static Map<Long, String> find(Handle handle, String table, String column, Collection<RowRef> arrived) {
        Map<Long, String> found = new TreeMap<>();
        String sql = "select row_key, " + column + " as n from " + table
                + " where side = :side and table_name = :table and row_key in (<keys>)";
        byTable(arrived)
                .forEach((place, keys) -> Chunks.each(keys, some -> handle.createQuery(sql)
                        .bind("side", place.side().word())
                        .bind("table", place.table())
                        .bindList("keys", some)
                        .map((row, context) -> Map.entry(row.getLong("n"), row.getString("row_key")))
                        .forEach(entry -> found.put(
                                entry.getKey(),
                                new RowRef(place.side(), place.table(), new RowKey(entry.getValue())).toString()))));
        return found;
    }

    private record TableOf(Side side, String table) {}

    private static Map<TableOf, Set<String>> byTable(Collection<RowRef> rows) {
        Map<TableOf, Set<String>> byTable = new LinkedHashMap<>();
        rows.forEach(row -> byTable.computeIfAbsent(new TableOf(row.side(), row.table()), table -> new TreeSet<>())
                .add(row.key().text()));
        return byTable;
    }

    /**
     * The rows of a finished drop stand on the source side, or are gone from it: who waited for one of them there (an
     * order for its line to become a product) looks again.
     */
    int wakeFor(Handle handle, Drop drop) {
        Optional<Long> anybody = handle.createQuery(
                        "select change_id from awaited_row where side = :side fetch first 1 rows only")
                .bind("side", drop.side().word())
                .mapTo(Long.class)
                .findFirst();
        if (anybody.isEmpty()) {
            return 0;
        }
        List<Long> woken = handle.createQuery(
                        """
                        select distinct w.change_id from row_change c
                        join awaited_row w on w.row_key = c.row_key and w.table_name = c.source_table
                        where c.drop_id = :drop and w.side = :side and c.state <> 'rejected'
                        """)
                .bind("drop", drop.id())
                .bind("side", drop.side().word())
                .mapTo(Long.class)
                .list();
        Outcomes.requeue(handle, woken);
        return woken.size();
    }

    /** Does one of these drops show one of these rows? For a change that was under way when the drop was finished. */
    static boolean shows(Handle handle, Collection<Long> drops, Collection<RowRef> rows) {
        return !drops.isEmpty()
                && rows.stream()
                        .anyMatch(row -> handle.createQuery(
                                                """
                                        select count(*) from row_change c join drop_file d on d.id = c.drop_id
                                        where c.row_key = :key and c.source_table = :table and d.side = :side
                                        and c.drop_id in (<drops>) and c.operation = 'UPSERT'
                                        and c.origin is null""")
                                        .bind("key", row.key().text())
                                        .bind("table", row.table())
                                        .bind("side", row.side().word())
                                        .bindList("drops", drops)
                                        .mapTo(Long.class)
                                        .one()
                                > 0);
    }
}
