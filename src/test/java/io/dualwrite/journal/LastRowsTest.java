package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.BACK;
import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.key;
import static io.dualwrite.journal.Desk.line;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRowsTest {
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
    void the_newest_row_of_a_key_is_found_however_the_key_is_written() {
        desk.drop(order(UP, "F1", row("A", "old")));
        desk.work("orders", UP, Desk::create);
        desk.drop(order(UP, "F1", row("A", "new")));

        for (String written : List.of("F1", "f1", "USMF F1", "usmf|f1", " usmf  f1 ")) {
            assertThat(desk.journal.lastRows("orders", written))
                    .as(written)
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.key()).isEqualTo(key("F1"));
                        assertThat(found.content()).isEqualTo(row("A", "new"));
                        assertThat(found.state()).isEqualTo("queued");
                        assertThat(found.first()).isFalse();
                    });
        }
    }

    @Test
    void the_first_row_of_a_key_says_so_and_has_its_outcome_and_header() {
        desk.drop(order(UP, "F1", row("A", "x")), line(UP, "F1", "1", row("B", "y")));
        desk.work("orders", UP, Desk::create);
        desk.work("order-lines", UP, Desk.as(Outcome.rejected("value-unlisted", "B", "y", "z", "mend it")));

        assertThat(desk.journal.lastRows("order-lines", "F1 1")).singleElement().satisfies(found -> {
            assertThat(found.first()).isTrue();
            assertThat(found.state()).isEqualTo("rejected");
            assertThat(found.reason()).isEqualTo("value-unlisted");
            assertThat(found.field()).isEqualTo("B");
            assertThat(found.parent()).contains(new ParentKey("orders", key("F1")));
        });
    }

    @Test
    void each_direction_has_its_own_and_a_key_is_not_the_end_of_another_one() {
        desk.drop(order(UP, "F1", row("A", "up")), order(UP, "XF1", row("A", "other")));
        desk.drop(order(BACK, "F1", row("B", "back")));

        assertThat(desk.journal.lastRows("orders", "F1"))
                .extracting(LastRow::direction)
                .containsExactlyInAnyOrder(UP, BACK);
        assertThat(desk.journal.lastRows("orders", "1")).isEmpty();
        assertThat(desk.journal.lastRows("order-lines", "F1")).isEmpty();
    }
}
