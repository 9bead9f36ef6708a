package io.dualwrite.migration;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;

/** Values of Sales as people see them. */
final class Shown {
    private final SalesFacts sales;

    Shown(SalesFacts sales) {
        this.sales = sales;
    }

    String text(ImportTable table, Target target, String value) {
        if (value.isBlank()) {
            return "";
        }
        return switch (target.kind()) {
            case OPTION ->
                Schema.shipped()
                        .table(Side.DATAVERSE, table.set())
                        .flatMap(schema -> schema.column(target.column()))
                        .map(column -> column.options().getOrDefault(value, value))
                        .orElse(value);
            case DAY -> value.length() == 10 ? value + "T00:00:00Z" : value;
            case BOOLEAN -> value.equals("true") ? "Yes" : "No";
            case LOOKUP -> lookup(target, value);
            case TEXT -> value;
        };
    }

    private String lookup(Target target, String id) {
        return switch (target) {
            case CUSTOMER_GROUP -> sales.groupName(id).orElse(id);
            case INVOICE_CUSTOMER ->
                sales.table(ImportTable.ACCOUNTS)
                        .id(id)
                        .map(row -> row.get("name"))
                        .orElse(id);
            default -> id;
        };
    }
}
