package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.BACK;
import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.keys;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
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

    @Test
    void a_row_comes_out_as_it_went_in() {
        Row row = row("Text", "a,\"b\"\n", "Money", new BigDecimal("10.10"), "Yes", true, "None", null, "Empty", "");
        desk.drop(order(UP, "F1", row));

        Change change = desk.claim("orders", UP).changes().get(0);

        assertThat(change.source()).isEqualTo(row);
        assertThat(change.source().names()).containsExactly("Text", "Money", "Yes", "None", "Empty");
        assertThat(change.key()).isEqualTo(key("F1"));
        assertThat(change.place().toString()).isEqualTo("file-1.csv:7");
        assertThat(change.link()).isEmpty();
    }

    @Test
    void nobody_sees_a_drop_before_it_is_finished() {
        Drop drop = desk.journal.begin(Side.FINOPS, "orders.csv", "h", 1);
        desk.journal.add(drop, List.of(order(UP, "F1", row("A", "1"))));

        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.journal.finish(drop, "CDSSalesOrderHeaders");
        assertThat(desk.claim("orders", UP).changes()).hasSize(1);
    }

    @Test
    void a_change_is_not_claimed_twice_until_it_is_released() {
        desk.drop(order(UP, "F1", row("A", "1")));

        Batch batch = desk.claim("orders", UP);
        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.journal.release(batch);
        assertThat(desk.claim("orders", UP).changes()).hasSize(1);
    }

    @Test
    void three_changes_of_a_row_go_one_after_the_other() {
        desk.drop(
                order(UP, "F1", row("A", "a")),
                order(UP, "F2", row("A", "x")),
                order(UP, "F1", row("A", "b")),
                order(UP, "F1", row("A", "a")));

        List<Object> values = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            desk.work("orders", UP, change -> {
                if (change.key().equals(key("F1"))) {
                    values.add(change.source().get("A"));
                }
                Desk.create(change);
            });
        }

        assertThat(values).containsExactly("a", "b", "a");
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
    }

    @Test
    void a_later_change_stands_behind_one_that_is_retried_and_goes_after_it() {
        desk.drop(order(UP, "F1", row("A", "a")), order(UP, "F1", row("A", "b")));
        desk.work(
                "orders",
                UP,
                Desk.as(Outcome.retrying(
                        "target-failed", "500", desk.clock.instant().plusSeconds(60))));

        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.clock.pass(Duration.ofSeconds(61));
        List<Change> retried = desk.work("orders", UP, Desk::create);
        assertThat(retried).hasSize(1);
        assertThat(retried.get(0).attempts()).isEqualTo(1);
        assertThat(retried.get(0).source().get("A")).isEqualTo("a");
        assertThat(desk.work("orders", UP, Desk::create).get(0).source().get("A"))
                .isEqualTo("b");
    }

    @Test
    void a_wait_that_the_target_asked_for_uses_up_no_attempts() {
        desk.drop(order(UP, "F1", row("A", "x")));
        for (String reason : List.of(Outcome.THROTTLED, Outcome.NOT_READY, "target-failed")) {
            desk.work("orders", UP, Desk.as(Outcome.retrying(reason, "", desk.clock.instant())));
        }
        assertThat(desk.claim("orders", UP).changes().get(0).attempts()).isEqualTo(1);
    }

    @Test
    void the_link_keeps_both_images_and_the_id() {
        desk.drop(order(UP, "F1", row("A", "a", "B", new BigDecimal("1.50"))));
        desk.work("orders", UP, change -> {
            change.setWritten(row("x", "a"));
            change.setDataverseId("guid-1");
            change.settle(Outcome.of(Outcome.Kind.CREATED));
        });

        Link link = desk.journal.links("orders", List.of(key("F1"))).get(key("F1"));

        assertThat(link.finops()).isEqualTo(row("A", "a", "B", new BigDecimal("1.50")));
        assertThat(link.dataverse()).isEqualTo(row("x", "a"));
        assertThat(link.source()).isEqualTo(Side.FINOPS);
        assertThat(link.fingerprint()).isEqualTo("f1");
        assertThat(desk.journal.dataverseIds("salesorders", List.of(key("F1")))).isEqualTo(Map.of(key("F1"), "guid-1"));
        assertThat(desk.journal
                        .linksById("salesorders", List.of("guid-1"))
                        .get("guid-1")
                        .key())
                .isEqualTo(key("F1"));
    }

    @Test
    void an_echo_leaves_the_link_with_the_side_that_made_it() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        desk.drop(order(BACK, "F1", row("a", "a")));
        desk.work("orders", BACK, Desk.as(Outcome.of(Outcome.Kind.ECHO)));

        Link link = desk.journal.links("orders", List.of(key("F1"))).get(key("F1"));

        assertThat(link.source()).isEqualTo(Side.FINOPS);
    }

    @Test
    void a_line_waits_for_its_header_and_goes_when_it_has_arrived() {
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();

        desk.drop(order(UP, "F1", row("A", "a")));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();
        desk.work("orders", UP, Desk::create);

        Change line = desk.claim("order-lines", UP).changes().get(0);
        assertThat(line.parent().orElseThrow().key()).isEqualTo(key("F1"));
    }

    @Test
    void a_change_that_waits_for_a_row_of_the_source_side_is_woken_by_a_drop() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work(
                "orders",
                UP,
                Desk.as(Outcome.waiting("write-in", "", "", List.of(ref(Side.FINOPS, "order-lines", "F1", "1")))));
        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.drop(line(UP, "F1", "1", row("Q", "1")));

        assertThat(keys(desk.claim("orders", UP).changes())).containsExactly("USMF F1");
    }

    @Test
    void a_row_that_arrives_while_delivery_looks_for_it_is_not_missed() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.drop(Desk.accepted("accounts", UP, key("C1"), java.util.Optional.empty(), row("N", "n")));
        Batch orders = desk.claim("orders", UP);
        desk.work("accounts", UP, Desk::create);
        orders.changes()
                .forEach(Desk.as(
                        Outcome.waiting("lookup-missing", "", "", List.of(ref(Side.DATAVERSE, "accounts", "C1")))));
        desk.record(orders);

        assertThat(desk.claim("orders", UP).changes()).hasSize(1);
    }

    @Test
    void a_line_is_filtered_with_its_header_and_released_when_a_later_header_passes() {
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        desk.claim("order-lines", UP);
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk.as(Outcome.filtered("map-filter", "A is b")));
        desk.drop(line(UP, "F1", "2", row("Q", "1")));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();

        desk.drop(order(UP, "F1", row("A", "b")));
        desk.work("orders", UP, Desk::create);

        assertThat(keys(desk.claim("order-lines", UP).changes())).containsExactly("USMF F1 1", "USMF F1 2");
    }

    @Test
    void what_stands_behind_a_waiting_change_waits_too_and_goes_in_order() {
        desk.drop(order(UP, "F1", row("A", "a")), order(UP, "F1", row("A", "b")));
        desk.work(
                "orders",
                UP,
                Desk.as(Outcome.waiting("lookup-missing", "", "", List.of(ref(Side.DATAVERSE, "accounts", "C1")))));
        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.drop(Desk.accepted("accounts", UP, key("C1"), java.util.Optional.empty(), row("N", "n")));
        desk.work("accounts", UP, Desk::create);

        assertThat(desk.work("orders", UP, Desk::create).get(0).source().get("A"))
                .isEqualTo("a");
        assertThat(desk.work("orders", UP, Desk::create).get(0).source().get("A"))
                .isEqualTo("b");
    }

    @Test
    void after_a_restart_the_work_goes_on_and_unfinished_drops_are_gone() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.claim("orders", UP);
        Drop half = desk.journal.begin(Side.FINOPS, "half.csv", "h", 1);
        desk.journal.add(half, List.of(order(UP, "F2", row("A", "a"))));

        desk.reopen();

        assertThat(keys(desk.claim("orders", UP).changes())).containsExactly("USMF F1");
        desk.dropNamed("half.csv", order(UP, "F2", row("A", "a")));
        assertThat(keys(desk.claim("orders", UP).changes())).containsExactly("USMF F2");
    }
}
