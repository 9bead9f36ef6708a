package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowRef;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes outcomes into changes, and what the waiting ones wait for. */
final class Outcomes {
    /**
     * A change, its outcome and what it collected on its way.
     *
     * @param account of its fields; nothing leaves that which was told before
     */
    record Decided(long change, Outcome outcome, List<String> warnings, Optional<String> account) {
        Decided(long change, Outcome outcome, List<String> warnings) {
            this(change, outcome, warnings, Optional.empty());
        }
    }

    /** An outcome that is replaced is not forgotten. */
    private static final String EARLIER =
            """
            earlier = case when state = 'queued' then earlier else left(concat(earlier, cast(settled_at as varchar(20)),
            ' ', state, ' ', reason, ' ', replace(expected, chr(10), ' '), chr(10)), 8000) end""";

    private final Clock clock;

    Outcomes(Clock clock) {
        this.clock = clock;
    }

    void write(Handle handle, Collection<Decided> all) {
        if (all.isEmpty()) {
            return;
        }
        forgetWaits(handle, all.stream().map(Decided::change).toList());
        PreparedBatch batch = handle.prepareBatch(
                "update row_change set " + EARLIER + ", "
                        + """
                state = :state, reason = :reason, field = :field, found = :found,
                expected = :expected, remedy = :remedy, warnings = :warnings, attempts = attempts + :tried,
                due_at = :due, settled_at = :now, account = coalesce(:account, account) where id = :id""");
        for (Decided decided : all) {
            bind(batch, decided.outcome());
            batch.bind("warnings", Texts.cut(String.join("\n", decided.warnings()), 8000))
                    .bind("account", decided.account())
                    .bind("id", decided.change())
                    .add();
        }
        batch.execute();
        writeWaits(handle, all);
        Circles.tell(
                handle,
                all.stream()
                        .filter(decided -> decided.outcome().kind() == Outcome.Kind.WAITING)
                        .map(Decided::change)
                        .toList());
    }

    private void bind(PreparedBatch batch, Outcome outcome) {
        boolean retrying = outcome.kind() == Outcome.Kind.RETRYING;
        batch.bind("state", outcome.kind().word())
                .bind("reason", Texts.cut(outcome.reason(), 200))
                .bind("field", Texts.cut(outcome.field(), 500))
                .bind("found", Texts.cut(outcome.found(), 4000))
                .bind("expected", Texts.cut(outcome.expected(), 4000))
                .bind("remedy", Texts.cut(outcome.remedy(), 4000))
                .bind("tried", outcome.attempted() ? 1 : 0)
                .bind(
                        "due",
                        retrying ? outcome.retryAt().map(Instant::toEpochMilli).orElse(clock.millis()) : 0L)
                .bind("now", clock.millis());
    }

    private static void writeWaits(Handle handle, Collection<Decided> all) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into awaited_row (change_id, side, table_name, row_key) values (:id, :side, :table, :key)");
        for (Decided decided : all) {
            for (RowRef row : awaited(decided.outcome())) {
                batch.bind("id", decided.change())
                        .bind("side", row.side().word())
                        .bind("table", row.table())
                        .bind("key", Texts.key(row.key().text()))
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static Set<RowRef> awaited(Outcome outcome) {
        boolean waits = outcome.kind() == Outcome.Kind.WAITING || outcome.kind() == Outcome.Kind.FILTERED;
        return waits ? new LinkedHashSet<>(outcome.waitsFor()) : Set.of();
    }

    static void forgetWaits(Handle handle, Collection<Long> changes) {
        Chunks.each(changes, some -> handle.createUpdate("delete from awaited_row where change_id in (<ids>)")
                .bindList("ids", some)
                .execute());
    }

    /** What the rows are in CDS, for those that go through it. */
    static void writeMiddles(Handle handle, Collection<Change> changes) {
        PreparedBatch batch =
                handle.prepareBatch("update row_change set cds_entity = :entity, cds_row = :row where id = :id");
        changes.forEach(change -> change.middle().ifPresent(middle -> batch.bind("entity", middle.entity())
                .bind("row", Json.text(middle.whole()))
                .bind("id", change.id())
                .add()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** What completed a row that went before stands in the row's own account. */
    static void completeAccount(Handle handle, long change, String account) {
        Optional<String> told = handle.createQuery("select account from row_change where id = :id")
                .bind("id", change)
                .mapTo(String.class)
                .findFirst();
        handle.createUpdate("update row_change set account = :account where id = :id")
                .bind("account", Accounts.joined(told.orElse(null), account))
                .bind("id", change)
                .execute();
    }

    /** Back to the queue, with nothing left of an earlier outcome. */
    static void requeue(Handle handle, Collection<Long> changes) {
        forgetWaits(handle, changes);
        Chunks.each(changes, some -> handle.createUpdate(
                        "update row_change set " + EARLIER + ", "
                                + """
                                state = 'queued', reason = '', field = '', found = '',
                                expected = '', remedy = '', due_at = 0, settled_at = 0 where id in (<ids>)""")
                .bindList("ids", some)
                .execute());
        touchDropsOf(handle, changes);
    }

    /** Who waited is told for whom: by number, the row that came. */
    static void woken(Handle handle, java.util.Map<Long, String> by) {
        PreparedBatch batch = handle.prepareBatch("update row_change set earlier = left(concat(earlier, 'woken by ',"
                + " cast(:row as varchar(1300)), chr(10)), 8000) where id = :id");
        by.forEach((change, row) ->
                batch.bind("row", Texts.cut(row, 1300)).bind("id", change).add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    static void touchDropsOf(Handle handle, Collection<Long> changes) {
        Chunks.each(
                changes,
                some -> Drops.touch(
                        handle,
                        handle.createQuery("select distinct drop_id from row_change where id in (<ids>)")
                                .bindList("ids", some)
                                .mapTo(Long.class)
                                .list()));
    }
}
