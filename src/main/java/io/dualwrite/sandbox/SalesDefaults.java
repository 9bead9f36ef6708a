package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Sales' own plug-ins fill in on quotes, orders, invoices and their lines. */
final class SalesDefaults {
    private final Schema schema;
    private final RowStore store;
    private final PlatformDefaults platform;
    private final Map<String, Integer> numbers = new HashMap<>();

    SalesDefaults(Schema schema, RowStore store, PlatformDefaults platform) {
        this.schema = schema;
        this.store = store;
        this.platform = platform;
    }

    private Table table(String name) {
        return schema.table(Side.DATAVERSE, name).orElseThrow();
    }

    void fillHeader(Table table, Map<String, Object> row) {
        PlatformDefaults.put(table, row, "ispricelocked", false);
        if (table.name().equals("invoice")) {
            // No published map fills it.
            PlatformDefaults.put(table, row, "name", row.get("msdyn_invoicenumber"));
        }
        PlatformDefaults.put(table, row, "revisionnumber", BigDecimal.ZERO);
        PlatformDefaults.put(table, row, "transactioncurrencyid", baseCurrency().orElse(null));
        PlatformDefaults.put(
                table,
                row,
                "pricelevelid",
                priceList(row.get("transactioncurrencyid")).orElse(null));
        String prefix =
                switch (table.name()) {
                    case "salesorder" -> "ORD";
                    case "quote" -> "QUO";
                    default -> "INV";
                };
        PlatformDefaults.put(
                table,
                row,
                table.name().equals("salesorder") ? "ordernumber" : table.name() + "number",
                nextNumber(prefix));
    }

    private String nextNumber(String prefix) {
        int next = numbers.merge(prefix, 1, Integer::sum);
        String tail = platform.newId().substring(0, 6).toUpperCase(Locale.ROOT);
        return "%s-%05d-%s".formatted(prefix, 1000 + next, tail);
    }

    private Optional<Reference> baseCurrency() {
        Table table = table("transactioncurrency");
        return store.rows(table).all().stream().findFirst().map(row -> new Reference(table.name(), row.id()));
    }

    /** The first price list of the currency; made if there is none. */
    private Optional<Reference> priceList(Object currency) {
        if (!(currency instanceof Reference)) {
            return Optional.empty();
        }
        Table table = table("pricelevel");
        Optional<StoredRow> list = store.rows(table).where(Map.of("transactioncurrencyid", currency)).stream()
                .findFirst();
        String id = list.map(StoredRow::id).orElseGet(() -> newPriceList(table, currency));
        return Optional.of(new Reference(table.name(), id));
    }

    private String newPriceList(Table table, Object currency) {
        String id = platform.newId();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(table.primaryId(), id);
        row.put("transactioncurrencyid", currency);
        row.put("name", "Default price list");
        platform.fill(table, row);
        store.put(table, new StoredRow(id, row, 0));
        return id;
    }

    void fillLine(Table table, Map<String, Object> row) {
        String lookup = DataverseChecks.headerLookup(table);
        String header = lookup.substring(0, lookup.length() - 2);
        PlatformDefaults.put(table, row, "producttypecode", BigDecimal.ONE);
        PlatformDefaults.put(table, row, "propertyconfigurationstatus", BigDecimal.valueOf(2));
        PlatformDefaults.put(table, row, header + "ispricelocked", false);
        PlatformDefaults.put(table, row, header + "statecode", BigDecimal.ZERO);
        if (row.get(lookup) instanceof Reference reference) {
            store.rows(table(reference.table())).byId(reference.id()).ifPresent(found -> {
                PlatformDefaults.put(table, row, "transactioncurrencyid", found.get("transactioncurrencyid"));
                ProspectToCash.fillLine(table, row, found);
            });
        }
        Object name = row.get("description");
        if (row.get("productid") instanceof Reference product) {
            StoredRow found = store.rows(table("product")).byId(product.id()).orElseThrow();
            PlatformDefaults.put(table, row, "uomid", found.get("defaultuomid"));
            name = found.get("name");
        }
        PlatformDefaults.put(table, row, table.name() + "name", name == null ? "line" : name);
    }
}
