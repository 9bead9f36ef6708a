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
            "products", List.of(),
            "product-prices", List.of("amount"),
            "quote-lines", List.of());

    private Fixture() {}

    static RulePorts ports(OrderLines lines) {
        return new RulePorts(Fixture::decimals, lines, new Tables(), Fixture::list, new Shipping());
    }

    static RulePorts ports() {
        return ports(order -> List.of());
    }

    /** Sales has the US dollar and the Euro. */
    private static Optional<String> list(String currency) {
        return Optional.of("list-" + currency).filter(list -> currency.equals("USD") || currency.equals("EUR"));
    }

    private static final class Shipping implements ShippingDefaults {
        private static final Map<String, Place> PRODUCTS =
                Map.of("P-1", place("S1", "W13"), "SITE-ONLY", place("S2", null), "WAREHOUSE-ONLY", place(null, "W24"));

        @Override
        public Place ofProduct(String company, String productNumber) {
            return PRODUCTS.getOrDefault(productNumber, place(null, null));
        }

        @Override
        public Place ofCustomer(String company, String account) {
            return account.equals("C-1") ? place("S5", "W51") : place(null, null);
        }

        private static Place place(String site, String warehouse) {
            return new Place(Optional.ofNullable(site), Optional.ofNullable(warehouse));
        }
    }

    private static OptionalInt decimals(String code) {
        Integer decimals = DECIMALS.get(code);
        return decimals == null ? OptionalInt.empty() : OptionalInt.of(decimals);
    }

    private static final class Tables implements MapTables {
        @Override
        public Optional<Table> table(String map, Side side) {
            Map<String, Column> columns = new LinkedHashMap<>();
            for (String name : MONEY.getOrDefault(map, List.of())) {
                columns.put(
                        name.toLowerCase(Locale.ROOT),
                        new Column(name, ColumnType.MONEY, 0, 2, false, List.of(), Map.of(), "test"));
            }
            return Optional.of(new Table(side, set(map), map, map, "", "", List.of(), "", columns));
        }

        private static String set(String map) {
            return map.equals("product-prices") ? "productpricelevels" : map;
        }

        /** A map called newest-... stands for one of the newest set. */
        @Override
        public boolean newest(String map) {
            return map.startsWith("newest-");
        }

        @Override
        public boolean pairs(String map, String finopsField, String dataverseField) {
            return !newest(map);
        }

        @Override
        public Optional<Table> headerTable(String map, Side side) {
            return map.endsWith("-lines") ? table(map.replace("-lines", "s"), side) : Optional.empty();
        }
    }
}
