package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.keys;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {
    private static final Outcome BAD = Outcome.rejected("value-unlisted", "A", "x", "a or b", "mend it");

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
    void rejected_rows_go_again_when_asked_by_reason_file_or_map() {
        desk.drop(order(UP, "F1", row("A", "x")));
        desk.work("orders", UP, Desk.as(BAD));

        assertThat(desk.journal.retry(RetryFilter.all().withReason("other"))).isZero();
        assertThat(desk.journal.retry(RetryFilter.all().withFile("other.csv"))).isZero();
        assertThat(desk.journal.retry(RetryFilter.all().withMap("accounts"))).isZero();
        assertThat(desk.journal.retry(RetryFilter.all()
                        .withReason("value-unlisted")
                        .withFile("file-1.csv")
                        .withMap("orders")))
                .isEqualTo(1);
        assertThat(desk.claim("orders", UP).changes()).hasSize(1);
    }

    @Test
    void a_row_without_key_cannot_be_tried_again() {
        desk.drop(Desk.broken("orders", UP));

        assertThat(desk.journal.retry(RetryFilter.all())).isZero();
        assertThat(desk.journal.problems(10)).hasSize(1);
    }

    @Test
    void a_retried_row_does_not_bring_back_values_that_later_rows_replaced() {
        desk.drop(order(UP, "F1", row("A", "old", "B", "old", "C", "old")));
        desk.work("orders", UP, Desk.as(BAD));
        desk.drop(order(UP, "F1", row("A", "new")));
        desk.work("orders", UP, Desk::create);
        desk.drop(order(UP, "F1", row("B", "new")));
        desk.work("orders", UP, Desk::create);

        desk.journal.retry(RetryFilter.all());

        assertThat(desk.claim("orders", UP).changes().get(0).source())
                .isEqualTo(row("A", "new", "B", "new", "C", "old"));
    }

    @Test
    void what_stands_behind_a_held_row_goes_when_the_row_is_given_up() {
        desk.drop(order(UP, "F1", row("A", "a")), order(UP, "F1", row("A", "b")));
        Outcome held = new Outcome(Outcome.Kind.HELD, "conflict", "A", "", "", "", List.of(), Optional.empty());
        long first = desk.work("orders", UP, Desk.as(held)).get(0).id();
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(desk.journal.status().maps().get(0).counts().of(Outcome.Kind.HELD))
                .isEqualTo(2);

        assertThat(desk.journal
                        .discard(RetryFilter.ofIds(Set.of(first)), "not needed")
                        .rows())
                .isEqualTo(1);

        Change next = desk.claim("orders", UP).changes().get(0);
        assertThat(next.source().get("A")).isEqualTo("b");
    }

    @Test
    void failed_rows_are_grouped_by_cause_with_the_oldest_as_example() {
        desk.drop(order(UP, "F1", row("A", "x")), order(UP, "F2", row("A", "x")), order(UP, "F3", row("A", "y")));
        desk.drop(Desk.broken("orders", UP));
        desk.work(
                "orders",
                UP,
                change -> change.settle(change.key().equals(key("F3")) ? Outcome.of(Outcome.Kind.CREATED) : BAD));

        List<FailureCause> causes = desk.journal.causes(RetryFilter.all());

        assertThat(causes).extracting(FailureCause::count).containsExactly(2L, 1L);
        assertThat(causes.get(0).example().reason()).isEqualTo("value-unlisted");
        assertThat(causes.get(0).example().key()).contains(key("F1"));
        assertThat(causes.get(1).example().reason()).isEqualTo("record-broken");
        assertThat(desk.journal.causes(RetryFilter.all().withReason("record-broken")))
                .hasSize(1);
        assertThat(desk.journal.causes(RetryFilter.all().withFile("file-3.csv")))
                .isEmpty();
    }

    @Test
    void an_edited_row_goes_with_its_new_values_from_its_old_place_and_what_was_dropped_stays_known() {
        desk.drop(order(UP, "F1", row("A", "x", "B", "b")));
        long id = desk.work("orders", UP, Desk.as(BAD)).get(0).id();

        assertThat(desk.journal.edit(id, row("A", "y", "B", "b"))).isTrue();
        Change again = desk.work("orders", UP, Desk.as(BAD)).get(0);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.place().toString()).isEqualTo("file-1.csv:7");
        assertThat(again.source()).isEqualTo(row("A", "y", "B", "b"));

        desk.journal.edit(id, row("A", "z", "B", "b"));
        desk.work("orders", UP, Desk.as(BAD));
        desk.reopen();
        FailedRow failed = desk.journal.failedRows(RetryFilter.all(), 9).get(0);
        assertThat(failed.content()).isEqualTo(row("A", "z", "B", "b"));
        assertThat(failed.original()).contains(row("A", "x", "B", "b"));
        assertThat(failed.edited()).contains(desk.clock.instant());
    }

    @Test
    void an_edited_row_that_a_later_row_has_overtaken_does_not_bring_old_values_back() {
        desk.drop(order(UP, "F1", row("A", "x", "B", "old")));
        long id = desk.work("orders", UP, Desk.as(BAD)).get(0).id();
        desk.drop(order(UP, "F1", row("B", "new")));
        desk.work("orders", UP, Desk::create);

        desk.journal.edit(id, row("A", "a", "B", "old"));

        assertThat(desk.claim("orders", UP).changes().get(0).source()).isEqualTo(row("A", "a", "B", "new"));
    }

    @Test
    void only_rejected_and_held_rows_that_have_a_key_can_be_edited() {
        desk.drop(order(UP, "F1", row("A", "x")), Desk.deletion(order(UP, "F2", row())));
        Batch batch = desk.claim("orders", UP);
        long first = batch.changes().get(0).id();
        assertThatThrownBy(() -> desk.journal.edit(first, row("A", "y")))
                .hasMessage(
                        "row " + first
                                + " is queued; expected a rejected or held row, or one that waits in a circle; drop the row anew");
        batch.changes().forEach(Desk.as(BAD));
        desk.record(batch);
        assertThatThrownBy(() -> desk.journal.edit(batch.changes().get(1).id(), row("A", "y")))
                .hasMessageContaining("is a deletion");
        desk.drop(Desk.broken("orders", UP));
        assertThatThrownBy(
                        () -> desk.journal.edit(desk.journal.problems(9).get(2).id(), row("A", "y")))
                .hasMessageContaining("drop it anew");
        assertThatThrownBy(() -> desk.journal.edit(4711, row("A", "y"))).hasMessageContaining("no row 4711");
        assertThat(desk.journal.failedRows(RetryFilter.all(), 9))
                .allSatisfy(row -> assertThat(row.original()).isEmpty());
    }

    @Test
    void rows_of_one_cause_are_given_up_with_the_reason_beside_what_they_failed_of() {
        desk.drop(order(UP, "F1", row("A", "x")), order(UP, "F2", row("A", "x")), Desk.broken("orders", UP));
        desk.work("orders", UP, Desk.as(BAD));

        Discarded done = desk.journal.discard(RetryFilter.all().withReason("value-unlisted"), "test data");

        assertThat(done).isEqualTo(new Discarded(2, 0));
        RowCounts counts = desk.journal.status().maps().get(0).counts();
        assertThat(counts.of(Outcome.Kind.DISCARDED)).isEqualTo(2);
        assertThat(counts.of(Outcome.Kind.REJECTED)).isEqualTo(1);
        assertThat(counts.in()).isEqualTo(3);
        assertThat(desk.journal.report(desk.journal.dirtyDrops().get(0)).rows().get(0))
                .satisfies(told -> {
                    assertThat(told.reason()).isEqualTo("test data");
                    assertThat(told.found()).isEqualTo("was rejected: value-unlisted, x");
                });
        assertThat(desk.journal.retry(RetryFilter.all())).isZero();
    }

    @Test
    void lines_that_wait_for_a_header_that_is_given_up_are_told_and_go_when_it_comes_anew() {
        desk.drop(order(UP, "F1", row("A", "x")));
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        long header = desk.work("orders", UP, Desk.as(BAD)).get(0).id();
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();

        assertThat(desk.journal.discard(RetryFilter.ofIds(Set.of(header)), "a test order"))
                .isEqualTo(new Discarded(1, 1));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();

        assertThat(desk.journal.report(desk.journal.dirtyDrops().get(1)).rows())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.outcome()).isEqualTo(Outcome.Kind.WAITING);
                    assertThat(line.found()).isEqualTo("its header was given up: a test order");
                    assertThat(line.remedy()).contains("drop the header anew");
                });
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        assertThat(keys(desk.claim("order-lines", UP).changes())).containsExactly("USMF F1 1");
    }

    @Test
    void a_header_made_in_the_target_by_others_lets_its_lines_go() {
        desk.drop(line(UP, "F1", "1", row("Q", "1")), line(UP, "F2", "1", row("Q", "1")));
        desk.claim("order-lines", UP);

        assertThat(desk.journal.awaited(Optional.empty(), 1)).containsExactly(ref(Side.DATAVERSE, "orders", "F1"));
        assertThat(desk.journal.awaited(Optional.of(ref(Side.DATAVERSE, "orders", "F1")), 9))
                .containsExactly(ref(Side.DATAVERSE, "orders", "F2"));
        assertThat(desk.journal.arrived(ref(Side.DATAVERSE, "orders", "F1"), Optional.of("guid")))
                .isEqualTo(1);

        Change line = desk.claim("order-lines", UP).changes().get(0);
        assertThat(line.key()).isEqualTo(key("F1", "1"));
        assertThat(line.parent().orElseThrow().dataverseId()).contains("guid");
    }

    /** It was written, and the process died before that was recorded. */
    @Test
    void a_header_found_in_the_target_whose_own_change_is_under_way_lets_its_lines_go_only_with_that_change() {
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        desk.claim("order-lines", UP);
        desk.drop(order(UP, "F1", row("Currency", "USD")));

        desk.journal.arrived(ref(Side.DATAVERSE, "orders", "F1"), Optional.of("guid"));
        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();

        desk.work("orders", UP, Desk::create);
        Link header = desk.claim("order-lines", UP).changes().get(0).parent().orElseThrow();
        assertThat(header.dataverse().text("Currency")).contains("USD");
    }

    @Test
    void an_open_reference_is_completed_when_its_row_arrives_and_counts_nowhere() {
        desk.drop(order(UP, "F1", row("Contact", "P1", "A", "a")));
        desk.work("orders", UP, this::withoutContact);
        Status before = desk.journal.status();
        arrive("P1");

        Change patch = desk.claim("orders", UP).changes().get(0);
        assertThat(patch.source()).isEqualTo(row("Contact", "P1"));
        assertThat(patch.place().toString()).isEqualTo("file-1.csv:7");
        assertThat(desk.journal.status().idle()).isFalse();
        assertThat(desk.journal.status().maps().get(1).counts())
                .isEqualTo(before.maps().get(0).counts());
    }

    @Test
    void a_failed_completion_is_told_at_the_row_it_belongs_to() {
        desk.drop(order(UP, "F1", row("Contact", "P1", "A", "a")));
        desk.work("orders", UP, this::withoutContact);
        arrive("P1");
        desk.work("orders", UP, Desk.as(BAD));

        assertThat(desk.journal.problems(9)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("file-1.csv");
            assertThat(problem.reason()).isEqualTo("value-unlisted");
        });
        assertThat(desk.journal.status().idle()).isTrue();
    }

    @Test
    void an_open_reference_that_a_later_row_replaced_is_not_completed() {
        desk.drop(order(UP, "F1", row("Contact", "P1", "A", "a")));
        desk.work("orders", UP, this::withoutContact);
        desk.drop(order(UP, "F1", row("Contact", "P2")));
        desk.work("orders", UP, Desk::create);
        arrive("P1");

        assertThat(desk.claim("orders", UP).changes()).isEmpty();
    }

    @Test
    void a_completion_under_way_gives_way_to_a_later_row_with_the_same_field() {
        desk.drop(order(UP, "F1", row("Contact", "P1", "A", "a")));
        desk.work("orders", UP, this::withoutContact);
        desk.drop(order(UP, "F1", row("Contact", "P2")));
        arrive("P1");
        List<Change> later = desk.work("orders", UP, Desk::create);

        assertThat(keys(later)).containsExactly("USMF F1");
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
    }

    private void withoutContact(Change change) {
        change.leaveOpen(new Change.OpenReference("Contact", "P1", List.of(ref(Side.DATAVERSE, "accounts", "P1"))));
        Desk.create(change);
    }

    private void arrive(String account) {
        desk.drop(Desk.accepted("accounts", UP, key(account), Optional.empty(), row("N", "n")));
        desk.work("accounts", UP, Desk::create);
    }
}
