package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The currency of a row and what it allows an amount to be. */
final class Money {
    private static final List<String> CURRENCY_FIELDS =
            List.of("CurrencyCode", "transactioncurrencyid.isocurrencycode", "SalesCurrencyCode");

    private final RulePorts ports;

    Money(RulePorts ports) {
        this.ports = ports;
    }

    /** The decimals of the row's currency: its own, else its header's, else the one it had before. */
    int decimals(Change change) {
        String code = currency(change).orElseThrow(() -> withoutCurrency(change));
        OptionalInt decimals = ports.currencies().decimals(code);
        return decimals.orElseThrow(() -> new Unfit(Outcome.rejected(
                "currency-unknown",
                "CurrencyCode",
                code,
                "a currency that was synchronised before",
                "drop the currency " + code + " (F&O entity Currencies), then retry this row")));
    }

    /**
     * An amount that its currency can hold.
     *
     * @throws Unfit if it has more decimals than that, trailing zeros aside
     */
    BigDecimal fitting(Change change, String field, BigDecimal amount) {
        if (scaleOf(amount) == 0) {
            return amount;
        }
        int decimals = decimals(change);
        if (scaleOf(amount) > decimals) {
            throw overPrecise(field, amount, decimals, currency(change).orElseThrow());
        }
        return amount;
    }

    static Unfit overPrecise(String field, BigDecimal amount, int decimals, String of) {
        return new Unfit(Outcome.rejected(
                "over-precise",
                field,
                amount.stripTrailingZeros().toPlainString(),
                "at most " + decimals + " decimals for " + of,
                "correct the amount in the system it came from; it is not rounded here, that would change money"));
    }

    /** Decimals that matter: 0 for 5, 5.00 and 500. */
    static int scaleOf(BigDecimal amount) {
        return Math.max(0, amount.stripTrailingZeros().scale());
    }

    private static Optional<String> currency(Change change) {
        Stream<Row> rows = Stream.concat(
                Stream.of(change.known(), change.target()),
                Stream.concat(images(change.parent()), images(change.link())));
        return rows.flatMap(row -> CURRENCY_FIELDS.stream().flatMap(field -> row.text(field).stream()))
                .findFirst()
                .map(code -> code.strip().toUpperCase(Locale.ROOT));
    }

    private static Stream<Row> images(Optional<Link> link) {
        return link.stream().flatMap(l -> Stream.of(l.finops(), l.dataverse()));
    }

    /** A line whose header is not there yet is early, not wrong. */
    private Unfit withoutCurrency(Change change) {
        Side target = change.direction().target();
        if (change.parent().isEmpty()) {
            Optional<Table> header = ports.tables().headerTable(change.map(), target);
            if (header.isPresent()) {
                RowRef order = new RowRef(target, header.get().set(), headerKey(change.key()));
                return new Unfit(Outcome.waiting("header-missing", "currency", "nothing", List.of(order)));
            }
        }
        return new Unfit(Outcome.rejected(
                "currency-missing",
                "CurrencyCode",
                "nothing",
                "the row's currency, or a header that has one",
                "add the currency column to the row, or drop its header with its currency, then retry"));
    }

    /** A line's key is its header's and the number of the line. */
    static RowKey headerKey(RowKey line) {
        List<String> values = line.values();
        return RowKey.of(line.company(), values.subList(0, values.size() - 1));
    }
}
