package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Outcome BAD = Outcome.rejected("value-unlisted", "A", "x", "a or b", "mend it");
    private static final Set<String> HEADERS = Set.of("orders");
    private static final Retention WEEK = new Retention(7, 0, false, HEADERS);

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
    void old_rows_are_forgotten_and_still_counted_and_their_links_and_images_stay() {
        desk.drop(order(UP, "F1", row("A", "a")), order(UP, "F2", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        report();
        List<RowCounts> before = counts();
        assertThat(desk.journal.purge(WEEK)).isZero();

        desk.clock.pass(Duration.ofDays(8));

        assertThat(desk.journal.purge(WEEK)).isEqualTo(2);
        assertThat(counts()).isEqualTo(before);
        assertThat(desk.journal.status().purged()).isEqualTo(2);
        assertThat(desk.journal.status().idle()).isTrue();
        desk.reopen();
        assertThat(counts()).isEqualTo(before);
        assertThat(desk.journal
                        .links("orders", List.of(key("F1")))
                        .get(key("F1"))
                        .dataverse())
                .isEqualTo(row("A", "a"));
        assertThat(desk.journal.purge(WEEK)).isZero();
    }

    @Test
    void without_a_setting_nothing_is_forgotten() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        report();
        desk.clock.pass(Duration.ofDays(8000));

        assertThat(desk.journal.purge(new Retention(0, 0, true, HEADERS))).isZero();
    }

    @Test
    void a_file_with_a_row_that_nobody_looked_at_stays_whole_unless_problems_may_go() {
        desk.drop(order(UP, "F1", row("A", "x")), order(UP, "F2", row("A", "a")), Desk.broken("orders", UP));
        desk.drop(line(UP, "F9", "1", row("Q", "1")));
        desk.claim("order-lines", UP);
        desk.work("orders", UP, change -> {
            if (change.key().equals(key("F1"))) {
                change.settle(BAD);
            } else {
                Desk.create(change);
            }
        });
        report();
        desk.clock.pass(Duration.ofDays(8));
        List<RowCounts> before = counts();

        assertThat(desk.journal.purge(WEEK)).isZero();
        assertThat(desk.journal.problems(9)).hasSize(2);
        assertThat(desk.journal.purge(new Retention(7, 0, true, HEADERS))).isEqualTo(4);
        assertThat(desk.journal.problems(9)).isEmpty();
        assertThat(desk.journal.awaited(Optional.empty(), 9)).isEmpty();
        assertThat(counts()).isEqualTo(before);
    }

    @Test
    void rows_on_their_way_are_never_forgotten() {
        desk.drop(order(UP, "F1", row("A", "x")));
        desk.drop(order(UP, "F2", row("A", "x")));
        desk.journal.claim("orders", UP, 1).changes();
        report();
        desk.clock.pass(Duration.ofDays(8));

        assertThat(desk.journal.purge(new Retention(7, 1, true, HEADERS))).isZero();
    }

    @Test
    void by_size_the_oldest_finished_files_go_first_and_no_more_than_needed() {
        for (String number : List.of("F1", "F2", "F3", "F4")) {
            desk.drop(order(UP, number, row("A", number.equals("F2") ? "x" : "a")));
            desk.work("orders", UP, number.equals("F2") ? Desk.as(BAD) : Desk::create);
        }
        report();

        assertThat(desk.journal.purge(new Retention(0, 2, false, HEADERS))).isEqualTo(2);

        assertThat(desk.journal.problems(9)).hasSize(1);
        assertThat(desk.journal.purge(new Retention(0, 2, false, HEADERS))).isZero();
        assertThat(desk.journal.purge(new Retention(0, 1, false, HEADERS))).isEqualTo(1);
    }

    @Test
    void what_a_retried_row_must_not_overwrite_stays_as_long_as_the_row_can_be_retried() {
        desk.drop(order(UP, "F1", row("A", "old", "B", "old")));
        desk.work("orders", UP, Desk.as(BAD));
        desk.drop(order(UP, "F1", row("A", "new")), order(UP, "F2", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        report();
        desk.clock.pass(Duration.ofDays(8));

        assertThat(desk.journal.purge(WEEK)).isEqualTo(1);

        desk.journal.retry(RetryFilter.all());
        assertThat(desk.claim("orders", UP).changes().get(0).source()).isEqualTo(row("A", "new", "B", "old"));
    }

    @Test
    void a_filtered_header_keeps_later_lines_back_until_it_passes() {
        desk.drop(order(UP, "F1", row("A", "x")));
        desk.work("orders", UP, Desk.as(Outcome.filtered("map-filter", "A is a")));
        report();
        desk.clock.pass(Duration.ofDays(8));
        assertThat(desk.journal.purge(WEEK)).isZero();
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();
        assertThat(state("order-lines", Outcome.Kind.FILTERED)).isEqualTo(1);

        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        desk.work("order-lines", UP, Desk::create);
        report();
        desk.clock.pass(Duration.ofDays(8));
        assertThat(desk.journal.purge(WEEK)).isEqualTo(3);
        desk.drop(line(UP, "F1", "2", row("Q", "1")));
        assertThat(desk.claim("order-lines", UP).changes()).hasSize(1);
    }

    @Test
    void that_a_side_spoke_before_is_known_when_its_rows_are_forgotten() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        report();
        desk.clock.pass(Duration.ofDays(8));
        desk.journal.purge(WEEK);
        desk.drop(order(UP, "F1", row("A", "b")), order(UP, "F2", row("A", "b")));

        List<Change> next = desk.claim("orders", UP).changes();

        assertThat(desk.journal.spokeBefore(next.get(0))).isTrue();
        assertThat(desk.journal.spokeBefore(next.get(1))).isFalse();
    }

    @Test
    void a_deletion_that_left_its_row_standing_is_remembered() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        desk.drop(Desk.deletion(order(UP, "F1", row())));
        desk.work("orders", UP, Desk.as(Outcome.of(Outcome.Kind.DELETED, Outcome.DEACTIVATED)));
        report();
        desk.clock.pass(Duration.ofDays(8));

        assertThat(desk.journal.purge(WEEK)).isEqualTo(1);

        desk.drop(order(Desk.BACK, "F1", row("A", "c")));
        assertThat(desk.claim("orders", Desk.BACK).changes()).isEmpty();
    }

    @Test
    void a_file_whose_report_is_behind_waits() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        desk.clock.pass(Duration.ofDays(8));

        assertThat(desk.journal.purge(WEEK)).isZero();
        report();
        assertThat(desk.journal.purge(WEEK)).isEqualTo(1);
    }

    private List<RowCounts> counts() {
        return desk.journal.status().maps().stream()
                .map(Status.MapStatus::counts)
                .toList();
    }

    private long state(String map, Outcome.Kind kind) {
        return counts().stream()
                .filter(counts -> counts.map().equals(map))
                .mapToLong(c -> c.of(kind))
                .sum();
    }

    private void report() {
        desk.journal.dirtyDrops().forEach(drop -> desk.journal.reported(drop, drop.version()));
    }
}
