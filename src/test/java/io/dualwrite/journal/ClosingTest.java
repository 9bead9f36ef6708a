package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosingTest {
    private static final Row INVOICED = row("statecode", new BigDecimal("4"));

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
    void an_order_is_closed_when_its_lines_are_through() {
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, this::createInvoiced);
        assertThat(desk.journal.closable("orders", UP, 10)).isEmpty();

        desk.work("order-lines", UP, Desk::create);
        assertThat(desk.journal.status().idle()).isFalse();
        List<Link> closable = desk.journal.closable("orders", UP, 10);
        assertThat(closable).singleElement().satisfies(link -> assertThat(link.pending())
                .isEqualTo(INVOICED));

        desk.journal.closed("orders", UP, List.of(closed(closable.get(0), Outcome.Kind.UPDATED)));
        assertThat(link().pending().isEmpty()).isTrue();
        assertThat(link().dataverse().get("statecode")).isEqualTo(new BigDecimal("4"));
        assertThat(desk.journal.status().idle()).isTrue();
    }

    @Test
    void nothing_of_an_order_is_claimed_while_it_is_closed() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, this::createInvoiced);
        List<Link> closable = desk.journal.closable("orders", UP, 10);
        desk.drop(line(UP, "F1", "1", row("Q", "1")));
        desk.drop(order(UP, "F1", row("A", "b")));

        assertThat(desk.claim("order-lines", UP).changes()).isEmpty();
        assertThat(desk.claim("orders", UP).changes()).isEmpty();
        assertThat(desk.journal.closable("orders", UP, 10)).isEmpty();

        desk.journal.giveBack("orders", closable);
        assertThat(desk.claim("order-lines", UP).changes()).hasSize(1);
    }

    @Test
    void an_order_reopened_for_a_line_is_closed_again_after_it() {
        closedOrder();
        desk.drop(line(UP, "F1", "2", row("Q", "1")));
        desk.work("order-lines", UP, line -> {
            desk.journal.reopened(
                    "orders",
                    UP,
                    List.of(new Reopening(line.parent().orElseThrow(), row("statecode", BigDecimal.ZERO), INVOICED)));
            Desk.create(line);
        });

        assertThat(link().dataverse().get("statecode")).isEqualTo(BigDecimal.ZERO);
        assertThat(desk.journal.closable("orders", UP, 10)).hasSize(1);
    }

    @Test
    void a_status_that_came_while_an_order_was_reopened_for_a_line_is_what_it_is_closed_with() {
        closedOrder();
        Row canceled = row("statecode", new BigDecimal("2"));
        desk.drop(line(UP, "F1", "2", row("Q", "1")));
        desk.work("order-lines", UP, line -> {
            desk.drop(order(UP, "F1", row("A", "b")));
            desk.work("orders", UP, header -> {
                header.setLast(canceled);
                Desk.create(header);
            });
            desk.journal.reopened(
                    "orders",
                    UP,
                    List.of(new Reopening(line.parent().orElseThrow(), row("statecode", BigDecimal.ZERO), INVOICED)));
            Desk.create(line);
        });

        assertThat(desk.journal.closable("orders", UP, 10)).singleElement().satisfies(link -> assertThat(link.pending())
                .isEqualTo(canceled));
    }

    @Test
    void a_status_that_the_target_has_already_is_not_pending() {
        closedOrder();
        desk.drop(order(UP, "F1", row("A", "b")));
        desk.work("orders", UP, this::createInvoiced);

        assertThat(desk.journal.closable("orders", UP, 10)).isEmpty();
    }

    @Test
    void a_closing_that_is_put_off_is_due_at_its_time() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, this::createInvoiced);
        Link link = desk.journal.closable("orders", UP, 10).get(0);
        Outcome later =
                Outcome.retrying("throttled", "429", desk.clock.instant().plusSeconds(60));
        desk.journal.closed("orders", UP, List.of(new Closing(link, Row.empty(), later)));

        assertThat(desk.journal.closable("orders", UP, 10)).isEmpty();
        desk.clock.pass(Duration.ofSeconds(60));
        assertThat(desk.journal.closable("orders", UP, 10)).hasSize(1);
    }

    @Test
    void an_order_that_cannot_be_closed_is_a_rejected_row_and_can_be_tried_again() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, this::createInvoiced);
        Link link = desk.journal.closable("orders", UP, 10).get(0);
        Outcome no = Outcome.rejected("target", "statecode", "4", "", "ask");
        desk.journal.closed("orders", UP, List.of(new Closing(link, Row.empty(), no)));

        assertThat(desk.journal.problems(5)).hasSize(1);
        assertThat(desk.journal.status().idle()).isTrue();

        desk.journal.retry(RetryFilter.all());
        desk.work("orders", UP, this::createInvoiced);
        assertThat(desk.journal.closable("orders", UP, 10)).hasSize(1);
    }

    @Test
    void the_lines_of_an_order_are_known_from_images_and_from_what_is_on_its_way() {
        closedOrder();
        desk.drop(line(UP, "F1", "1", row("Q", "1", "Product", "P")));
        desk.work("order-lines", UP, Desk::create);
        desk.drop(line(UP, "F1", "1", row("Q", "2")), line(UP, "F1", "2", row("Q", "5")));

        assertThat(desk.journal.knownLines("order-lines", UP, new ParentKey("orders", key("F1"))))
                .containsEntry(key("F1", "1"), row("Q", "2", "Product", "P"))
                .containsEntry(key("F1", "2"), row("Q", "5"))
                .hasSize(2);
    }

    private void closedOrder() {
        desk.drop(order(UP, "F1", row("A", "a")));
        desk.work("orders", UP, this::createInvoiced);
        Link link = desk.journal.closable("orders", UP, 10).get(0);
        desk.journal.closed("orders", UP, List.of(closed(link, Outcome.Kind.UPDATED)));
    }

    private void createInvoiced(Change change) {
        change.setLast(INVOICED);
        Desk.create(change);
    }

    private static Closing closed(Link link, Outcome.Kind kind) {
        return new Closing(link, link.pending(), Outcome.of(kind));
    }

    private Link link() {
        return desk.journal.links("orders", List.of(key("F1"))).get(key("F1"));
    }
}
