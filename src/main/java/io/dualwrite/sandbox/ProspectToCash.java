package io.dualwrite.sandbox;

import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.Map;

/** What the older solution fills in inside Sales; nothing where Sales has not its columns. */
final class ProspectToCash {
    private static final BigDecimal DRAFT = BigDecimal.valueOf(647_390_011);
    private static final String ONLY_EXTERNAL_PRODUCTS = "msdynce_hasexternallymaintainedproductsonly";

    private ProspectToCash() {}

    /** A new row: the published defaults of its columns. */
    static void fill(Table table, Map<String, Object> row) {
        for (Column column : table.allColumns()) {
            if (column.name().startsWith("msdynce_") && column.type() == ColumnType.BOOLEAN) {
                PlatformDefaults.put(table, row, column.name(), column.name().equals(ONLY_EXTERNAL_PRODUCTS));
            }
        }
        PlatformDefaults.put(table, row, "msdynce_processingstatus", DRAFT);
    }

    /** A line carries the number of its header, which is part of its key. */
    static void fillLine(Table table, Map<String, Object> line, StoredRow header) {
        PlatformDefaults.put(table, line, "msdynce_ordernumber", header.get("ordernumber"));
        PlatformDefaults.put(table, line, "msdynce_invoicenumber", header.get("invoicenumber"));
    }

    /** Columns that follow from others at every write. */
    static void compute(Table table, Map<String, Object> row) {
        if (table.column("msdynce_iscompanyanaccount").isPresent()) {
            row.put(
                    "msdynce_iscompanyanaccount",
                    row.get("parentcustomerid") instanceof Reference company
                            && company.table().equals("account"));
        }
    }
}
