package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.ref;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircleTest {
    private static final RetryFilter ANY =
            new RetryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), false);

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

    private void drop(String... accounts) {
        desk.drop(Stream.of(accounts)
                .map(name -> Desk.accepted("accounts", UP, Desk.key(name), Optional.empty(), row("A", "x")))
                .toArray(Accepted[]::new));
    }

    /** Settles each as waiting for those that the map names; who needs none is delivered. */
    private static Consumer<Change> needing(Map<String, List<String>> needs) {
        return change -> {
            String own = change.key().values().get(0);
            List<RowRef> refs = needs.getOrDefault(own, List.of()).stream()
                    .map(name -> ref(Side.DATAVERSE, "accounts", name))
                    .toList();
            if (refs.isEmpty()) {
                Desk.create(change);
            } else {
                change.settle(Outcome.waiting("lookup-missing", "Parent", "", refs));
            }
        };
    }

    private Map<String, ReportRow> waiting() {
        Map<String, ReportRow> found = new TreeMap<>();
        desk.journal.dirtyDrops().forEach(drop -> desk.journal.report(drop).rows().stream()
                .filter(row -> row.outcome() == Outcome.Kind.WAITING)
                .forEach(row -> found.put(row.key().orElseThrow().values().get(0), row)));
        return found;
    }

    private Set<String> inCircles() {
        return waiting().entrySet().stream()
                .filter(entry -> entry.getValue().reason().equals(Circles.REASON))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void two_rows_that_wait_for_each_other_are_told_so_with_both_names() {
        drop("A", "B");
        desk.work("accounts", UP, needing(Map.of("A", List.of("B"), "B", List.of("A"))));

        ReportRow told = waiting().get("A");
        assertThat(told.reason()).isEqualTo("waits-in-a-circle");
        assertThat(told.expected())
                .isEqualTo(
                        "USMF A of accounts (row 1) waits for USMF B of accounts (row 2) waits for USMF A of accounts"
                                + " (row 1)");
        assertThat(told.remedy()).contains("dual-write edit --id 1", "discard");
        assertThat(inCircles()).containsExactly("A", "B");
        assertThat(desk.journal.causes(ANY)).hasSize(1).allSatisfy(cause -> assertThat(cause.count())
                .isEqualTo(2));
        assertThat(desk.journal.failedRows(ANY, 10)).hasSize(2);
        assertThat(desk.journal.problems(10)).hasSize(2);
    }

    @Test
    void it_is_told_when_its_last_row_starts_to_wait_and_whoever_only_waits_for_it_is_not_in_it() {
        Map<String, List<String>> needs =
                Map.of("A", List.of("B"), "B", List.of("C"), "C", List.of("A"), "D", List.of("A"), "E", List.of("E"));
        drop("A", "D");
        desk.work("accounts", UP, needing(needs));
        drop("B");
        desk.work("accounts", UP, needing(needs));
        assertThat(inCircles()).isEmpty();
        drop("C", "E");
        desk.work("accounts", UP, needing(needs));
        assertThat(inCircles()).containsExactly("A", "B", "C", "E");
    }

    @Test
    void a_row_that_may_still_go_leaves_hope() {
        Map<String, List<String>> needs = Map.of("A", List.of("B", "C"), "B", List.of("A"));
        drop("A", "B", "C");
        desk.journal.claim("accounts", UP, 2).changes().forEach(change -> assertThat(
                        change.key().values().get(0))
                .isIn("A", "B"));
        desk.reopen();
        desk.work("accounts", UP, change -> {
            if (change.key().values().get(0).equals("C")) {
                change.settle(Outcome.retrying(
                        "target-failed", "500", desk.clock.instant().plusSeconds(9)));
            } else {
                needing(needs).accept(change);
            }
        });
        assertThat(inCircles()).isEmpty();
    }

    @Test
    void edited_so_that_it_names_no_other_one_row_goes_and_the_others_follow() {
        Map<String, List<String>> needs = Map.of("A", List.of("B"), "B", List.of("C"), "C", List.of("A"));
        drop("A", "B", "C");
        desk.work("accounts", UP, needing(needs));
        assertThat(desk.journal.edit(waiting().get("B").id(), row("A", "alone")))
                .isTrue();
        desk.work("accounts", UP, needing(Map.of()));
        desk.work("accounts", UP, needing(Map.of()));
        desk.work("accounts", UP, needing(Map.of()));
        assertThat(waiting()).isEmpty();
        assertThat(desk.journal.status().idle()).isTrue();
    }

    @Test
    void discarded_one_row_the_others_are_told_what_they_wait_for_now() {
        Map<String, List<String>> needs = Map.of("A", List.of("B"), "B", List.of("A"));
        drop("A", "B");
        desk.work("accounts", UP, needing(needs));
        long row = waiting().get("A").id();
        desk.journal.discard(
                new RetryFilter(Optional.empty(), Optional.empty(), Optional.empty(), Set.of(row), false), "wrong");
        desk.work("accounts", UP, needing(needs));
        assertThat(waiting().get("B").reason()).isEqualTo("lookup-missing");
        drop("A");
        desk.work("accounts", UP, needing(Map.of()));
        desk.work("accounts", UP, needing(Map.of()));
        assertThat(waiting()).isEmpty();
    }

    /** Against the definition: a row is in a circle if following what it waits for leads back to it. */
    @RepeatedTest(20)
    void of_any_rows_that_wait_exactly_those_in_circles_are_told(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int rows = 2 + random.nextInt(12);
        Map<String, List<String>> needs = new TreeMap<>();
        for (int i = 0; i < rows; i++) {
            List<String> of = new ArrayList<>();
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                of.add("R" + random.nextInt(rows + 2)); // the last two are nowhere
            }
            needs.put("R" + i, of);
        }
        List<String> names = new ArrayList<>(needs.keySet());
        java.util.Collections.shuffle(names, random);
        for (int from = 0; from < names.size(); ) {
            int to = Math.min(names.size(), from + 1 + random.nextInt(4));
            drop(names.subList(from, to).toArray(String[]::new));
            desk.work("accounts", UP, needing(needs));
            from = to;
        }
        assertThat(inCircles())
                .isEqualTo(names.stream()
                        .filter(name -> leadsTo(name, name, needs, new TreeSet<>()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static boolean leadsTo(String from, String to, Map<String, List<String>> needs, Set<String> seen) {
        return needs.getOrDefault(from, List.of()).stream()
                .anyMatch(next -> next.equals(to) || (seen.add(next) && leadsTo(next, to, needs, seen)));
    }

    @Test
    void a_thousand_rows_in_a_row_that_wait_for_each_other_are_no_circle_and_stay_cheap() {
        Map<String, List<String>> needs = new TreeMap<>();
        IntStream.range(0, 1000).forEach(i -> needs.put("R" + i, List.of("R" + (i + 1))));
        drop(needs.keySet().toArray(String[]::new));
        int claimed = 0;
        while (claimed < 1000) {
            claimed += desk.work("accounts", UP, needing(needs)).size();
        }
        assertThat(desk.journal.causes(ANY)).isEmpty();
    }
}
