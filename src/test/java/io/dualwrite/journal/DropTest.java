package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropTest {
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
    void a_file_accepted_before_a_crash_is_only_moved_afterwards() {
        Drop drop = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);
        desk.journal.add(drop, List.of(order(UP, "F1", row("A", "a"))));
        desk.journal.finish(drop, "CDSSalesOrderHeaders");
        desk.reopen();

        assertThat(desk.journal.acceptedButNotMoved(Side.FINOPS, "o.csv", "h"))
                .map(Drop::id)
                .contains(drop.id());
        assertThat(desk.journal.acceptedButNotMoved(Side.DATAVERSE, "o.csv", "h"))
                .isEmpty();
        assertThat(desk.journal.notMoved()).hasSize(1);

        desk.journal.moved(drop, "o.csv");
        assertThat(desk.journal.acceptedButNotMoved(Side.FINOPS, "o.csv", "h")).isEmpty();
        Drop again = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);
        assertThat(desk.journal.earlierWithSameContent(again))
                .hasValueSatisfying(earlier -> assertThat(earlier.movedTo()).contains("o.csv"));
    }

    @Test
    void a_file_rejected_before_a_crash_is_rejected_once_when_it_is_read_again() {
        Drop first = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);
        desk.journal.reject(first, "file-empty", "export it again");
        desk.reopen();

        Drop again = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);
        desk.journal.reject(again, "file-empty", "export it again");
        desk.journal.moved(again, "o.csv");

        assertThat(desk.journal.status().filesRejected()).isEqualTo(1);
    }

    @Test
    void the_same_content_dropped_again_is_taken_again() {
        desk.dropNamed("o.csv", order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk::create);
        desk.dropNamed("o.csv", order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, Desk.as(Outcome.of(Outcome.Kind.UNCHANGED)));

        RowCounts counts = desk.journal.status().maps().get(0).counts();
        assertThat(counts.in()).isEqualTo(2);
        assertThat(counts.of(Outcome.Kind.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void a_rejected_file_leaves_no_rows() {
        Drop drop = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);
        desk.journal.add(drop, List.of(order(UP, "F1", row("A", "a"))));
        desk.journal.reject(drop, "unknown entity", "rename it");
        desk.journal.moved(drop, "o.csv");

        assertThat(desk.journal.status()).isEqualTo(new Status(true, List.of(), 0, 1, 0));
        assertThat(desk.journal.report(drop).drop().reason()).isEqualTo("unknown entity");
    }

    @Test
    void a_row_too_large_to_keep_is_named_and_nothing_of_its_call_is_added() {
        Drop drop = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);
        Accepted large = order(UP, "F2", row("A", "x".repeat(1_000_000)));

        assertThatThrownBy(() -> desk.journal.add(drop, List.of(order(UP, "F1", row("A", "a")), large)))
                .isInstanceOfSatisfying(
                        RowTooLarge.class, e -> assertThat(e.row()).isSameAs(large))
                .hasMessageContaining("1000008 characters");
        desk.journal.finish(drop, "CDSSalesOrderHeaders");
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
    }

    @Test
    void a_key_that_an_index_cannot_hold_is_named_and_the_longest_that_it_can_is_kept() {
        Drop drop = desk.journal.begin(Side.FINOPS, "o.csv", "h", 5);

        assertThatThrownBy(() -> desk.journal.add(drop, List.of(order(UP, "\u4e2d".repeat(700), row("A", "a")))))
                .isInstanceOf(RowTooLarge.class)
                .hasMessageContaining("bytes in UTF-8; expected at most 2000");

        String longest = new java.util.Random(7)
                .ints(660, 0x4e00, 0x9fff)
                .mapToObj(Character::toString)
                .collect(java.util.stream.Collectors.joining());
        desk.journal.add(drop, List.of(order(UP, longest, row("A", "a"))));
        desk.journal.finish(drop, "CDSSalesOrderHeaders");
        desk.work(
                "orders",
                UP,
                Desk.as(Outcome.waiting(
                        "lookup-missing", "", "", List.of(Desk.ref(Side.DATAVERSE, "accounts", longest.repeat(3))))));

        assertThat(desk.journal.status().maps().get(0).counts().of(Outcome.Kind.WAITING))
                .isEqualTo(1);
    }

    @Test
    void a_report_tells_counts_and_each_row_that_is_not_fine_and_is_due_only_after_news() {
        Drop drop =
                desk.drop(order(UP, "F1", row("A", "a")), order(UP, "F2", row("A", "x")), Desk.broken("orders", UP));
        desk.work("orders", UP, change -> {
            change.warn("odd");
            change.settle(Outcome.rejected("value-unlisted", "A", "x", "a", "mend it"));
        });

        DropReport report = desk.journal.report(desk.journal.dirtyDrops().get(0));
        assertThat(report.counts()).singleElement().satisfies(counts -> assertThat(counts.in())
                .isEqualTo(3));
        assertThat(report.rows()).hasSize(3);
        assertThat(report.rows().get(0).warnings()).containsExactly("odd");
        assertThat(report.rows().get(2).key()).isEmpty();
        assertThat(report.more()).isZero();

        desk.journal.reported(drop, report.drop().version());
        assertThat(desk.journal.dirtyDrops()).isEmpty();

        desk.journal.retry(RetryFilter.all());
        assertThat(desk.journal.dirtyDrops()).hasSize(1);
    }

    @Test
    void the_database_of_another_process_is_not_opened() {
        assertThatThrownBy(() -> Database.open(new JournalSettings("h2:./x", "sa", "")))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("h2:./x");
        assertThatThrownBy(() -> Database.open(new JournalSettings("jdbc:h2:x/relative", "sa", "")))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("jdbc:h2:x/relative");
        assertThatThrownBy(() -> Database.open(new JournalSettings("jdbc:nothing:x", "sa", "")))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("jdbc:nothing:x");
    }

    @Test
    void a_journal_on_h2_made_before_an_index_was_renamed_is_opened() {
        Path before = folder.resolve("before");
        JournalSettings settings = Desk.h2(before);
        try (Database database = Database.open(settings)) {
            assertThat(database.<Integer>write(handle -> handle.execute(
                            "update \"flyway_schema_history\" set \"checksum\" = ? where \"version\" = '1'",
                            Tables.FIRST_SCRIPT_BEFORE)))
                    .isEqualTo(1);
        }

        Database.open(settings).close();
    }
}
