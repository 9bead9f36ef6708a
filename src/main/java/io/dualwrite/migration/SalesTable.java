package io.dualwrite.migration;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of a table of Sales that matter: found by GUID, and by what people know them by. */
final class SalesTable {
    private final Map<String, SalesRow> byId = new HashMap<>();
    private final Map<String, List<SalesRow>> byName = new HashMap<>();

    /** Names of rows beside those that are filled: what tells whose row it is. */
    private static List<String> told(ImportTable table) {
        return switch (table) {
            case ACCOUNTS -> List.of("accountnumber", "name");
            case CONTACTS -> List.of("msdynce_contactnumber", "_parentcustomerid_value");
            case ORDERS -> List.of("ordernumber", "name", "statecode", "_customerid_value");
            case QUOTES -> List.of("quotenumber", "name", "statecode", "_customerid_value", "revisionnumber");
            case ORDER_PRODUCTS, QUOTE_PRODUCTS ->
                List.of(
                        parent(table),
                        "lineitemnumber",
                        "sequencenumber",
                        "_productid_value",
                        "isproductoverridden",
                        "productdescription");
        };
    }

    /** The property of a line that has its header's GUID. */
    static String parent(ImportTable lines) {
        return lines == ImportTable.ORDER_PRODUCTS ? "_salesorderid_value" : "_quoteid_value";
    }

    private static List<String> names(ImportTable table) {
        return switch (table) {
            case ACCOUNTS -> List.of("accountnumber", "name");
            case CONTACTS -> List.of("msdynce_contactnumber", "msdyn_contactnumber", "msdyn_contactpersonid");
            case ORDERS -> List.of("ordernumber", "name", "msdyn_salesordernumber");
            case QUOTES -> List.of("quotenumber", "name", "msdyn_quotenumber");
            case ORDER_PRODUCTS, QUOTE_PRODUCTS -> List.of(parent(table));
        };
    }

    /**
     * @param has which columns the table has; those it lacks are not asked for
     * @param wanted which rows are kept
     */
    static SalesTable read(LiveSystem sales, ImportTable table, Predicate<String> has, Predicate<SalesRow> wanted)
            throws IOException {
        Table schema = Schema.shipped().table(Side.DATAVERSE, table.set()).orElseThrow();
        Set<String> columns = new LinkedHashSet<>(List.of(schema.primaryId()));
        told(table).stream().filter(has).forEach(columns::add);
        Target.of(table).stream().map(Target::property).filter(has).forEach(columns::add);
        SalesTable rows = new SalesTable();
        sales.each(table.set() + "?$select=" + String.join(",", columns), json -> {
            SalesRow row = SalesRow.of(json, schema.primaryId());
            if (wanted.test(row)) {
                rows.add(table, row);
            }
        });
        return rows;
    }

    private void add(ImportTable table, SalesRow row) {
        byId.put(row.id(), row);
        names(table).stream()
                .map(row::get)
                .filter(name -> !name.isBlank())
                .map(SalesTable::folded)
                .distinct()
                .forEach(name ->
                        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(row));
    }

    static String folded(String name) {
        return name.strip().toUpperCase(Locale.ROOT);
    }

    Optional<SalesRow> id(String guid) {
        return Optional.ofNullable(
                byId.get(guid.strip().toLowerCase(Locale.ROOT).replaceAll("[{}]", "")));
    }

    /** Rows that are known by this number or name; of lines, by their header's GUID. */
    List<SalesRow> named(String name) {
        return byName.getOrDefault(folded(name), List.of());
    }

    Collection<SalesRow> all() {
        return byId.values();
    }
}
