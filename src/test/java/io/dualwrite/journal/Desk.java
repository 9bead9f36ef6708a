package io.dualwrite.journal;

import io.dualwrite.JournalUnderTest;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A journal in a folder and short words for what a runtime does with it. */
final class Desk implements AutoCloseable {
    static final Map<String, List<String>> TABLES = Map.of(
            "orders", List.of("CDSSalesOrderHeaders", "salesorders"),
            "order-lines", List.of("CDSSalesOrderLines", "salesorderdetails"),
            "accounts", List.of("CustomersV3", "accounts"));
    static final Direction UP = Direction.TO_DATAVERSE;
    static final Direction BACK = Direction.TO_FINOPS;

    final Path folder;
    final Ticking clock = new Ticking();
    Journal journal;
    private int files;

    /** A clock that is set by hand. */
    static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    Desk(Path folder) {
        this.folder = folder;
        open();
    }

    void open() {
        journal = Journal.open(settings(folder), Desk::table, clock);
    }

    void reopen() {
        journal.close();
        open();
    }

    static JournalSettings settings(Path folder) {
        Map<String, String> settings = JournalUnderTest.settings(folder);
        return settings.isEmpty()
                ? h2(folder)
                : new JournalSettings(
                        settings.get("journal.url"), settings.get("journal.user"), settings.get("journal.password"));
    }

    static JournalSettings h2(Path folder) {
        return new JournalSettings("jdbc:h2:" + folder.resolve("journal").toAbsolutePath(), "sa", "");
    }

    static String table(String map, Side side) {
        return TABLES.get(map).get(side == Side.FINOPS ? 0 : 1);
    }

    static RowKey key(String... parts) {
        return RowKey.of("USMF", parts);
    }

    static RowRef ref(Side side, String map, String... parts) {
        return new RowRef(side, table(map, side), key(parts));
    }

    static Accepted order(Direction direction, String number, Row row) {
        return accepted("orders", direction, key(number), Optional.empty(), row);
    }

    static Accepted line(Direction direction, String order, String number, Row row) {
        return accepted(
                "order-lines", direction, key(order, number), Optional.of(new ParentKey("orders", key(order))), row);
    }

    static Accepted accepted(String map, Direction direction, RowKey key, Optional<ParentKey> parent, Row row) {
        return new Accepted(
                map,
                direction,
                Operation.UPSERT,
                Optional.of(key),
                parent,
                table(map, direction.source()),
                table(map, direction.target()),
                7,
                row,
                Optional.empty());
    }

    /** The same row, to be deleted. */
    static Accepted deletion(Accepted row) {
        return new Accepted(
                row.map(),
                row.direction(),
                Operation.DELETE,
                row.key(),
                row.parent(),
                row.sourceTable(),
                row.targetTable(),
                row.line(),
                Row.empty(),
                Optional.empty());
    }

    static Accepted broken(String map, Direction direction) {
        return new Accepted(
                map,
                direction,
                Operation.UPSERT,
                Optional.empty(),
                Optional.empty(),
                table(map, direction.source()),
                table(map, direction.target()),
                9,
                Row.empty(),
                Optional.of(Outcome.rejected("record-broken", "", "3 cells", "5 cells", "mend the line")));
    }

    static Row row(Object... namesAndValues) {
        Row row = Row.empty();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row = row.with((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    Drop drop(Accepted... rows) {
        return dropNamed("file-" + ++files + ".csv", rows);
    }

    Drop dropNamed(String name, Accepted... rows) {
        Side side = rows[0].direction().source();
        Drop drop = journal.begin(side, name, "hash-" + name, 100);
        journal.add(drop, List.of(rows));
        journal.finish(drop, rows[0].sourceTable());
        journal.moved(drop, name);
        return drop;
    }

    Batch claim(String map, Direction direction) {
        return journal.claim(map, direction, 100);
    }

    /** Claims, lets the step settle each change, records. */
    List<Change> work(String map, Direction direction, Consumer<Change> step) {
        Batch batch = claim(map, direction);
        batch.changes().forEach(step);
        record(batch);
        return batch.changes();
    }

    void record(Batch batch) {
        journal.record(batch, new RecordContext("f1", Change::source));
    }

    /** Settles as a delivery that went well would. */
    static void create(Change change) {
        change.setTarget(change.source());
        change.setWritten(change.source());
        change.setDataverseId(
                UUID.nameUUIDFromBytes(change.key().text().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString());
        change.settle(Outcome.of(change.link().isPresent() ? Outcome.Kind.UPDATED : Outcome.Kind.CREATED));
    }

    /** Settles as a delivery of upserts and deletions that went well would. */
    static void deliver(Change change) {
        if (change.operation() == Operation.DELETE) {
            change.settle(Outcome.of(Outcome.Kind.DELETED));
        } else {
            create(change);
        }
    }

    static Consumer<Change> as(Outcome outcome) {
        return change -> change.settle(outcome);
    }

    static List<String> keys(List<Change> changes) {
        List<String> keys = new ArrayList<>();
        changes.forEach(change -> keys.add(change.key().toString()));
        return keys;
    }

    @Override
    public void close() {
        journal.close();
    }
}
