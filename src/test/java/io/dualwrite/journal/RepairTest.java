package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.keys;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
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

        assertThat(desk.journal.discard(Set.of(first), "not needed")).isEqualTo(1);

        Change next = desk.claim("orders", UP).changes().get(0);
        assertThat(next.source().get("A")).isEqualTo("b");
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
