package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.StatementContext;

/** Finds rows by a key as a person writes it. */
final class LastRows {
    private static final int MOST = 200;

    private final Database database;

    LastRows(Database database) {
        this.database = database;
    }

    /** The newest of each key and direction that may be meant. */
    List<LastRow> of(String map, String key) {
        Set<String> whole = spellings(key);
        String end = "|" + key.strip().toUpperCase(Locale.ROOT);
        String endOfParts = end.replaceAll("\\s+", "|");
        Map<String, LastRow> newest = new LinkedHashMap<>();
        database.read(handle -> handle.createQuery(
                                """
                                select c.*, (select count(*) from row_change b where b.row_key = c.row_key
                                and b.map = c.map and b.id < c.id) as older
                                from row_change c where c.map = :map and c.drop_id > 0
                                and (c.row_key in (<keys>) or right(c.row_key, :length) = :end
                                or right(c.row_key, :lengthOfParts) = :endOfParts)
                                order by c.id desc fetch first"""
                                        + " " + MOST + " rows only")
                        .bind("map", map)
                        .bind("length", end.length())
                        .bind("end", end)
                        .bind("lengthOfParts", endOfParts.length())
                        .bind("endOfParts", endOfParts)
                        .bindList("keys", List.copyOf(whole))
                        .map(LastRows::row)
                        .list())
                .forEach(row -> newest.putIfAbsent(row.key().text() + " " + row.direction(), row));
        List<LastRow> exact = newest.values().stream()
                .filter(row -> whole.contains(row.key().text()))
                .toList();
        return exact.isEmpty() ? List.copyOf(newest.values()) : exact;
    }

    /** {@code USMF F10248} and {@code usmf|F10248} alike; shared tables have no company. */
    private static Set<String> spellings(String key) {
        String upper = key.strip().toUpperCase(Locale.ROOT);
        String parts = upper.replaceAll("\\s+", "|");
        return new TreeSet<>(
                Set.copyOf(List.of(upper, parts, "|" + upper, "|" + parts, upper.replaceFirst("\\s+", "|"))));
    }

    private static LastRow row(ResultSet row, StatementContext context) throws SQLException {
        String parentMap = row.getString("parent_map");
        return new LastRow(
                Direction.of(row.getString("direction")),
                new RowKey(row.getString("row_key")),
                Operation.valueOf(row.getString("operation")),
                Json.row(row.getString("payload")),
                Optional.ofNullable(row.getString("parent_key")).map(key -> new ParentKey(parentMap, new RowKey(key))),
                row.getString("state"),
                row.getString("reason"),
                row.getString("field"),
                row.getLong("older") == 0);
    }
}
