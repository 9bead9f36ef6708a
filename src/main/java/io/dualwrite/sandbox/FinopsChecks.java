package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The references that F&O checks of an order or a quote: its customer, a line's header and its product. Nothing else
 * is checked here.
 */
final class FinopsChecks {
    private static final List<Check> CHECKS = List.of(
            new Check("CDSSalesOrderHeaders", "OrderingCustomerAccountNumber", "CustomersV3", "CustomerAccount"),
            new Check("CDSSalesQuotationHeaders", "RequestingCustomerAccountNumber", "CustomersV3", "CustomerAccount"),
            new Check("CDSSalesOrderLines", "SalesOrderNumber", "CDSSalesOrderHeaders", "SalesOrderNumber"),
            new Check(
                    "CDSSalesQuotationLines",
                    "SalesQuotationNumber",
                    "CDSSalesQuotationHeaders",
                    "SalesQuotationNumber"));
    private static final List<String> LINES = List.of("CDSSalesOrderLines", "CDSSalesQuotationLines");

    private final RowStore store;

    private record Check(String set, String field, String target, String targetField) {}

    FinopsChecks(RowStore store) {
        this.store = store;
    }

    /**
     * @param row all values of the row
     * @param changes those that are written now
     */
    void check(Table table, Map<String, Object> row, Map<String, Object> changes) {
        for (Check check : CHECKS) {
            if (check.set().equals(table.set()) && changes.containsKey(check.field())) {
                Object company = row.get("dataAreaId");
                if (!exists(
                        check.target(), Map.of("dataAreaId", company, check.targetField(), row.get(check.field())))) {
                    throw notFound(table, check.field(), row.get(check.field()), check.target(), company);
                }
            }
        }
        if (LINES.contains(table.set())
                && (changes.containsKey("ProductNumber") || changes.containsKey("ItemNumber"))) {
            checkProduct(table, row);
        }
    }

    /** A line has a product of its company, or a sales category. */
    private void checkProduct(Table table, Map<String, Object> row) {
        String field = text(row, "ProductNumber").isEmpty() ? "ItemNumber" : "ProductNumber";
        String product = text(row, field);
        Object company = row.get("dataAreaId");
        if (product.isEmpty() && !text(row, "SalesProductCategoryName").isEmpty()) {
            return;
        }
        boolean known = exists("CDSReleasedDistinctProducts", Map.of("dataAreaId", company, "ProductNumber", product))
                || exists("ReleasedProductsV2", Map.of("dataAreaId", company, "ItemNumber", product))
                || exists("AllProducts", Map.of("ProductNumber", product));
        if (!known) {
            throw notFound(table, field, product, "CDSReleasedDistinctProducts", company);
        }
    }

    /** The number after the highest of the lines with the same header. */
    BigDecimal nextLine(Table table, Map<String, Object> line) {
        List<String> header = table.key().subList(0, table.key().size() - 1);
        return store.rows(table).all().stream()
                .filter(row -> header.stream().allMatch(name -> FilterExpression.equal(row.get(name), line.get(name))))
                .map(row -> (BigDecimal) row.get("LineCreationSequenceNumber"))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO)
                .add(BigDecimal.ONE);
    }

    private boolean exists(String set, Map<String, Object> key) {
        Table table = Schema.shipped().table(Side.FINOPS, set).orElseThrow();
        return store.rows(table).byKey(new LinkedHashMap<>(key)).isPresent();
    }

    private static String text(Map<String, Object> row, String field) {
        return row.get(field) == null ? "" : row.get(field).toString().trim();
    }

    private static Refusal notFound(Table table, String field, Object value, String target, Object company) {
        return Refusal.badRequest(
                "",
                "Write failed for table row of type '" + table.name() + "'. Infolog: Error: The value '" + value
                        + "' in field '" + field + "' is not found in the related table '" + target + "' of company '"
                        + company + "'.; validateWrite failed on data source '" + table.name() + "'.");
    }
}
