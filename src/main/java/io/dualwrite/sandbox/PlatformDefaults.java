package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What the platform and Microsoft's own plug-ins fill in when a row is created without it. */
final class PlatformDefaults {
    static final String USER = "11111111-0000-4000-8000-000000000001";
    static final String BUSINESS_UNIT = "11111111-0000-4000-8000-000000000002";
    static final String ORGANIZATION = "11111111-0000-4000-8000-000000000003";
    static final String UNIT_GROUP = "11111111-0000-4000-8000-000000000004";

    /** A product is created as a draft and published by a change of its state. */
    private static final BigDecimal DRAFT = BigDecimal.valueOf(2);

    private final Schema schema;
    private final RowStore store;
    private final Clock clock;
    private final Random random;
    private final SalesDefaults sales;

    PlatformDefaults(Schema schema, RowStore store, Clock clock, Random random) {
        this.schema = schema;
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.sales = new SalesDefaults(schema, store, this);
    }

    String newId() {
        return Guids.next(random);
    }

    /** The rows that every organisation has. */
    void seed() {
        seed(
                "organizations",
                ORGANIZATION,
                Map.of(
                        "name",
                        "Sandbox",
                        "discountcalculationmethod",
                        BigDecimal.ZERO,
                        "oobpricecalculationenabled",
                        true,
                        "pricingdecimalprecision",
                        BigDecimal.valueOf(4),
                        "currencydecimalprecision",
                        BigDecimal.valueOf(2),
                        "orderprefix",
                        "ORD",
                        "quoteprefix",
                        "QUO",
                        "currentordernumber",
                        BigDecimal.valueOf(1000),
                        "currentquotenumber",
                        BigDecimal.valueOf(1000),
                        "uniquespecifierlength",
                        BigDecimal.valueOf(6)));
        seed("businessunits", BUSINESS_UNIT, Map.of("name", "Sandbox"));
        seed(
                "systemusers",
                USER,
                Map.of(
                        "firstname",
                        "Sandbox",
                        "lastname",
                        "User",
                        "fullname",
                        "Sandbox User",
                        "domainname",
                        "user@sandbox.example",
                        "businessunitid",
                        new Reference("businessunit", BUSINESS_UNIT)));
        seed("uomschedules", UNIT_GROUP, Map.of("name", "Default Unit", "statecode", BigDecimal.ZERO));
    }

    private void seed(String set, String id, Map<String, Object> values) {
        Table table = table(set);
        if (store.rows(table).byId(id).isEmpty()) {
            Map<String, Object> row = new LinkedHashMap<>(values);
            row.put(table.primaryId(), id);
            store.put(table, new StoredRow(id, row, 0));
        }
    }

    private Table table(String name) {
        return schema.table(Side.DATAVERSE, name).orElseThrow();
    }

    /** Fills a new row's gaps; what was sent stays. */
    void fill(Table table, Map<String, Object> row) {
        String now = now();
        put(table, row, "createdon", now);
        put(table, row, "modifiedon", now);
        for (String user : new String[] {"ownerid", "createdby", "modifiedby", "owninguser"}) {
            put(table, row, user, new Reference("systemuser", USER));
        }
        put(
                table,
                row,
                "organizationid",
                table.column("organizationid")
                        .map(PlatformDefaults::organization)
                        .orElse(null));
        put(table, row, "statecode", table.name().equals("product") ? DRAFT : BigDecimal.ZERO);
        fillStatus(table, row);
        ProspectToCash.fill(table, row);
        switch (table.name()) {
            case "transactioncurrency" -> fillCurrency(table, row);
            case "uom" -> fillUnit(table, row);
            case "product" -> fillProduct(table, row);
            case "salesorder", "quote", "invoice" -> sales.fillHeader(table, row);
            case "salesorderdetail", "quotedetail", "invoicedetail" -> sales.fillLine(table, row);
            case "productpricelevel" -> fillPrice(table, row);
            case "account", "contact" -> {
                fillFromParty(table, row);
                compute(table, row);
            }
            default -> compute(table, row);
        }
    }

