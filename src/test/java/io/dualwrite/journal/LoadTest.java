package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal keeps of a load: a page's rows and the place behind it, together. */
class LoadTest {
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

    private Load begun() {
        Load load = desk.journal.beginLoad(
                Side.FINOPS,
                Side.DATAVERSE,
                Optional.of("usmf"),
                false,
                List.of(LoadPart.open(1, "CDSSalesOrderHeaders", List.of("orders"), "", "", "scope")));
        desk.journal.startPart(load, load.parts().get(0), "first", "link", OptionalLong.of(3), "");
        return now();
    }

    private Load now() {
        return desk.journal.newestLoad().orElseThrow();
    }

    private void page(Load load, String place, String next, boolean last, Instant readAt, String... numbers) {
        List<Accepted> rows = List.of(numbers).stream()
                .map(number -> order(UP, number, row("A", "a")))
                .toList();
        desk.journal.addPage(
                load,
                load.parts().get(0),
                new LoadPage(place, rows.size(), rows, readAt, next, last, Optional.empty()));
    }

    @Test
    void a_page_goes_in_once_however_often_it_is_read() {
        Load load = begun();
        page(load, "first", "second", false, desk.clock.instant(), "1", "2");
        page(load, "first", "second", false, desk.clock.instant(), "1", "2");
        desk.reopen();
        page(load, "first", "second", false, desk.clock.instant(), "1", "2");
        page(now(), "second", "", true, desk.clock.instant(), "3");

        assertThat(now().rowsRead()).isEqualTo(3);
        assertThat(now().next()).isEmpty();
        assertThat(desk.journal.loadCounts(load).get(0).queued()).isEqualTo(3);
        assertThat(desk.claim("orders", UP).changes()).hasSize(3);
    }

    @Test
    void its_rows_know_the_master_and_where_they_come_from() {
        page(begun(), "first", "", true, desk.clock.instant(), "1");

        Change change = desk.claim("orders", UP).changes().get(0);

        assertThat(change.given().master()).contains(Side.DATAVERSE);
        assertThat(change.place()).hasToString("load 1, CDSSalesOrderHeaders:7");
        assertThat(desk.journal.status().filesAccepted()).isZero();
    }

    @Test
    void a_row_that_changed_while_its_page_was_read_is_read_again() {
        Load load = begun();
        Instant before = desk.clock.instant();
        desk.clock.pass(Duration.ofSeconds(1));
        Drop live = desk.journal.begin(Side.FINOPS, "live.csv", "h", 1);
        desk.journal.add(live, List.of(order(UP, "1", row("A", "newer"))));
        desk.journal.finish(live, "CDSSalesOrderHeaders");
        page(load, "first", "", true, before, "1", "2");

        desk.work("orders", UP, Desk::create);
        Batch rest = desk.claim("orders", UP);

        assertThat(rest.changes()).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo(key("1"));
            assertThat(change.given().anew()).isTrue();
        });
    }

    @Test
    void how_far_it_is_ahead_is_counted_no_further_than_asked() {
        Load load = begun();
        page(load, "first", "", true, desk.clock.instant(), "1", "2", "3");

        assertThat(desk.journal.loadAhead(load, 2)).isEqualTo(2);
        assertThat(desk.journal.loadAhead(load, 10)).isEqualTo(3);
        desk.work("orders", UP, Desk::create);
        assertThat(desk.journal.loadAhead(load, 10)).isZero();
        assertThat(desk.journal.hasQueued(load)).isFalse();
        assertThat(desk.journal.loadCounts(load).get(0).of(Outcome.Kind.CREATED))
                .isEqualTo(3);
    }

    @Test
    void there_is_one_at_a_time_and_a_given_up_one_takes_no_more_pages() {
        Load load = begun();
        assertThatThrownBy(this::begun).hasMessageContaining("load 1 is not finished");
        desk.journal.loadIs(load, Load.State.ABANDONED, "");

        page(load, "first", "", true, desk.clock.instant(), "1");

        assertThat(now().rowsRead()).isZero();
        assertThat(desk.journal.unfinishedLoad()).isEmpty();
    }

    @Test
    void the_link_to_what_changed_is_that_of_the_last_load_that_was_read_and_through() {
        Load load = begun();
        page(load, "first", "", true, desk.clock.instant(), "1");
        assertThat(desk.journal.changeLink("scope")).isEmpty();
        desk.journal.loadIs(load, Load.State.DONE, "");

        assertThat(desk.journal.changeLink("scope")).contains("link");
        assertThat(desk.journal.changeLink("another scope")).isEmpty();
    }
}
