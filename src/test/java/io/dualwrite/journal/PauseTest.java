package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.BACK;
import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.deletion;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.keys;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A paused map: what queues up, and the three ways to go on. */
class PauseTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Optional<Integer> resume(Resume how) {
        return desk.journal.resume("orders", UP, how, "loaded by hand");
    }

    private List<Change> work() {
        return desk.work("orders", UP, Desk::deliver);
    }

    private RowCounts counts(String map, Direction direction) {
        return desk.journal.status().maps().stream()
                .map(Status.MapStatus::counts)
                .filter(one -> one.map().equals(map) && one.direction() == direction)
                .findFirst()
                .orElseThrow();
    }

    private long held() {
        return counts("orders", UP).of(Outcome.Kind.HELD);
    }

    private Row agreed(String number) {
        return desk.journal
                .links("orders", List.of(key(number)))
                .get(key(number))
                .finops();
    }

    @Test
    void what_queues_up_while_paused_is_held_and_not_waited_for_and_goes_in_order() {
        assertThat(desk.journal.pause("orders", UP)).isTrue();
        assertThat(desk.journal.pause("orders", UP)).isFalse();
        desk.drop(order(UP, "F1", row("A", "1")), order(UP, "F1", row("A", "2")));
        desk.drop(deletion(order(UP, "F1", Row.empty())));

        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(counts("orders", UP)).isEqualTo(new RowCounts("orders", UP, Map.of(Outcome.Kind.HELD, 3L), 0));
        assertThat(desk.journal.status().idle()).isTrue();

        assertThat(resume(Resume.CATCH_UP)).contains(3);

        assertThat(desk.journal.status().idle()).isFalse();
        assertThat(work().get(0).source()).isEqualTo(row("A", "1"));
        assertThat(work().get(0).source()).isEqualTo(row("A", "2"));
        assertThat(work().get(0).operation()).isEqualTo(Operation.DELETE);
        assertThat(counts("orders", UP).queued() + held()).isZero();
    }

    @Test
    void a_pause_is_for_one_map_and_direction_and_survives_a_restart() {
        desk.journal.pause("orders", UP);
        desk.drop(order(UP, "F1", row("A", "1")));
        desk.drop(order(BACK, "F2", row("A", "1")));
        desk.reopen();

        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(keys(desk.claim("orders", BACK).changes())).containsExactly("USMF F2");
        assertThat(desk.journal.state("orders", UP)).isEqualTo(FlowState.PAUSED);
        assertThat(desk.journal.state("orders", BACK)).isEqualTo(FlowState.RUNNING);
    }

    @Test
    void a_flow_is_initializing_then_running_paused_resuming_and_running_again() {
        assertThat(desk.journal.state("orders", UP)).isEqualTo(FlowState.INITIALIZING);
        work();
        assertThat(desk.journal.state("orders", UP)).isEqualTo(FlowState.RUNNING);
        desk.journal.pause("orders", UP);
        desk.drop(order(UP, "F1", row("A", "1")), order(UP, "F1", row("A", "2")));
        resume(Resume.CATCH_UP);
        desk.reopen();
        work();
        assertThat(desk.journal.state("orders", UP)).isEqualTo(FlowState.RESUMING);
        work();
        desk.drop(order(UP, "F2", row("A", "2")));
        work(); // a row that came later is at work: what had queued up is done
        assertThat(desk.journal.state("orders", UP)).isEqualTo(FlowState.RUNNING);
        desk.reopen();
        work();
        assertThat(desk.journal.state("orders", UP)).isEqualTo(FlowState.RUNNING);
    }

    @Test
    void a_batch_under_way_when_its_map_is_paused_is_finished_and_waited_for() {
        desk.drop(order(UP, "F1", row("A", "1")));
        Batch batch = desk.claim("orders", UP);
        desk.journal.pause("orders", UP);

        assertThat(desk.journal.status().idle()).isFalse();
        assertThat(resume(Resume.DISCARD)).contains(0);
        desk.journal.pause("orders", UP);
        batch.changes().forEach(Desk::create);
        desk.record(batch);

        assertThat(desk.journal.status().idle()).isTrue();
        assertThat(counts("orders", UP).of(Outcome.Kind.CREATED)).isEqualTo(1);
    }

    @Test
    void a_row_that_is_woken_or_due_while_paused_stays() {
        desk.drop(order(UP, "F1", row("A", "1")), order(UP, "F2", row("A", "1")));
        desk.work(
                "orders",
                UP,
                change -> change.settle(
                        change.key().equals(key("F1"))
                                ? Outcome.waiting(
                                        "lookup-missing", "A", "", List.of(ref(Side.DATAVERSE, "accounts", "C")))
                                : Outcome.retrying("busy", "503", desk.clock.instant())));
        desk.journal.pause("orders", UP);
        desk.journal.arrived(ref(Side.DATAVERSE, "accounts", "C"), Optional.empty());
        desk.clock.pass(Duration.ofMinutes(1));

        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(held()).isEqualTo(1);
        assertThat(desk.journal.status().idle()).isTrue();

        resume(Resume.CATCH_UP);
        assertThat(work()).hasSize(2);
    }

    @Test
    void rows_skipped_and_kept_stop_nobody_and_come_later_with_newer_values_on_top() {
        desk.journal.pause("orders", UP);
        desk.drop(order(UP, "F1", row("A", "old", "B", "old")), order(UP, "F2", row("A", "old")));
        assertThat(resume(Resume.KEEP)).contains(2);
        assertThat(work()).isEmpty();
        assertThat(desk.journal.status().idle()).isTrue();
        assertThat(held()).isEqualTo(2);
        desk.drop(order(UP, "F1", row("A", "new")));
        assertThat(keys(work())).containsExactly("USMF F1");

        assertThat(desk.journal.retry(RetryFilter.all())).isZero();
        assertThat(desk.journal.retry(RetryFilter.all().withMap("orders").withReason("skipped")))
                .isEqualTo(2);

        assertThat(keys(work())).containsExactly("USMF F1", "USMF F2");
        assertThat(agreed("F1")).isEqualTo(row("A", "new", "B", "old"));
        assertThat(held()).isZero();
    }

    @Test
    void skipped_rows_come_back_in_order_also_before_those_that_queue() {
        desk.journal.pause("orders", UP);
        desk.drop(order(UP, "F1", row("A", "1")), order(UP, "F1", row("A", "2")));
        resume(Resume.KEEP);
        desk.journal.pause("orders", UP);
        desk.drop(order(UP, "F1", row("A", "3")));

        assertThat(resume(Resume.CATCH_UP_SKIPPED)).contains(3);

        for (String value : List.of("1", "2", "3")) {
            assertThat(work()).singleElement().satisfies(change -> assertThat(change.source())
                    .isEqualTo(row("A", value)));
        }
    }

    @Test
    void a_newer_row_under_way_is_not_overtaken_by_a_skipped_one() {
        desk.journal.pause("orders", UP);
        desk.drop(order(UP, "F1", row("A", "old")));
        resume(Resume.KEEP);
        desk.drop(order(UP, "F1", row("A", "new")));
        Batch newer = desk.claim("orders", UP);

        desk.journal.resume("orders", UP, Resume.CATCH_UP_SKIPPED, "");
        newer.changes().forEach(Desk::create);
        desk.record(newer);
        work();

        assertThat(agreed("F1")).isEqualTo(row("A", "new"));
    }

    @Test
    void a_skipped_deletion_does_not_end_a_row_that_was_written_since() {
        desk.drop(order(UP, "F1", row("A", "1")));
        work();
        desk.journal.pause("orders", UP);
        desk.drop(deletion(order(UP, "F1", Row.empty())));
        resume(Resume.KEEP);
        desk.drop(order(UP, "F1", row("A", "2")));
        work();

        desk.journal.resume("orders", UP, Resume.CATCH_UP_SKIPPED, "");

        assertThat(work()).isEmpty();
        assertThat(counts("orders", UP).of(Outcome.Kind.DISCARDED)).isEqualTo(1);
    }

    @Test
    void rows_skipped_and_discarded_have_the_reason_and_the_next_one_goes() {
        Drop drop = dropPaused();
        assertThat(resume(Resume.DISCARD)).contains(1);
        desk.drop(order(UP, "F1", row("A", "2")));

        assertThat(work()).singleElement().satisfies(change -> assertThat(change.source())
                .isEqualTo(row("A", "2")));
        assertThat(desk.journal.report(drop).rows()).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo(Outcome.Kind.DISCARDED);
            assertThat(row.reason()).isEqualTo("loaded by hand");
        });
    }

    private Drop dropPaused() {
        desk.journal.pause("orders", UP);
        return desk.drop(order(UP, "F1", row("A", "1")));
    }

    @Test
    void the_report_of_a_file_says_what_is_paused_and_how_to_go_on() {
        Drop drop = dropPaused();
        DropReport report = desk.journal.report(drop);

        assertThat(report.counts().get(0).of(Outcome.Kind.HELD)).isEqualTo(1);
        assertThat(report.rows()).singleElement().satisfies(row -> {
            assertThat(row.outcome()).isEqualTo(Outcome.Kind.HELD);
            assertThat(row.reason()).isEqualTo("paused");
            assertThat(row.remedy()).endsWith("dual-write resume orders --direction to-dataverse");
        });
        desk.journal.reported(drop, report.drop().version());
        resume(Resume.CATCH_UP);
        assertThat(desk.journal.dirtyDrops()).hasSize(1);
    }

    @Test
    void a_row_of_a_running_map_behind_a_paused_deletion_is_held_and_goes_after_it() {
        desk.drop(order(UP, "F1", row("A", "1")), line(UP, "F1", "1", row("Q", "1")));
        work();
        desk.work("order-lines", UP, Desk::deliver);
        desk.journal.pause("orders", UP);
        desk.drop(deletion(order(UP, "F1", Row.empty())), deletion(line(UP, "F1", "1", Row.empty())));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();
        desk.drop(line(UP, "F1", "1", row("Q", "2")));

        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();
        assertThat(counts("order-lines", UP).of(Outcome.Kind.HELD)).isEqualTo(2);
        assertThat(desk.journal.status().idle()).isTrue();

        resume(Resume.CATCH_UP);
        assertThat(work()).hasSize(1);
        assertThat(desk.work("order-lines", UP, Desk::deliver)).isEmpty(); // went with its header
        assertThat(counts("order-lines", UP).of(Outcome.Kind.HELD)).isZero();
        assertThat(desk.journal.status().idle()).isTrue();
    }

    @Test
    void nothing_is_resumed_or_skipped_of_a_map_that_runs() {
        desk.drop(order(UP, "F1", row("A", "1")));

        assertThat(resume(Resume.DISCARD)).isEmpty();
        assertThat(work()).hasSize(1);
    }
}
