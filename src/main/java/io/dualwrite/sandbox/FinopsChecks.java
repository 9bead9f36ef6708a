package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The references that F&O checks: the customer of an order or a quote, a line's header and its product, a customer's
 * invoice account and contact person, a contact person's customer. Nothing else is checked here.
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
                    "SalesQuotationNumber"),
            new Check("CustomersV3", "InvoiceAccount", "CustomersV3", "CustomerAccount"),
            new Check("CustomersV3", "ContactPersonId", "CDSContactsV2", "ContactPersonId"));
    private static final Map<String, String> HEADERS =
            Map.of("CDSSalesOrderLines", "CDSSalesOrderHeaders", "CDSSalesQuotationLines", "CDSSalesQuotationHeaders");
    private static final Set<String> LINES = HEADERS.keySet();

    /** Rows that may not be deleted while others refer to them. */
    private static final List<Check> NEEDED = List.of(
            new Check("CDSSalesOrderHeaders", "OrderingCustomerAccountNumber", "CustomersV3", "CustomerAccount"),
            new Check("CDSSalesQuotationHeaders", "RequestingCustomerAccountNumber", "CustomersV3", "CustomerAccount"),
            new Check("CDSSalesOrderLines", "ProductNumber", "CDSReleasedDistinctProducts", "ProductNumber"),
            new Check("CDSSalesQuotationLines", "ProductNumber", "CDSReleasedDistinctProducts", "ProductNumber"));

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
                checkExists(table, check, row);
            }
        }
        checkCustomerOfContact(table, row, changes);
        if (LINES.contains(table.set())
                && (changes.containsKey("ProductNumber") || changes.containsKey("ItemNumber"))) {
            checkProduct(table, row);
        }
    }

    private void checkExists(Table table, Check check, Map<String, Object> row) {
        Object company = row.get("dataAreaId");
        String value = text(row, check.field());
        boolean customer = table.set().equals("CustomersV3");
        boolean nothing = value.isEmpty() && customer;
        boolean itself = customer && value.equalsIgnoreCase(text(row, check.targetField()));
        if (!nothing && !itself && !exists(check.target(), Map.of("dataAreaId", company, check.targetField(), value))) {
            throw notFound(table, check.field(), value, check.target(), company);
        }
    }

    private void checkCustomerOfContact(Table table, Map<String, Object> row, Map<String, Object> changes) {
        String customer = text(row, "AssociatedContactNumber");
        if (table.set().equals("CDSContactsV2")
                && changes.containsKey("AssociatedContactNumber")
                && text(row, "AssociatedContactType").equalsIgnoreCase("Customer")
                && !customer.isEmpty()
                && !exists("CustomersV3", Map.of("dataAreaId", row.get("dataAreaId"), "CustomerAccount", customer))) {
            throw notFound(table, "AssociatedContactNumber", customer, "CustomersV3", row.get("dataAreaId"));
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

    /** In the older entity a contact person's company is a party: a customer, or another contact person. */
    void checkThroughOlder(Table table, Map<String, Object> row, Map<String, Object> changes) {
        String party = text(row, "AssociatedPartyNumber");
        Object company = row.get("dataAreaId");
        if (!table.set().equals("CDSContacts") || !changes.containsKey("AssociatedPartyNumber") || party.isEmpty()) {
            return;
        }
        boolean known = exists("CustomersV3", Map.of("dataAreaId", company, "CustomerAccount", party))
                || has("CustomersV3", "PartyNumber", party)
                || has("CDSContactsV2", "ContactPersonPartyNumber", party);
        if (!known) {
            throw notFound(table, "AssociatedPartyNumber", party, "CustomersV3", company);
        }
    }

    private boolean has(String set, String field, String value) {
        return !store.rows(table(set)).where(Map.of(field, value)).isEmpty();
    }

    /** A contact person that comes without a number gets the next one of its company. */
    void fillNumber(Table table, Map<String, Object> row) {
        if (table.set().equals("CDSContactsV2") && text(row, "ContactPersonId").isEmpty()) {
            int next = store.rows(table).all().size();
            do {
                next++;
                row.put("ContactPersonId", "%09d".formatted(next));
            } while (store.rows(table).byKey(row).isPresent());
        }
    }

    /** A line that comes without a currency has its header's. */
    void fillCurrency(Table table, Map<String, Object> row) {
        String header = HEADERS.get(table.set());
        if (header != null && text(row, "CurrencyCode").isEmpty()) {
            store.rows(table(header))
                    .byKey(row)
                    .ifPresent(found -> row.put("CurrencyCode", text(found.values(), "CurrencyCode")));
        }
    }

    /** The number after the highest of the lines with the same header. */
    BigDecimal nextLine(Table table, Map<String, Object> line) {
        List<String> header = table.key().subList(0, table.key().size() - 1);
        Map<String, Object> ofHeader = new LinkedHashMap<>();
        header.forEach(name -> ofHeader.put(name, line.get(name)));
        return store.rows(table).where(ofHeader).stream()
                .map(row -> (BigDecimal) row.get("LineCreationSequenceNumber"))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO)
                .add(BigDecimal.ONE);
    }

    /** A customer with orders or quotes stays, and so does a product on their lines. */
    void checkMayGo(Table table, StoredRow row) {
        for (Check check : NEEDED) {
            if (check.target().equals(table.set())
                    && !pointing(check, row.values()).isEmpty()) {
                throw Refusal.badRequest(
                        "",
                        "Delete failed for table row of type '" + table.name() + "'. Infolog: Error: '"
                                + text(row.values(), check.targetField())
                                + "' cannot be deleted while dependent rows exist in '" + check.set() + "'.");
            }
        }
    }

    /** Lines of a header. */
    record Lines(Table table, List<StoredRow> rows) {}

    List<Lines> linesOf(Table table, StoredRow header) {
        return CHECKS.stream()
                .filter(check -> LINES.contains(check.set()) && check.target().equals(table.set()))
                .map(check -> new Lines(table(check.set()), pointing(check, header.values())))
                .toList();
    }

    private List<StoredRow> pointing(Check check, Map<String, Object> row) {
        return store.rows(table(check.set()))
                .where(Map.of("dataAreaId", text(row, "dataAreaId"), check.field(), text(row, check.targetField())));
    }

    private static Table table(String set) {
        return Schema.shipped().table(Side.FINOPS, set).orElseThrow();
    }

    /** Rows that a new or changed row may refer to: by set, what their key would be. */
    record Referred(Table table, Map<String, Object> key) {}

    /** The rows that these checks would look for. */
    static List<Referred> referred(Table table, Map<String, Object> row) {
        List<Referred> referred = new ArrayList<>();
        Object company = row.get("dataAreaId");
        for (Check check : CHECKS) {
            String value = text(row, check.field());
            if (check.set().equals(table.set()) && company != null && !value.isEmpty()) {
                referred.add(new Referred(
                        table(check.target()), ordered("dataAreaId", company, check.targetField(), value)));
            }
        }
        String product = text(row, "ProductNumber");
        if (LINES.contains(table.set()) && company != null && !product.isEmpty()) {
            referred.add(new Referred(
                    table("CDSReleasedDistinctProducts"), ordered("dataAreaId", company, "ProductNumber", product)));
        }
        return referred;
    }

    private static Map<String, Object> ordered(String name, Object value, String other, Object otherValue) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put(name, value);
        key.put(other, otherValue);
        return key;
    }

    private boolean exists(String set, Map<String, Object> key) {
        return store.rows(table(set)).byKey(new LinkedHashMap<>(key)).isPresent();
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