    private static Object organization(Column column) {
        return DataverseChecks.isLookup(column) ? new Reference("organization", ORGANIZATION) : ORGANIZATION;
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Columns that follow from others at every write. */
    void compute(Table table, Map<String, Object> row) {
        if (table.name().equals("contact")) {
            String first =
                    row.get("firstname") == null ? "" : row.get("firstname").toString();
            String last = row.get("lastname") == null ? "" : row.get("lastname").toString();
            row.put("fullname", (first + " " + last).trim());
            ProspectToCash.compute(table, row);
        }
    }

    /** The first status of the state, if none was sent. */
    void fillStatus(Table table, Map<String, Object> row) {
        Column status = table.column("statuscode").orElse(null);
        if (status != null && row.get("statuscode") == null && row.get("statecode") != null) {
            String end = "[state " + TableRows.fold(row.get("statecode")) + "]";
            status.options().entrySet().stream()
                    .filter(option -> option.getValue().endsWith(end))
                    .findFirst()
                    .ifPresent(option -> row.put("statuscode", new BigDecimal(option.getKey())));
        }
    }

    /** ISO 4217 says how many decimals a currency has: USD 2, JPY 0, KWD 3. */
    private static void fillCurrency(Table table, Map<String, Object> row) {
        put(table, row, "exchangerate", BigDecimal.ONE);
        int decimals = 2;
        try {
            decimals = Currency.getInstance(
                            String.valueOf(row.get("isocurrencycode")).toUpperCase(Locale.ROOT))
                    .getDefaultFractionDigits();
        } catch (IllegalArgumentException unknown) {
            decimals = 2;
        }
        put(table, row, "currencyprecision", BigDecimal.valueOf(Math.max(decimals, 0)));
    }

    private static void fillUnit(Table table, Map<String, Object> row) {
        put(table, row, "name", row.get("msdyn_symbol"));
        put(table, row, "uomscheduleid", new Reference("uomschedule", UNIT_GROUP));
        put(table, row, "quantity", BigDecimal.ONE);
    }

    private static void fillProduct(Table table, Map<String, Object> row) {
        put(table, row, "productnumber", row.get("msdyn_productnumber"));
        put(table, row, "defaultuomscheduleid", new Reference("uomschedule", UNIT_GROUP));
        put(table, row, "productstructure", BigDecimal.ONE);
        put(table, row, "quantitydecimal", BigDecimal.ZERO);
    }

    /** Microsoft's party model keeps an account's and a contact's names in step with its party. */
    private void fillFromParty(Table table, Map<String, Object> row) {
        if (row.get("msdyn_partyid") instanceof Reference party) {
            store.rows(table("msdyn_parties")).byId(party.id()).ifPresent(found -> {
                put(table, row, "name", found.get("msdyn_organizationname"));
                put(table, row, "firstname", found.get("msdyn_firstname"));
                put(table, row, "lastname", found.get("msdyn_lastname"));
            });
        }
    }

    private void fillPrice(Table table, Map<String, Object> row) {
        if (row.get("pricelevelid") instanceof Reference list) {
            store.rows(table("pricelevel"))
                    .byId(list.id())
                    .ifPresent(found -> put(table, row, "transactioncurrencyid", found.get("transactioncurrencyid")));
        }
        for (String column :
                new String[] {"pricingmethodcode", "quantitysellingcode", "roundingoptioncode", "roundingpolicycode"}) {
            put(table, row, column, BigDecimal.ONE);
        }
        for (String column : new String[] {"percentage", "roundingoptionamount", "amount"}) {
            put(table, row, column, BigDecimal.ZERO);
        }
    }

    /** Fills a column that the table has and the row does not. */
    static void put(Table table, Map<String, Object> row, String column, Object value) {
        if (value != null && row.get(column) == null && table.column(column).isPresent()) {
            row.put(column, value);
        }
    }
}
