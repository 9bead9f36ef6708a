package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A navigation property of a Dataverse table: a lookup, by the column's name, or {@code customerid_account} for a
 * branch of one that may point to several tables.
 *
 * @param targets logical names of the tables it may point to
 */
record Navigation(String name, Column column, List<String> targets) {
    /** Collections by name: table, then lookup of the rows in it. Only those that Sales' own clients use. */
    private static final Map<String, List<String>> COLLECTIONS = Map.of(
            "salesorder/order_details", List.of("salesorderdetail", "salesorderid"),
            "quote/quote_details", List.of("quotedetail", "quoteid"),
            "invoice/invoice_details", List.of("invoicedetail", "invoiceid"),
            "account/contact_customer_accounts", List.of("contact", "parentcustomerid"),
            "account/order_customer_accounts", List.of("salesorder", "customerid"),
            "account/quote_customer_accounts", List.of("quote", "customerid"),
            "account/account_parent_account", List.of("account", "parentaccountid"));

    /** The rows of a table that point here. */
    record Collection(String name, Table table, Column column) {}

    static List<Navigation> of(Table table) {
        List<Navigation> navigations = new ArrayList<>();
        for (Column column : table.allColumns()) {
            if (column.type() == ColumnType.LOOKUP) {
                if (column.targets().size() < 2 || column.name().equals("ownerid")) {
                    navigations.add(new Navigation(column.name(), column, column.targets()));
                } else {
                    column.targets()
                            .forEach(target -> navigations.add(
                                    new Navigation(column.name() + "_" + target, column, List.of(target))));
                }
            }
        }
        return navigations;
    }

    static Optional<Navigation> of(Table table, String name) {
        Optional<Column> column =
                table.column(name).filter(found -> found.name().equals(name));
        if (column.isEmpty() && name.indexOf('_') < 0) {
            return Optional.empty();
        }
        return of(table).stream()
                .filter(navigation -> navigation.name().equals(name))
                .findFirst();
    }

    static List<Collection> collections(Schema schema, Table table) {
        return COLLECTIONS.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(table.name() + "/"))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> collection(
                        schema,
                        entry.getKey().substring(table.name().length() + 1),
                        entry.getValue().get(0),
                        entry.getValue().get(1)))
                .toList();
    }

    static Optional<Collection> collection(Schema schema, Table table, String name) {
        return collections(schema, table).stream()
                .filter(collection -> collection.name().equals(name))
                .findFirst();
    }

    private static Collection collection(Schema schema, String name, String child, String lookup) {
        Table table = schema.table(Side.DATAVERSE, child).orElseThrow();
        return new Collection(name, table, table.column(lookup).orElseThrow());
    }
}
