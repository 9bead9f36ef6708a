package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set back, with rows that wait for their next try. */
class PutOffTest {
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
    void a_row_to_be_tried_again_does_not_wait_for_the_hours_that_the_clock_was_set_back() {
        failOnce();
        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.clock.pass(Duration.ofDays(-1));

        assertThat(Desk.keys(desk.work("orders", UP, Desk::create))).containsExactly("USMF F1");
    }

    @Test
    void nor_if_it_was_set_back_while_nothing_ran() {
        failOnce();
        desk.journal.close();
        desk.clock.pass(Duration.ofDays(-1));
        desk.open();

        assertThat(Desk.keys(desk.work("orders", UP, Desk::create))).containsExactly("USMF F1");
    }

    @Test
    void a_clock_that_goes_on_or_slips_by_a_second_hurries_nothing() {
        failOnce();
        desk.clock.pass(Duration.ofMinutes(1));
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        desk.clock.pass(Duration.ofSeconds(-1));
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        desk.reopen();
        assertThat(desk.claim("orders", UP).changes()).isEmpty();

        desk.clock.pass(Duration.ofMinutes(5));
        assertThat(Desk.keys(desk.work("orders", UP, Desk::create))).containsExactly("USMF F1");
    }

    private void failOnce() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work(
                "orders",
                UP,
                Desk.as(Outcome.retrying(
                        "target-failed", "500", desk.clock.instant().plus(Duration.ofMinutes(5)))));
    }
}
