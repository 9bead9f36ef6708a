package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.BACK;
import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.as;
import static io.dualwrite.journal.Desk.deletion;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.keys;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deletion ends what is older than it, in both directions, and nothing older brings the row back. */
class DeletionTest {
    private static final Row ROW = row("A", "1");
    private static final Outcome WAITS =
            Outcome.waiting("lookup-missing", "A", "1", List.of(ref(Side.DATAVERSE, "accounts", "C1")));

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
    void a_deletion_overtakes_what_waits_before_it() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, as(WAITS));
        desk.drop(deletion(order(UP, "F1", ROW)));

        List<Change> claimed = desk.work("orders", UP, Desk::deliver);

        assertThat(claimed).hasSize(1);
        assertThat(count("orders", UP, Outcome.Kind.FILTERED)).isEqualTo(1);
        assertThat(count("orders", UP, Outcome.Kind.DELETED)).isEqualTo(1);
        desk.journal.arrived(
                ref(Side.DATAVERSE, "accounts", "C1"), Optional.of("0b7c1d2e-0000-4000-8000-000000000001"));
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
    }

    @Test
    void a_rejected_row_that_is_retried_after_its_deletion_does_not_go() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, as(Outcome.rejected("bad", "", "", "", "")));
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, as(Outcome.filtered(Outcome.DELETE_KEPT, "")));

        desk.journal.retry(RetryFilter.all());

        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(count("orders", UP, Outcome.Kind.REJECTED)).isZero();
    }

    @Test
    void an_older_change_of_the_other_side_lets_the_deletion_go_first_and_then_ends() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(order(BACK, "F1", row("A", "2")));
        desk.drop(deletion(order(UP, "F1", ROW)));

        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
        desk.work("orders", UP, Desk::deliver);

        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
        assertThat(count("orders", BACK, Outcome.Kind.FILTERED)).isEqualTo(1);
        assertThat(desk.journal.status().idle()).isTrue();
    }

    @Test
    void changes_and_deletions_of_both_sides_do_not_wait_for_each_other_for_ever() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(order(BACK, "F1", row("A", "2")));
        desk.drop(order(UP, "F1", row("A", "3")));
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.drop(deletion(order(BACK, "F1", ROW)));

        for (int pass = 0; pass < 4; pass++) {
            desk.work("orders", BACK, Desk::deliver);
            desk.work("orders", UP, Desk::deliver);
        }

        assertThat(desk.journal.status().idle()).isTrue();
        assertThat(desk.journal.links("orders")).isEmpty();
    }

    @Test
    void a_change_that_is_tried_again_does_not_bring_back_what_the_other_side_deleted() {
        desk.drop(order(BACK, "F1", ROW));
        desk.work(
                "orders",
                BACK,
                as(Outcome.retrying("target-failed", "503", desk.clock.instant().plusSeconds(60))));
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, Desk::deliver);

        desk.clock.pass(Duration.ofMinutes(2));

        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
        assertThat(count("orders", BACK, Outcome.Kind.FILTERED)).isEqualTo(1);
    }

    @Test
    void the_deletion_that_we_wrote_comes_back_as_an_echo_and_a_second_one_finds_nothing() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, Desk::deliver);

        desk.drop(deletion(order(BACK, "F1", ROW)));
        desk.drop(deletion(order(UP, "F1", ROW)));

        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(count("orders", BACK, Outcome.Kind.ECHO)).isEqualTo(1);
        assertThat(count("orders", UP, Outcome.Kind.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void a_row_accepted_after_its_deletion_is_new() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(order(UP, "F1", row("A", "2")));

        Change again = desk.claim("orders", UP).changes().get(0);

        assertThat(again.link()).isEmpty();
    }

    @Test
    void a_deleted_header_ends_its_older_lines_and_leaves_newer_ones_waiting() {
        desk.drop(line(UP, "F1", "1", ROW));
        desk.work("order-lines", UP, Desk::deliver);
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, as(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.ALREADY_GONE)));
        desk.drop(line(UP, "F1", "2", ROW));

        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();

        assertThat(count("order-lines", UP, Outcome.Kind.FILTERED)).isEqualTo(1);
        assertThat(count("order-lines", UP, Outcome.Kind.WAITING)).isEqualTo(1);
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        assertThat(keys(desk.claim("order-lines", UP).changes())).containsExactly("USMF F1 2");
    }

    @Test
    void lines_of_a_deleted_header_are_deleted_with_it() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(line(UP, "F1", "1", ROW));
        desk.work("order-lines", UP, Desk::deliver);
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, Desk::deliver);

        assertThat(desk.journal.links("order-lines")).isEmpty();
        desk.drop(deletion(line(BACK, "F1", "1", ROW)));
        assertThat(desk.claim("order-lines", BACK).changes()).isEmpty();
        assertThat(count("order-lines", BACK, Outcome.Kind.ECHO)).isEqualTo(1);
    }

    @Test
    void what_the_other_side_deleted_and_this_one_kept_goes_again_only_when_that_side_has_it_again() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, as(Outcome.filtered(Outcome.DELETE_KEPT, "")));

        desk.drop(order(BACK, "F1", row("A", "2")));
        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
        assertThat(count("orders", BACK, Outcome.Kind.FILTERED)).isEqualTo(1);

        desk.drop(order(UP, "F1", row("A", "3")));
        desk.work("orders", UP, Desk::deliver);
        desk.drop(order(BACK, "F1", row("A", "4")));
        assertThat(desk.claim("orders", BACK).changes()).hasSize(1);
    }

    @Test
    void a_reference_that_was_left_open_is_not_completed_on_a_deleted_row() {
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, change -> {
            change.leaveOpen(new Change.OpenReference("A", "1", List.of(ref(Side.DATAVERSE, "accounts", "C1"))));
            Desk.create(change);
        });
        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, Desk::deliver);

        desk.drop(Desk.accepted("accounts", UP, key("C1"), Optional.empty(), ROW));
        desk.work("accounts", UP, Desk::deliver);

        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(desk.journal.status().idle()).isTrue();
    }

    @Test
    void a_refused_deletion_goes_again_when_another_row_of_that_side_is_deleted_unless_the_row_came_back() {
        for (String customer : List.of("C1", "C2")) {
            desk.drop(Desk.accepted("accounts", UP, key(customer), Optional.empty(), ROW));
            desk.drop(deletion(Desk.accepted("accounts", UP, key(customer), Optional.empty(), ROW)));
        }
        desk.work("accounts", UP, Desk::deliver);
        desk.work("accounts", UP, as(Outcome.rejected(Outcome.DELETE_REFUSED, "", "", "", "")));
        desk.drop(Desk.accepted("accounts", UP, key("C2"), Optional.empty(), ROW));
        desk.work("accounts", UP, Desk::deliver);
        desk.drop(order(UP, "F1", ROW));
        desk.work("orders", UP, Desk::deliver);

        desk.drop(deletion(order(UP, "F1", ROW)));
        desk.work("orders", UP, Desk::deliver);

        assertThat(Set.copyOf(keys(desk.claim("accounts", UP).changes()))).containsExactly("USMF C1");
    }

    private long count(String map, Direction direction, Outcome.Kind kind) {
        return desk.journal.status().maps().stream()
                .filter(status -> status.map().equals(map) && status.direction() == direction)
                .mapToLong(status -> status.counts().of(kind))
                .sum();
    }
}
