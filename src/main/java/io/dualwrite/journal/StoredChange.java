package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of the table row_change, without its payload and its outcome's texts. */
record StoredChange(
        long id,
        long drop,
        String map,
        Direction direction,
        Operation operation,
        String sourceTable,
        String targetTable,
        RowKey key,
        Optional<ParentKey> parent,
        long line,
        String state,
        String reason,
        int attempts,
        Optional<Long> origin) {

    static final String COLUMNS =
            """
            c.id, c.drop_id, c.map, c.direction, c.operation, c.source_table, c.target_table, c.row_key, c.parent_map, \
            c.parent_key, c.line, c.state, c.reason, c.attempts, c.origin""";

    static StoredChange read(ResultSet row, StatementContext context) throws SQLException {
        String parentMap = row.getString("parent_map");
        String parentKey = row.getString("parent_key");
        String key = row.getString("row_key");
        long origin = row.getLong("origin");
        boolean internal = !row.wasNull();
        return new StoredChange(
                row.getLong("id"),
                row.getLong("drop_id"),
                row.getString("map"),
                Direction.of(row.getString("direction")),
                Operation.valueOf(row.getString("operation")),
                row.getString("source_table"),
                row.getString("target_table"),
                key == null ? null : new RowKey(key),
                Optional.ofNullable(parentKey).map(text -> new ParentKey(parentMap, new RowKey(text))),
                row.getLong("line"),
                row.getString("state"),
                row.getString("reason"),
                row.getInt("attempts"),
                internal ? Optional.of(origin) : Optional.empty());
    }

    static Map<Long, StoredChange> find(Handle handle, Collection<Long> ids) {
        Map<Long, StoredChange> found = new HashMap<>();
        Chunks.each(ids, some -> handle.createQuery("select " + COLUMNS + " from row_change c where c.id in (<ids>)")
                .bindList("ids", some)
                .map(StoredChange::read)
                .forEach(change -> found.put(change.id(), change)));
        return found;
    }

    boolean internal() {
        return origin.isPresent();
    }

    /** This row where it came from and where it goes: what others may wait for. */
    List<RowRef> bothSides() {
        return List.of(
                new RowRef(direction.target(), targetTable, key), new RowRef(direction.source(), sourceTable, key));
    }
}
