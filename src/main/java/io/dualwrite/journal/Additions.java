package io.dualwrite.journal;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of a drop on their way into the journal. */
final class Additions {
    static final int MOST_PAYLOAD = 1_000_000;
    static final int MOST_KEY = 1000;

    private static final String INSERT =
            """
            insert into row_change (drop_id, map, direction, operation, source_table, target_table, row_key, parent_map,
            parent_key, part, line, payload, state, reason, field, found, expected, remedy, warnings, attempts, due_at,
            origin, patch_field, received_at, settled_at)
            values (:drop, :map, :direction, :operation, :source, :target, :key, :parentMap, :parentKey, :part, :line,
            :payload,
            :state, :reason, :field, :found, :expected, :remedy, '', 0, 0, null, null, :now, :settledAt)""";

    private final Database database;
    private final Clock clock;

    Additions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void add(Drop drop, String part, List<Accepted> rows) {
        if (!rows.isEmpty()) {
            check(rows);
            database.write(handle -> insert(handle, drop.id(), part, rows));
        }
    }

    /** @throws RowTooLarge if one of them is too large to keep */
    static void check(List<Accepted> rows) {
        rows.forEach(Additions::payload);
    }

    private static String payload(Accepted row) {
        String payload = Json.text(row.row());
        check(row, "the row", payload, MOST_PAYLOAD);
        row.key().ifPresent(key -> checkKey(row, "the key", key));
        row.parent().ifPresent(parent -> checkKey(row, "the header's key", parent.key()));
        return payload;
    }

    private static void checkKey(Accepted row, String what, RowKey key) {
        check(row, what, key.text(), MOST_KEY);
        int bytes = Texts.bytes(key.text());
        if (bytes > Texts.MOST_KEY_BYTES) {
            throw new RowTooLarge(row, what, bytes + " bytes in UTF-8", Texts.MOST_KEY_BYTES);
        }
    }

    private static void check(Accepted row, String what, String text, int most) {
        if (text.length() > most) {
            throw new RowTooLarge(row, what, text.length() + " characters", most);
        }
    }

    /** Adds rows that were checked. */
    int insert(Handle handle, long drop, String part, List<Accepted> rows) {
        PreparedBatch batch = handle.prepareBatch(INSERT);
        for (Accepted row : rows) {
            bind(batch, row);
            batch.bind("drop", drop)
                    .bind("part", Texts.cut(part, 1000))
                    .bind("payload", Json.text(row.row()))
                    .bind("now", clock.millis());
            batch.add();
        }
        batch.execute();
        return rows.size();
    }

    private void bind(PreparedBatch batch, Accepted row) {
        batch.bind("map", row.map())
                .bind("direction", row.direction().word())
                .bind("operation", row.operation().name())
                .bind("source", row.sourceTable())
                .bind("target", row.targetTable())
                .bind("key", row.key().map(RowKey::text).orElse(null))
                .bind("parentMap", row.parent().map(ParentKey::map).orElse(null))
                .bind("parentKey", row.parent().map(p -> p.key().text()).orElse(null))
                .bind("line", row.line())
                .bind("state", row.settled().map(o -> o.kind().word()).orElse("queued"))
                .bind("reason", Texts.cut(row.settled().map(Outcome::reason).orElse(""), 200))
                .bind("field", Texts.cut(row.settled().map(Outcome::field).orElse(""), 500))
                .bind("found", Texts.cut(row.settled().map(Outcome::found).orElse(""), 4000))
                .bind("expected", Texts.cut(row.settled().map(Outcome::expected).orElse(""), 4000))
                .bind("remedy", Texts.cut(row.settled().map(Outcome::remedy).orElse(""), 4000))
                .bind("settledAt", row.settled().isPresent() ? clock.millis() : 0L);
    }
}
