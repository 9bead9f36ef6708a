package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Rows that others wait for and that came into being without us. */
final class Arrivals {
    private final Database database;
    private final Memory memory;
    private final Wakes wakes;
    private final MapTables tables;

    Arrivals(Database database, Memory memory, Wakes wakes, MapTables tables) {
        this.database = database;
        this.memory = memory;
        this.wakes = wakes;
        this.tables = tables;
    }

    List<RowRef> awaited(Optional<RowRef> after, int limit) {
        String beyond = after.isEmpty()
                ? ""
                : """
                 where side > :side or (side = :side and (table_name > :table
                 or (table_name = :table and row_key > :key)))""";
        return database.read(handle -> {
            var query = handle.createQuery(
                    """
                    select side, table_name, row_key from (select side, table_name, row_key from awaited_row
                    union select side, table_name, row_key from open_reference_row) awaited"""
                            + " " + beyond + " order by side, table_name, row_key fetch first " + limit + " rows only");
            after.ifPresent(row -> query.bind("side", row.side().word())
                    .bind("table", row.table())
                    .bind("key", row.key().text()));
            return query.map((row, context) -> new RowRef(
                            Side.of(row.getString("side")),
                            row.getString("table_name"),
                            new RowKey(row.getString("row_key"))))
                    .list();
        });
    }

    int arrived(RowRef row, Optional<String> dataverseId) {
        return database.alone(() -> {
            int woken = database.write(handle -> {
                headersOf(handle, row).forEach(map -> stand(handle, map, row, dataverseId));
                return wakes.wake(handle, Set.of(row));
            });
            memory.arrived(Set.of(row));
            return woken;
        });
    }

    /** The maps for which lines wait for this row as their header. */
    private List<String> headersOf(Handle handle, RowRef row) {
        return handle
                .createQuery(
                        """
                        select distinct c.parent_map from awaited_row w join row_change c on c.id = w.change_id
                        where w.row_key = :key and w.table_name = :table and w.side = :side
                        and c.parent_key = w.row_key""")
                .bind("key", row.key().text())
                .bind("table", row.table())
                .bind("side", row.side().word())
                .mapTo(String.class)
                .list()
                .stream()
                .filter(map -> tables.table(map, row.side()).equals(row.table()))
                .filter(map -> !isUnderWay(handle, map, row))
                .toList();
    }

    /**
     * A change that brings the row there itself: it may have written it already, and died before it was recorded. Lines
     * then wait for its record, or they would go without what only its image can tell them: their currency.
     */
    private static boolean isUnderWay(Handle handle, String map, RowRef row) {
        return handle.createQuery(
                        """
                        select 1 from row_change where map = :map and row_key = :key and direction = :direction
                        and operation = 'UPSERT' and state in ('queued', 'retrying') fetch first 1 rows only""")
                .bind("map", map)
                .bind("key", row.key().text())
                .bind("direction", Direction.from(row.side().other()).word())
                .mapTo(Integer.class)
                .findFirst()
                .isPresent();
    }

    /** A link without images, so that lines can go under the row; its own first change then sends every field. */
    private void stand(Handle handle, String map, RowRef row, Optional<String> dataverseId) {
        Map<RowKey, LinkTable.Stored> present = LinkTable.find(handle, map, Set.of(row.key()));
        Optional<LinkTable.Stored> before = Optional.ofNullable(present.get(row.key()));
        if (before.isPresent() && !before.get().link().deleted()) {
            return;
        }
        Link link = new Link(map, row.key(), dataverseId, Row.empty(), Row.empty(), row.side(), "", Row.empty(), false);
        LinkTable.Stored stub = new LinkTable.Stored(
                link,
                tables.table(map, Side.FINOPS),
                tables.table(map, Side.DATAVERSE),
                Optional.empty(),
                0,
                before.flatMap(LinkTable.Stored::parent),
                before.map(LinkTable.Stored::change).orElse(0L));
        if (before.isPresent()) {
            LinkTable.update(handle, List.of(stub));
        } else {
            LinkTable.insert(handle, List.of(stub));
        }
    }
}
