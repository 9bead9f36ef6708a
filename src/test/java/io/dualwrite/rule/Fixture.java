package io.dualwrite.rule;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Currencies and tables, small enough to see through. */
final class Fixture {
    private static final Map<String, Integer> DECIMALS = Map.of("USD", 2, "EUR", 2, "JPY", 0, "KWD", 3);

    private static final Map<String, List<String>> MONEY = Map.of(
            "orders", List.of("totalamount"),
            "order-lines", List.of("extendedamount", "priceperunit", "FixedPriceCharges", "LineDiscountAmount"),
            "quotes", List.of(),
            "quote-lines", List.of());

    private Fixture() {}

    static RulePorts ports(OrderLines lines) {
        return new RulePorts(Fixture::decimals, lines, new Tables());
    }

    static RulePorts ports() {
        return ports(order -> List.of());
    }

    private static OptionalInt decimals(String code) {
        Integer decimals = DECIMALS.get(code);
        return decimals == null ? OptionalInt.empty() : OptionalInt.of(decimals);
    }

    private static final class Tables implements MapTables {
        @Override
        public Optional<Table> table(String map, Side side) {
            Map<String, Column> columns = new LinkedHashMap<>();
            for (String name : MONEY.get(map)) {
                columns.put(
                        name.toLowerCase(Locale.ROOT),
                        new Column(name, ColumnType.MONEY, 0, 2, false, List.of(), Map.of(), "test"));
            }
            return Optional.of(new Table(side, map, map, map, "", "", List.of(), "", columns));
        }

        @Override
        public Optional<Table> headerTable(String map, Side side) {
            return map.endsWith("-lines") ? table(map.replace("-lines", "s"), side) : Optional.empty();
        }
    }
}
