package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.BACK;
import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Overwritten;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal keeps of conflicts, of fields that we wrote over, and of what follows when one is decided. */
class ConflictRecordTest {
    private static final Outcome HELD = Outcome.held(Outcome.CONFLICT, "city", "a", "b", "say who wins");

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.drop(order(UP, "1", row("city", "Rome", "name", "An order")));
        desk.work("orders", UP, Desk::create);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static Conflict conflict(Object finops, Object dataverse, Optional<Side> winner) {
        return new Conflict(
                "CITY", "city", finops, dataverse, "Rome", winner.isPresent() ? "finops-wins" : "hold", winner);
    }

    private List<FoundConflict> conflicts() {
        return desk.journal.conflicts(Optional.empty(), false, 10);
    }

    private Overwritten overwritten() {
        return desk.journal.links("orders", List.of(key("1"))).get(key("1")).overwritten();
    }

    @Test
    void both_values_are_on_record_before_the_row_has_an_outcome_and_survive_a_restart() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        Change change = desk.claim("orders", UP).changes().get(0);
        desk.journal.disagreed(Map.of(change, List.of(conflict("Oslo", null, Optional.of(Side.FINOPS)))));

        desk.reopen();

        FoundConflict found = conflicts().get(0);
        assertThat(found.finops()).contains("Oslo");
        assertThat(found.dataverse()).isEmpty();
        assertThat(found.agreed()).contains("Rome");
        assertThat(found.winner()).isEqualTo("finops");
        assertThat(found.file()).isEqualTo("file-2.csv");
        assertThat(found.line()).isEqualTo(7);
        assertThat(found.open()).isFalse();
    }

    @Test
    void what_is_told_anew_of_a_change_stands_in_the_place_of_the_old() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        Change change = desk.claim("orders", UP).changes().get(0);
        desk.journal.disagreed(Map.of(change, List.of(conflict("Oslo", "Bern", Optional.of(Side.FINOPS)))));
        desk.journal.disagreed(Map.of(change, List.of(conflict("Oslo", "Lima", Optional.of(Side.FINOPS)))));
        assertThat(conflicts()).extracting(FoundConflict::dataverse).containsExactly(Optional.of("Lima"));

        desk.journal.disagreed(Map.of(change, List.of()));

        assertThat(conflicts()).isEmpty();
        assertThat(desk.journal.conflictCount(Optional.of("orders"), false)).isZero();
    }

    @Test
    void the_report_of_the_file_has_the_conflicts_of_its_rows() {
        Drop drop = desk.drop(order(UP, "1", row("city", "Oslo")));
        desk.work("orders", UP, change -> {
            desk.journal.disagreed(
                    Map.of(change, List.of(conflict(new BigDecimal("1.50"), "Bern", Optional.of(Side.FINOPS)))));
            Desk.create(change);
        });
        assertThat(desk.journal.report(drop).conflicts())
                .extracting(FoundConflict::finops)
                .containsExactly(Optional.of("1.50"));
    }

    @Test
    void a_row_held_for_a_conflict_goes_when_a_person_says_who_wins_and_the_other_side_looks_again() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        desk.drop(order(BACK, "1", row("city", "Bern")));
        for (var direction : List.of(UP, BACK)) {
            desk.work("orders", direction, change -> {
                desk.journal.disagreed(Map.of(change, List.of(conflict("Oslo", "Bern", Optional.empty()))));
                change.settle(HELD);
            });
        }
        assertThat(desk.journal.conflictCount(Optional.empty(), true)).isEqualTo(2);
        long held = conflicts().get(1).row();

        assertThat(desk.journal.decide(RetryFilter.ofIds(Set.of(held)), Side.FINOPS))
                .isEqualTo(1);
        desk.reopen();
        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
        desk.work("orders", UP, change -> {
            assertThat(change.given().winner()).contains(Side.FINOPS);
            Desk.create(change);
        });

        assertThat(desk.work("orders", BACK, Desk.as(Outcome.of(Outcome.Kind.UNCHANGED))))
                .hasSize(1);
        assertThat(desk.journal.conflictCount(Optional.empty(), true)).isZero();
        assertThat(conflicts()).extracting(FoundConflict::winner).containsExactly("equal", "equal");
    }

    @Test
    void only_rows_held_for_a_conflict_can_be_decided() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        desk.work("orders", UP, Desk.as(Outcome.rejected("bad-value", "city", "Oslo", "Rome", "mend it")));
        assertThat(desk.journal.decide(RetryFilter.all(), Side.FINOPS)).isZero();
    }

    @Test
    void what_the_target_keeps_is_brought_back_by_a_change_of_the_target_that_counts_nowhere() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        desk.work("orders", UP, change -> {
            change.bringBack();
            change.settle(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.CONFLICT_LOST));
        });
        desk.reopen();

        List<Change> back = desk.work("orders", BACK, change -> {
            assertThat(change.given().anew()).isTrue();
            change.correct(row("city", "Bern"), Set.of("city"));
            Desk.create(change);
        });

        assertThat(Desk.keys(back)).containsExactly("USMF 1");
        assertThat(desk.journal.status().idle()).isTrue();
        assertThat(desk.journal.links("orders", List.of(key("1"))).get(key("1")).finops())
                .isEqualTo(row("city", "Bern", "name", "An order"));
        assertThat(overwritten().finops()).containsExactly("city");
        assertThat(overwritten().dataverse()).containsExactly("city");
        assertThat(desk.claim("orders", BACK).changes()).isEmpty();
    }

    @Test
    void a_created_row_has_no_older_drops_and_an_updated_one_may() {
        assertThat(overwritten().dataverse()).isEmpty();
        work(row("city", "Oslo", "name", "An order"), Desk::create);
        assertThat(overwritten().dataverse()).containsExactly("city");
        assertThat(overwritten().finops()).isEmpty();
    }

    @Test
    void a_row_that_was_there_before_us_may_have_older_drops() {
        desk.drop(order(UP, "2", row("city", "Oslo")));
        desk.work("orders", UP, change -> {
            change.setWritten(change.source());
            change.settle(Outcome.of(Outcome.Kind.UPDATED));
        });
        assertThat(desk.journal
                        .links("orders", List.of(key("2")))
                        .get(key("2"))
                        .overwritten()
                        .dataverse())
                .containsExactly("city");
    }

    @Test
    void a_row_made_again_after_its_deletion_may_have_older_drops() {
        desk.drop(Desk.deletion(order(UP, "1", Row.empty())));
        desk.work("orders", UP, Desk::deliver);
        work(row("city", "Oslo"), Desk::create);
        assertThat(overwritten().dataverse()).containsExactly("city");
    }

    @Test
    void a_field_is_its_sides_own_again_once_that_side_changed_it_but_not_by_a_drop_that_was_behind() {
        work(row("city", "Oslo"), Desk::create);
        desk.drop(order(BACK, "1", row("city", "Lima")));
        desk.work("orders", BACK, change -> {
            change.correct(row("city", "Bern"), Set.of("city"));
            Desk.create(change);
        });
        assertThat(overwritten().dataverse()).containsExactly("city");

        desk.drop(order(BACK, "1", row("city", "Kiel")));
        desk.work("orders", BACK, Desk::create);
        assertThat(overwritten().dataverse()).isEmpty();
        assertThat(overwritten().finops()).containsExactly("city");
    }

    private void work(Row row, Consumer<Change> step) {
        desk.drop(order(UP, "1", row));
        desk.work("orders", UP, step);
    }

    @Test
    void conflicts_of_purged_rows_go_with_them() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        desk.work("orders", UP, change -> {
            desk.journal.disagreed(Map.of(change, List.of(conflict("Oslo", "Bern", Optional.of(Side.FINOPS)))));
            Desk.create(change);
        });
        desk.journal
                .dirtyDrops()
                .forEach(drop -> desk.journal.reported(
                        drop, desk.journal.report(drop).drop().version()));
        desk.clock.pass(Duration.ofDays(2));

        desk.journal.purge(new Retention(1, 0, false, Set.of()));

        assertThat(conflicts()).isEmpty();
    }

    @Test
    void what_a_person_is_to_do_about_a_held_change_that_we_made_ourselves_names_the_row_that_stays() {
        desk.drop(order(UP, "1", row("city", "Oslo")));
        desk.work("orders", UP, change -> {
            change.bringBack();
            change.settle(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.CONFLICT_LOST));
        });
        desk.work(
                "orders",
                BACK,
                change -> change.settle(Outcome.held(
                        Outcome.CONFLICT,
                        "city",
                        "a",
                        "b",
                        "say who wins: dual-write retry --id " + change.id() + " --winner finops")));

        FailedRow row = desk.journal.failedRows(RetryFilter.all(), 10).get(0);

        assertThat(row.told().remedy()).contains("--id " + row.told().id() + " ");
    }
}
