package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * F&O entities that show the rows of a newer one, some with a key or columns of their own: what is written through one
 * is seen through the other. Fields of the same name are the same field.
 */
final class FinopsViews {
    static final String INVOICES = "ExternallyMaintainedCustomerSalesInvoiceHeaders";
    static final String INVOICE_LINES = "ExternallyMaintainedCustomerSalesInvoiceLines";

    /** The older entity to the one whose rows it shows. */
    private static final Map<String, String> NEWER = Map.of(
            "CustomersV2",
            "CustomersV3",
            "CDSContacts",
            "CDSContactsV2",
            "SellableReleasedProducts",
            "CDSReleasedDistinctProducts",
            INVOICES,
            "SalesInvoiceHeadersV2",
            INVOICE_LINES,
            "SalesInvoiceLinesV2");

    private final Map<String, Map<String, Column>> columns = new HashMap<>();
    private final Schema schema;

    FinopsViews(Schema schema) {
        this.schema = schema;
        for (Table table : schema.tables(Side.FINOPS)) {
            Map<String, Column> all =
                    columns.computeIfAbsent(kept(schema, table).set(), set -> new LinkedHashMap<>());
            table.allColumns().forEach(column -> all.putIfAbsent(column.name(), column));
        }
    }

    /** The table whose rows this one shows; itself, if they are its own. */
    static Table kept(Schema schema, Table table) {
        return table.side() == Side.FINOPS && NEWER.containsKey(table.set())
                ? schema.table(Side.FINOPS, NEWER.get(table.set())).orElseThrow()
                : table;
    }

    Table kept(Table table) {
        return kept(schema, table);
    }

    /** The columns of a row, those of all its views. */
    Iterable<Column> columns(Table kept) {
        return columns.get(kept.set()).values();
    }
}
