package io.dualwrite.sandbox;

import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Table;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** What Dataverse checks of a row before it is written. */
final class DataverseChecks {
    /**
     * Required by the application, but not enforced by the platform or filled by it: an order made in Sales has no F&O
     * number and company yet.
     */
    private static final Set<String> NOT_ENFORCED = Set.of(
            "msdyn_salesordernumber",
            "msdyn_company",
            "msdyn_invoicecustomerid",
            "msdyn_partynumber",
            "msdyn_namealias",
            "transactioncurrencyid",
            "pricelevelid",
            "ownerid",
            "organizationid",
            "baseuom",
            "businessunitid",
            "msdyn_associatedpartyid",
            "productnumber",
            "accountnumber",
            "msdynce_contactnumber",
            "owneridname",
            "owneridtype",
            "owneridyominame");

    /** Lookups whose row may not be deleted while they point to it; any other one is cleared. */
    private static final Set<String> RESTRICTING = Set.of(
            "customerid",
            "productid",
            "transactioncurrencyid",
            "uomid",
            "defaultuomid",
            "msdyn_company",
            "msdyn_companyid");

    private final DataverseKeys keys;
    private final RowStore store;

    DataverseChecks(DataverseKeys keys, RowStore store) {
        this.keys = keys;
        this.store = store;
    }

    /**
     * @param row as it will be
     * @param changes the columns that are written now
     * @param needed those of which the required ones must have a value
     */
    void check(Table table, StoredRow row, Map<String, Object> changes, Collection<Column> needed) {
        changes.forEach((name, value) -> checkValue(table, table.column(name).orElseThrow(), value));
        for (Column column : needed) {
            if (column.required() && !NOT_ENFORCED.contains(column.name()) && row.get(column.name()) == null) {
                throw Refusal.badRequest(
                        "0x80040203", "Required field '" + column.name() + "' of " + table.name() + " is missing.");
            }
        }
        checkStatus(table, row);
        store.rows(table).clashWith(row).ifPresent(other -> {
            throw Refusal.precondition(
                    "0x80040237",
                    "A record with matching key values already exists: " + table.key() + " of " + table.name() + ".");
        });
    }

    private static void checkValue(Table table, Column column, Object value) {
        if (value instanceof String text && column.maxLength() > 0 && text.length() > column.maxLength()) {
            throw Refusal.badRequest(
                    "0x80044331",
                    "A validation error occurred.  The length of the '" + column.name() + "' attribute of the '"
                            + table.name() + "' entity exceeded the maximum allowed length of '" + column.maxLength()
                            + "'.");
        }
        if (value != null
                && column.type().isOption()
                && !column.options().isEmpty()
                && !column.options().containsKey(TableRows.fold(value))) {
            throw Refusal.badRequest(
                    "0x8004431a",
                    "A validation error occurred.  The value '" + TableRows.fold(value) + "' of '" + column.name()
                            + "' on record of type '" + table.name() + "' is outside the valid range. Accepted Values: "
                            + String.join(",", column.options().keySet()));
        }
    }

    private static void checkStatus(Table table, StoredRow row) {
        Column status = table.column("statuscode").orElse(null);
        Object value = row.get("statuscode");
        if (status == null || value == null || row.get("statecode") == null) {
            return;
        }
        String label = status.options().getOrDefault(TableRows.fold(value), "");
        String state = TableRows.fold(row.get("statecode"));
        if (label.endsWith("]") && !label.endsWith("[state " + state + "]")) {
            throw Refusal.badRequest(
                    "0x80048408",
                    TableRows.fold(value) + " is not a valid status code for state code " + state + " on "
                            + table.name() + " with Id " + row.id() + ".");
        }
    }

    /** A line of an order, quote or invoice that is not active (draft) any more cannot be written. */
    void checkHeaderIsOpen(Table table, StoredRow line) {
        String lookup = headerLookup(table);
        if (lookup != null && line.get(lookup) instanceof Reference header) {
            Table headers = keys.byName(header.table()).orElseThrow();
            store.rows(headers).byId(header.id()).ifPresent(row -> {
                if (!"0".equals(TableRows.fold(row.get("statecode")))) {
                    throw Refusal.badRequest(
                            "0x80043b24",
                            "The parent record is read-only: " + header.table() + " With Id = " + header.id()
                                    + " has state code " + TableRows.fold(row.get("statecode"))
                                    + ", its lines cannot be created, updated or deleted.");
                }
            });
        }
    }

    /** A row that documents need stays. */
    void checkMayGo(Table table, StoredRow row, Table other, Column column) {
        if (restricts(column)) {
            throw Refusal.badRequest(
                    "0x80040227",
                    "The " + table.name() + " With Id = " + row.id()
                            + " cannot be deleted because it is associated with another record: " + column.name()
                            + " of " + other.name() + ".");
        }
    }

    /** Does this lookup keep the row that it points to from being deleted? */
    static boolean restricts(Column column) {
        return RESTRICTING.contains(column.name());
    }

    /** The lookup from a line to its header, or null if the table holds no lines. */
    static String headerLookup(Table table) {
        return switch (table.name()) {
            case "salesorderdetail" -> "salesorderid";
            case "quotedetail" -> "quoteid";
            case "invoicedetail" -> "invoiceid";
            default -> null;
        };
    }

    static boolean isLookup(Column column) {
        return column.type() == ColumnType.LOOKUP;
    }
}
