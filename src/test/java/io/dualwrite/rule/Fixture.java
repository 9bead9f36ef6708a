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
            "product-prices", List.of("amount"),
            "orders-direct-to-finops-header", List.of("OrderTotalAmount"),
            "orders-direct-to-finops-lines", List.of("TotalDiscountAmount", "SalesPrice"),
            "orders-direct-to-sales-header", List.of("totalamount", "discountamount", "totaltax", "freightamount"),
            "orders-direct-to-sales-lines", List.of("extendedamount", "manualdiscountamount", "tax", "priceperunit"),
            "quotes-direct-lines", List.of("TotalDiscountAmount", "SalesPrice"),
            "invoices-direct-lines", List.of("extendedamount", "manualdiscountamount", "tax", "priceperunit"),
            "orders-freight-tax", List.of("tax"));

    private static final Map<String, String> SETS = Map.of(
            "product-prices", "productpricelevels",
            "contact-to-customer-direct", "CustomersV2",
            "contact-to-customer-from-cds", "CustomersV2",
            "contacts-direct", "CDSContacts",
            "contacts-from-cds", "CDSContacts");

    /** Fields of F&O by the field of Sales that a line joins them with. */
    private static final Map<String, String> PAIRS = Map.of(
            "orders-direct-to-finops-header " + ActiveCustomer.CUSTOMER,
            "OrderingCustomerAccountNumber",
            "quotes-direct-header " + ActiveCustomer.CUSTOMER,
            "RequestingCustomerAccountNumber",
            "orders-freight-tax tax",
            "OrderHeaderTaxAmount",
            "order-lines productid.msdyn_productnumber",
            "ProductNumber",
            "orders-direct-to-finops-lines productid.productnumber",
            "ProductNumber",
            "quotes-direct-lines productid.productnumber",
            "ProductNumber");

    private Fixture() {}

    static RulePorts ports(OrderLines lines, ActiveCustomers customers) {
        return new RulePorts(Fixture::decimals, lines, new Tables(), Fixture::list, new Shipping(), customers);
    }

    static RulePorts ports() {
        return ports((map, header) -> List.of(), new SmallSales());
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
            return Optional.of(new Table(side, SETS.getOrDefault(map, map), map, map, "", "", List.of(), "", columns));
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
        public Optional<String> paired(String map, Side side, String field) {
            return PAIRS.entrySet().stream()
                    .map(pair ->
                            List.of(pair.getKey().split(" ")[0], pair.getKey().split(" ")[1], pair.getValue()))
                    .filter(pair ->
                            pair.get(0).equals(map) && field.equalsIgnoreCase(pair.get(side == Side.DATAVERSE ? 1 : 2)))
                    .map(pair -> pair.get(side == Side.DATAVERSE ? 2 : 1))
                    .findFirst();
        }

        @Override
        public Optional<Table> headerTable(String map, Side side) {
            return map.endsWith("-lines") ? table(map.replace("-lines", "s"), side) : Optional.empty();
        }
    }
}
