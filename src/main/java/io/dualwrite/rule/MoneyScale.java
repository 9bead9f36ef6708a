package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** No amount with more decimals than its currency has: rejected, because rounding would change money unseen. */
final class MoneyScale implements Rule {
    private static final int PRICE_DECIMALS = 4;

    /** Per unit, not amounts: both systems allow them four decimals in any currency. */
    private static final Set<String> PRICES = Set.of(
            "priceperunit",
            "price",
            "amount",
            "currentcost",
            "standardcost",
            "msdyn_linediscountamount",
            "msdyn_multilinediscountamount",
            "salesprice",
            "multilinediscountamount");

    /** Computed by the line discount: the charge keeps the exact remainder, that is what it is for. */
    private static final Set<String> EXACT =
            Set.of("fixedpricecharges", "linediscountamount", "msdyn_fixedpricecharges");

    private final Money money;
    private final MapTables tables;

    MoneyScale(Money money, MapTables tables) {
        this.money = money;
        this.tables = tables;
    }

    @Override
    public void apply(Change change) {
        Optional<Table> table = tables.table(change.map(), change.direction().target());
        for (String field : change.target().names()) {
            if (table.flatMap(t -> t.column(field)).filter(MoneyScale::isMoney).isPresent()
                    && change.target().get(field) instanceof BigDecimal amount) {
                check(change, field, amount);
            }
        }
    }

    private void check(Change change, String field, BigDecimal amount) {
        String name = field.toLowerCase(Locale.ROOT);
        if (EXACT.contains(name)) {
            return;
        }
        if (!PRICES.contains(name)) {
            money.fitting(change, field, amount);
        } else if (Money.scaleOf(amount) > PRICE_DECIMALS) {
            throw Money.overPrecise(field, amount, PRICE_DECIMALS, "a price per unit");
        }
    }

    /** The types of F&O's columns are not published, so money is told by its name there. */
    private static boolean isMoney(Column column) {
        return column.type() == ColumnType.MONEY
                || (column.type() == ColumnType.DECIMAL && column.name().endsWith("Amount"));
    }
}
