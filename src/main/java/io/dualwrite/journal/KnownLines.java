package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The lines of a header as the source side has them, as far as the journal knows: images with later changes on top. */
final class KnownLines {
    private static final List<String> ON_THEIR_WAY = List.of("queued", "retrying", "waiting", "held");

    private KnownLines() {}

    private record Unsettled(long id, RowKey key, Operation operation, String state, Row row) {}

    static Map<RowKey, Row> find(Handle handle, String map, Direction direction, ParentKey parent, List<Long> reading) {
        Map<RowKey, Row> lines = new LinkedHashMap<>();
        Map<RowKey, Long> upTo = new LinkedHashMap<>();
        for (LinkTable.Stored stored : linked(handle, map, parent)) {
            lines.put(stored.link().key(), stored.link().image(direction.source()));
            upTo.put(stored.link().key(), stored.change());
        }
        for (Unsettled change : unsettled(handle, map, direction, parent, reading)) {
            boolean newer = change.id() > upTo.getOrDefault(change.key(), 0L);
            if (!newer && !ON_THEIR_WAY.contains(change.state())) {
                continue;
            }
            if (change.operation() == Operation.DELETE) {
                lines.remove(change.key());
            } else {
                lines.merge(change.key(), change.row(), Row::overlaidWith);
            }
        }
        return lines;
    }

    private static List<LinkTable.Stored> linked(Handle handle, String map, ParentKey parent) {
        return handle.createQuery(
                        """
                        select * from link where parent_key = :key and parent_map = :parent and map = :map
                        and not deleted order by id""")
                .bind("key", parent.key().text())
                .bind("parent", parent.map())
                .bind("map", map)
                .map(LinkTable::map)
                .list();
    }

    private static List<Unsettled> unsettled(
            Handle handle, String map, Direction direction, ParentKey parent, List<Long> reading) {
        return handle.createQuery(
                        """
                        select id, row_key, operation, payload,
                        case when reason = 'skipped' then 'skipped' else state end as state from row_change where parent_key = :key
                        and parent_map = :parent and direction = :direction and map = :map
                        and state in ('queued', 'retrying', 'waiting', 'held', 'rejected', 'filtered')
                        and drop_id not in (<reading>) and origin is null and row_key is not null order by id""")
                .bind("key", parent.key().text())
                .bind("parent", parent.map())
                .bind("direction", direction.word())
                .bind("map", map)
                .bindList("reading", reading)
                .map((row, context) -> new Unsettled(
                        row.getLong("id"),
                        new RowKey(row.getString("row_key")),
                        Operation.valueOf(row.getString("operation")),
                        row.getString("state"),
                        Json.row(row.getString("payload"))))
                .list();
    }
}
