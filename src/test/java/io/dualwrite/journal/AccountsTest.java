package io.dualwrite.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.FieldAccount.Old;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final Reason LINE = new Reason("orders", 31, "value map country: us -> united states (line 88)");

    @Test
    void an_account_is_read_as_it_was_written() {
        List<FieldAccount> fields = List.of(
                new FieldAccount(
                        "shipto_country",
                        Optional.of(new Old(null)),
                        "united states",
                        Fate.SENT,
                        Optional.of(LINE),
                        ""),
                new FieldAccount("price", Optional.empty(), new BigDecimal("12.50"), Fate.SENT, Optional.empty(), ""),
                new FieldAccount("blocked", Optional.of(new Old(true)), true, Fate.EQUAL, Optional.empty(), ""),
                new FieldAccount(
                        "name",
                        Optional.of(new Old("theirs")),
                        "ours",
                        Fate.KEPT,
                        Optional.of(Reason.rule("orderStatus")),
                        "dataverse wins (newest)"));
        assertThat(Accounts.read("orders", Accounts.text("orders", fields))).isEqualTo(fields);
    }

    @Test
    void what_completes_a_row_stands_in_the_place_of_the_field_that_was_open() {
        FieldAccount open = new FieldAccount("parent", Optional.empty(), "A", Fate.OPEN, Optional.of(LINE), "");
        FieldAccount sent =
                new FieldAccount("parent", Optional.of(new Old(null)), "A", Fate.SENT, Optional.of(LINE), "");
        String joined = Accounts.joined(Accounts.text("orders", List.of(open)), Accounts.text("orders", List.of(sent)));
        assertThat(Accounts.read("orders", joined)).containsExactly(sent);
    }

    @Test
    void values_of_any_length_fit() {
        FieldAccount field = new FieldAccount(
                "text",
                Optional.of(new Old("y".repeat(900_000))),
                "x".repeat(900_000),
                Fate.SENT,
                Optional.of(LINE),
                "");
        assertThat(Accounts.text("orders", List.of(field))).hasSizeLessThan(10_000);
    }

    @Test
    void a_change_that_wrote_nothing_has_no_account() {
        Change change = new Change(
                1,
                "orders",
                Direction.TO_DATAVERSE,
                Operation.UPSERT,
                RowKey.of("usmf", "1"),
                new Place("a.csv", 2),
                Row.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        change.setTarget(Row.empty().with("name", "x"));
        change.account().because("name", LINE);
        change.settle(Outcome.of(Outcome.Kind.UNCHANGED));
        assertThat(Accounts.of(change)).isEmpty();
    }
}
