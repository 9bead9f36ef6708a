package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Customers that another system maintains: F&O shows on an order's header whether its two customers are, and lists only
 * their invoices in the entities of the older templates.
 */
final class ExternalCustomers {
    private static final String FLAG = "IsExternallyMaintained";
    private static final String ORDERING = "OrderingCustomer";
    private static final String INVOICE = "InvoiceCustomer";

    private final RowStore store;
    private final Table customers;
    private final Table orders;
    private final Table invoices;

    ExternalCustomers(Schema schema, RowStore store) {
        this.store = store;
        this.customers = schema.table(Side.FINOPS, "CustomersV3").orElseThrow();
        this.orders = schema.table(Side.FINOPS, "CDSSalesOrderHeaders").orElseThrow();
        this.invoices = schema.table(Side.FINOPS, "SalesInvoiceHeadersV2").orElseThrow();
    }

    /** Fills both flags of an order's header; what was sent for them does not count. */
    void fill(Table table, Map<String, Object> row) {
        if (table.set().equals(orders.set())) {
            String invoiced = text(row, INVOICE + "AccountNumber").isEmpty() ? ORDERING : INVOICE;
            row.put(ORDERING + FLAG, flag(row, ORDERING + "AccountNumber"));
            row.put(INVOICE + FLAG, flag(row, invoiced + "AccountNumber"));
        }
    }

    /** The orders of a customer that was written follow it. */
    void follow(Table table, Map<String, Object> changes, StoredRow customer) {
        if (table.set().equals(customers.set()) && changes.containsKey(FLAG)) {
            for (String role : List.of(ORDERING, INVOICE)) {
                store.rows(orders)
                        .where(Map.of(
                                "dataAreaId",
                                text(customer.values(), "dataAreaId"),
                                role + "AccountNumber",
                                text(customer.values(), "CustomerAccount")))
                        .forEach(this::fillAgain);
            }
        }
    }

    private void fillAgain(StoredRow order) {
        Map<String, Object> values = new LinkedHashMap<>(order.values());
        fill(orders, values);
        if (!values.equals(order.values())) {
            store.put(orders, new StoredRow(order.id(), values, 0));
        }
    }

    /** Does an entity show this row? */
    boolean shown(Table table, StoredRow row) {
        return switch (table.set()) {
            case FinopsViews.INVOICES ->
                flag(row.values(), "InvoiceCustomerAccountNumber").equals("Yes");
            case FinopsViews.INVOICE_LINES -> {
                Optional<StoredRow> header = store.rows(invoices).byKey(row.values());
                yield header.isPresent()
                        && flag(header.get().values(), "InvoiceCustomerAccountNumber")
                                .equals("Yes");
            }
            default -> true;
        };
    }

    private String flag(Map<String, Object> row, String field) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("dataAreaId", row.get("dataAreaId"));
        key.put("CustomerAccount", row.get(field));
        return store.rows(customers)
                .byKey(key)
                .map(customer -> text(customer.values(), FLAG))
                .filter("Yes"::equals)
                .orElse("No");
    }

    private static String text(Map<String, Object> row, String field) {
        return row.get(field) == null ? "" : row.get(field).toString();
    }
}
