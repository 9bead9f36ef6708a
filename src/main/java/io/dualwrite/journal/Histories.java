package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Rows with everything that is known of them. */
final class Histories {
    private static final String ROWS =
            """
            select c.*, d.name from row_change c join drop_file d on d.id = c.drop_id
            where c.origin is null and\s""";

    private static final int PAGE = 1000;

    private final Database database;

    Histories(Database database) {
        this.database = database;
    }

    /** The newest row there is; 0 without one. */
    long last() {
        return database.read(handle -> handle.createQuery("select coalesce(max(id), 0) from row_change")
                .mapTo(Long.class)
                .one());
    }

    List<HistoryRow> after(long last, Instant since) {
        List<HistoryRow> rows = new ArrayList<>();
        long from = 0;
        while (true) {
            long after = from;
            List<HistoryRow> page = database.read(
                    handle -> handle.createQuery(ROWS + "c.id > :after and (c.id > :last or c.settled_at >= :since)"
                                    + " order by c.id fetch first " + PAGE + " rows only")
                            .bind("after", after)
                            .bind("last", last)
                            .bind("since", since.toEpochMilli())
                            .map(Histories::row)
                            .list());
            rows.addAll(page);
            if (page.size() < PAGE) {
                return rows;
            }
            from = page.get(PAGE - 1).id();
        }
    }

    List<HistoryRow> of(String map, RowKey key) {
        return database.read(handle -> handle.createQuery(ROWS + "c.map = :map and c.row_key = :key order by c.id")
                .bind("map", map)
                .bind("key", Texts.key(key.text()))
                .map(Histories::row)
                .list());
    }

    private static HistoryRow row(ResultSet row, StatementContext context) throws SQLException {
        String map = row.getString("map");
        String state = row.getString("state");
        String warnings = row.getString("warnings");
        return new HistoryRow(
                row.getLong("id"),
                row.getLong("drop_id"),
                Overview.file(row),
                row.getLong("line"),
                map,
                Direction.of(row.getString("direction")),
                Operation.valueOf(row.getString("operation")),
                Optional.ofNullable(row.getString("row_key")).map(RowKey::new),
                state.equals("queued")
                        ? Optional.empty()
                        : Optional.of(Outcome.Kind.valueOf(state.toUpperCase(Locale.ROOT))),
                row.getString("reason"),
                row.getString("field"),
                row.getString("found"),
                row.getString("expected"),
                row.getString("remedy"),
                warnings.isEmpty() ? List.of() : List.of(warnings.split("\n")),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                moment(row.getLong("settled_at")),
                moment(row.getLong("edited_at")),
                Optional.ofNullable(row.getString("winner")).map(Side::of),
                Json.row(row.getString("payload")),
                Optional.ofNullable(row.getString("original_payload")).map(Json::row),
                Overview.cds(row),
                earlier(row.getString("earlier")),
                Accounts.read(map, row.getString("account")));
    }

    private static List<String> earlier(String lines) {
        return lines == null ? List.of() : lines.lines().toList();
    }

    private static Optional<Instant> moment(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Keys of a map that are most like a text, those of links and of rows that never got so far. */
    List<RowKey> near(String map, String text, int most) {
        String like = text.toUpperCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return database.read(handle -> handle.createQuery(
                        """
                        select row_key from (select row_key from link where map = :map union
                        select row_key from row_change where map = :map and row_key is not null) k
                        where row_key like :like escape '!' order by row_key fetch first\s"""
                                + most + " rows only")
                .bind("map", map)
                .bind("like", "%" + like + "%")
                .mapTo(String.class)
                .map(RowKey::new)
                .list());
    }

    /** The files that came after a row. */
    List<Drop> drops(long lastDrop) {
        return database.read(handle -> handle.createQuery("select * from drop_file where id > :last order by id")
                .bind("last", lastDrop)
                .map(Drops::map)
                .list());
    }

    long lastDrop() {
        return database.read(handle -> handle.createQuery("select coalesce(max(id), 0) from drop_file")
                .mapTo(Long.class)
                .one());
    }
}
