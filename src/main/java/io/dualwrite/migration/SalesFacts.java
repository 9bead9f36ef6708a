package io.dualwrite.migration;

import io.dualwrite.odata.Metadata;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What Sales has: companies, customer groups, the columns of its tables and the rows that are to be filled. */
final class SalesFacts {
    private static final String COMPANIES = "cdm_companies";
    private static final String GROUPS = "msdyn_customergroups";

    private final Metadata metadata;
    private final Map<String, Company> companies = new TreeMap<>();
    private final Map<Pair, String> groups = new HashMap<>();
    private final Map<String, String> groupNames = new HashMap<>();
    private final Map<ImportTable, SalesTable> tables = new EnumMap<>(ImportTable.class);

    /** A company, by the code as Sales spells it. */
    record Company(String code, String id) {}

    private SalesFacts(Metadata metadata) {
        this.metadata = metadata;
    }

    static SalesFacts read(LiveSystem sales, Map<ImportTable, List<ExportRow>> exports) throws IOException {
        SalesFacts facts = new SalesFacts(sales.metadata());
        if (facts.has(COMPANIES, "cdm_companycode")) {
            sales.each(
                    COMPANIES + "?$select=cdm_companyid,cdm_companycode",
                    row -> facts.company(
                            row.path("cdm_companycode").asText(),
                            row.path("cdm_companyid").asText()));
        }
        if (facts.has(GROUPS, "msdyn_groupid")) {
            sales.each(
                    GROUPS + "?$select=msdyn_customergroupid,msdyn_groupid,_msdyn_company_value",
                    row -> facts.group(
                            row.path("_msdyn_company_value").asText(),
                            row.path("msdyn_groupid").asText(),
                            row.path("msdyn_customergroupid").asText()));
        }
        for (ImportTable table : ImportTable.values()) {
            if (facts.needed(table, exports.keySet())) {
                facts.tables.put(table, facts.table(sales, table, exports));
            }
        }
        return facts;
    }

    /** Accounts are also what contacts and documents refer to, documents what their lines do. */
    private boolean needed(ImportTable table, Set<ImportTable> given) {
        boolean lines = given.stream()
                .anyMatch(other -> other.headers().filter(table::equals).isPresent());
        boolean customers = table == ImportTable.ACCOUNTS
                && given.stream().anyMatch(other -> other == ImportTable.CONTACTS || other.isDocuments());
        return given.contains(table) || lines || customers;
    }

    private SalesTable table(LiveSystem sales, ImportTable table, Map<ImportTable, List<ExportRow>> exports)
            throws IOException {
        List<ExportRow> rows = exports.getOrDefault(table, List.of());
        boolean byNumber = rows.stream().anyMatch(row -> row.text(Field.ID).isEmpty());
        boolean referred =
                exports.keySet().stream().anyMatch(other -> !other.equals(table) && needed(table, Set.of(other)));
        Set<String> ids = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        rows.forEach(row -> {
            row.text(Field.ID)
                    .ifPresent(id -> ids.add(id.toLowerCase(Locale.ROOT).replaceAll("[{}]", "")));
            row.text(Field.NUMBER).ifPresent(number -> numbers.add(SalesTable.folded(number)));
        });
        return SalesTable.read(
                sales,
                table,
                column -> has(table.set(), column),
                row -> byNumber
                        || referred
                        || ids.contains(row.id())
                        || row.values().values().stream()
                                .map(SalesTable::folded)
                                .anyMatch(numbers::contains));
    }

    private void company(String code, String id) {
        companies.put(code.strip().toUpperCase(Locale.ROOT), new Company(code.strip(), id));
    }

    private void group(String company, String group, String id) {
        groups.put(new Pair(company, group), id);
        groupNames.put(id, group);
    }

    /** Does Sales have the column, a lookup by its name or its property? */
    boolean has(String set, String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return metadata.properties(set)
                .filter(columns -> columns.contains(lower)
                        || columns.contains("_" + lower + "_value")
                        || (lower.startsWith("_") && columns.contains(lower.replaceAll("^_|_value$", ""))))
                .isPresent();
    }

    Optional<Company> company(String code) {
        return Optional.ofNullable(companies.get(code.strip().toUpperCase(Locale.ROOT)));
    }

    Optional<Company> companyWithId(String id) {
        return companies.values().stream()
                .filter(company -> company.id().equals(id))
                .findFirst();
    }

    Set<String> companies() {
        return companies.keySet();
    }

    Optional<String> group(Company company, String group) {
        return Optional.ofNullable(groups.get(new Pair(company.id(), group)));
    }

    Optional<String> groupName(String id) {
        return Optional.ofNullable(groupNames.get(id));
    }

    /** The rows of a table; only for tables with exports and those that they refer to. */
    SalesTable table(ImportTable table) {
        return tables.get(table);
    }

    boolean hasTables() {
        return !metadata.properties(COMPANIES).isEmpty();
    }
}
