package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.Optional;

/** Whose row it is: both sides must say it, or neither. */
final class CompanyLint implements MapLint {
    private static final String CODE = ".cdm_companycode";
    private final Schema schema;
    private final boolean inSales;

    /** @param inSales does Sales know companies? With the older solution it does not */
    CompanyLint(Schema schema, boolean inSales) {
        this.schema = schema;
        this.inSales = inSales;
    }

    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        Table finops = map.finops().schema();
        Table dataverse = map.dataverse().schema();
        if (!MapReading.isKnown(finops) || !MapReading.isKnown(dataverse)) {
            return;
        }
        boolean inFinops = finops.companyStriped();
        boolean inDataverse =
                dataverse.companyStriped() || map.dataverse().companyField().isPresent();
        if (inFinops != inDataverse && inSales) {
            Side side = inFinops ? Side.FINOPS : Side.DATAVERSE;
            found.add(
                    Code.COMPANY_MISMATCH,
                    reading.lines().of(side.word(), "key"),
                    map.table(side),
                    "rows of companies in " + map.table(side) + ", and of all companies in " + map.table(side.other()),
                    "companies on both sides, or on neither");
            return;
        }
        if (!inFinops && map.finops().companyField().isPresent()) {
            found.add(
                    Code.COMPANY_MISMATCH,
                    reading.lines().of(Side.FINOPS.word(), "key"),
                    finops.set(),
                    map.finops().companyField().get() + " in the key of " + finops.set()
                            + ", whose rows are of all companies",
                    "a key without company");
        }
        if (inFinops && map.finops().companyField().isEmpty()) {
            missing(Side.FINOPS, finops.set(), "dataAreaId", reading, found);
        }
        if (inFinops && inDataverse && !saysCompany(map, dataverse)) {
            missing(Side.DATAVERSE, dataverse.set(), expected(map, dataverse), reading, found);
        }
    }

    private static void missing(Side side, String table, String expected, MapReading reading, Findings found) {
        found.add(
                Code.COMPANY_FIELD_MISSING,
                reading.lines().of(side.word(), "key"),
                table,
                "a key of " + table + " without its company",
                expected + " in the key");
    }

    /** Of the table itself, or of the row that the key points to: a line is in its header's company. */
    private boolean saysCompany(TableMap map, Table table) {
        return map.dataverse()
                .companyField()
                .filter(path -> isCompany(table, path))
                .isPresent();
    }

    private boolean isCompany(Table table, String path) {
        LookupPath company = LookupPath.of(path);
        Table at = table;
        for (int i = 0; i < company.steps().size() - 1; i++) {
            String step = i == 0 ? company.root() : company.steps().get(i - 1);
            Optional<Table> next = at.column(step)
                    .filter(column -> column.targets().size() == 1)
                    .flatMap(column ->
                            schema.table(Side.DATAVERSE, column.targets().get(0)));
            if (next.isEmpty()) {
                return true; // it leads to a table that the schema does not have
            }
            at = next.get();
        }
        int last = company.steps().size() - 2;
        String column = last < 0 ? company.root() : company.steps().get(last);
        return column.equalsIgnoreCase(at.companyColumn());
    }

    private static String expected(TableMap map, Table table) {
        String own = table.companyColumn() + CODE;
        return map.dataverse().keyWithoutCompany().stream()
                .filter(path -> path.contains(".") && table.companyColumn().isEmpty())
                .map(path -> path.split("\\.", 2)[0] + ".<company column>" + CODE)
                .findFirst()
                .orElse(own);
    }
}
