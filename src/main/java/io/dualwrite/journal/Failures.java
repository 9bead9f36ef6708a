package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows that did not go, by cause and one by one. */
final class Failures {
    private final Database database;
    private final Memory memory;

    Failures(Database database, Memory memory) {
        this.database = database;
        this.memory = memory;
    }

    private record Group(long count, long oldest) {}

    List<FailureCause> causes(RetryFilter filter) {
        Selection selection = failed(filter);
        return database.read(handle -> {
            List<Group> groups = selection
                    .bind(handle.createQuery(
                            "select count(*) as n, min(c.id) as oldest from row_change c join drop_file d"
                                    + " on d.id = c.drop_id where" + selection.where()
                                    + " group by c.state, c.reason, c.map, c.direction, c.field"
                                    + " order by n desc, oldest"))
                    .map((row, context) -> new Group(row.getLong("n"), row.getLong("oldest")))
                    .list();
            Map<Long, ReportRow> examples = examples(handle, groups);
            return groups.stream()
                    .map(group -> new FailureCause(group.count(), examples.get(group.oldest())))
                    .toList();
        });
    }

    private static Map<Long, ReportRow> examples(Handle handle, List<Group> groups) {
        Map<Long, ReportRow> found = new HashMap<>();
        Chunks.each(groups.stream().map(Group::oldest).toList(), some -> handle.createQuery(
                        Overview.ROWS + " where c.id in (<ids>)")
                .bindList("ids", some)
                .map(Overview::row)
                .forEach(row -> found.put(row.id(), row)));
        return found;
    }

    List<FailedRow> rows(RetryFilter filter, int limit) {
        Selection selection = failed(filter);
        return database.read(handle -> selection
                .bind(handle.createQuery(Overview.ROWS + " where" + selection.where() + " order by c.id fetch first "
                        + limit + " rows only"))
                .map(Failures::row)
                .list());
    }

    /** Rows of maps that are not through, oldest first: on their way, waiting, or for a person. */
    List<OpenRow> open(List<String> maps, int limit) {
        return database.read(handle -> handle.createQuery(
                        """
                        select map, direction, row_key, state, reason from row_change where map in (<maps>)
                        and state in ('queued', 'retrying', 'waiting', 'held', 'rejected', 'refused')
                        and row_key is not null order by id fetch first\s"""
                                + limit + " rows only")
                .bindList("maps", maps)
                .map((row, context) -> new OpenRow(
                        row.getString("map"),
                        Direction.of(row.getString("direction")),
                        new RowKey(row.getString("row_key")),
                        row.getString("state"),
                        row.getString("reason")))
                .list());
    }

    private Selection failed(RetryFilter filter) {
        return new Selection(filter, Selection.FAILED, memory.reading()).withCircles();
    }

    private static FailedRow row(ResultSet row, StatementContext context) throws SQLException {
        String parentMap = row.getString("parent_map");
        long edited = row.getLong("edited_at");
        return new FailedRow(
                Overview.row(row, context),
                Operation.valueOf(row.getString("operation")),
                Json.row(row.getString("payload")),
                Optional.ofNullable(row.getString("parent_key")).map(key -> new ParentKey(parentMap, new RowKey(key))),
                Optional.ofNullable(row.getString("original_payload")).map(Json::row),
                edited == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(edited)));
    }
}
