package io.dualwrite.delivery;

import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.LookupPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads lookups out of a row: which row of which table a lookup column is to point to. */
final class LookupPaths {
    private final Schema schema;
    private final MapFacts facts;

    LookupPaths(Schema schema, MapFacts facts) {
        this.schema = schema;
        this.facts = facts;
    }

    /** The column a path starts with. */
    static String column(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The paths of a row that start with a lookup column, by that column. */
    static Map<String, List<String>> byColumn(Row row, Table table) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String path : row.names()) {
            String column = column(path);
            boolean lookup = table.column(column)
                    .map(Column::type)
                    .filter(ColumnType.LOOKUP::equals)
                    .isPresent();
            if (lookup || column.length() < path.length()) {
                columns.computeIfAbsent(column, c -> new ArrayList<>()).add(path);
            }
        }
        return columns;
    }

    /**
     * The rows that a lookup column may point to, the first that exists wins; none if the row's values are blank.
     *
     * @param company of the row that has the lookup
     */
    List<LookupTarget> targets(Table table, String column, List<String> paths, Row row, Optional<String> company) {
        if (paths.stream().anyMatch(row::isBlank)) {
            return List.of();
        }
        List<String> pointsTo = table.column(column).map(Column::targets).orElse(List.of());
        Map<String, Map<String, String>> keysByTable = new LinkedHashMap<>();
        for (String text : paths) {
            LookupPath path = LookupPath.of(text);
            String value = row.text(text).orElseThrow();
            if (path.isPolymorphic()) {
                path.branches().forEach(branch -> keys(keysByTable, branch.table())
                        .put(MapFacts.fold(branch.column()), value));
            } else if (!pointsTo.isEmpty()) {
                keys(keysByTable, pointsTo.get(0)).put(MapFacts.fold(String.join(".", path.steps())), value);
            }
        }
        List<LookupTarget> targets = new ArrayList<>();
        keysByTable.forEach((name, keys) -> schema.table(Side.DATAVERSE, name)
                .ifPresent(target -> targets.add(target(target, pointsTo.size() > 1, keys, company))));
        return targets;
    }

    private static Map<String, String> keys(Map<String, Map<String, String>> keysByTable, String table) {
        return keysByTable.computeIfAbsent(table, name -> new LinkedHashMap<>());
    }

    private LookupTarget target(Table table, boolean choice, Map<String, String> keys, Optional<String> company) {
        String companyPath = MapFacts.fold(table.companyColumn() + ".cdm_companycode");
        Optional<String> own = Optional.ofNullable(keys.remove(companyPath)).or(() -> company);
        Optional<String> striped = table.companyStriped() ? own : Optional.empty();
        RowRef ref = facts.ref(table, keys, striped.or(() -> facts.keyedByCompany(table) ? own : Optional.empty()));
        return new LookupTarget(table, choice ? table.name() : "", keys, striped, ref);
    }

    /** The row's company as a lookup target. */
    Optional<LookupTarget> company(Table table, String company) {
        return table.column(table.companyColumn())
                .flatMap(column -> column.targets().stream().findFirst())
                .flatMap(name -> schema.table(Side.DATAVERSE, name))
                .map(companies -> target(
                        companies, false, new LinkedHashMap<>(Map.of("cdm_companycode", company)), Optional.empty()));
    }
}
