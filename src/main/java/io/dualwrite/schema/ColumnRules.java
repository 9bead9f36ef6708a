package io.dualwrite.schema;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is known of columns beside their types: which a system fills itself. Kept in {@code schema/column-rules.csv}. */
public final class ColumnRules {
    private static final Set<ColumnType> OF_THEIR_OWN = Set.of(
            ColumnType.GUID,
            ColumnType.BOOLEAN,
            ColumnType.PICKLIST,
            ColumnType.STATE,
            ColumnType.STATUS,
            ColumnType.MONEY,
            ColumnType.INTEGER);

    private static final ColumnRules SHIPPED = new ColumnRules(SchemaFiles.records("schema/column-rules.csv").stream()
            .map(line -> new Rule(line.get("side") + " " + line.get("set"), line.get("column"), line.get("rule")))
            .toList());

    private final List<Rule> readOnly;
    private final List<Rule> filled;

    /** @param place side and set; the set may be a star, the column may begin with one */
    private record Rule(String place, String column, String rule) {
        boolean holds(Table table, String name) {
            boolean there = place.equals(table.side().word() + " *")
                    || place.equals(table.side().word() + " " + table.set());
            boolean named = column.startsWith("*") ? name.endsWith(column.substring(1)) : column.equalsIgnoreCase(name);
            return there && named;
        }
    }

    private ColumnRules(List<Rule> rules) {
        var byRule = rules.stream().collect(Collectors.groupingBy(Rule::rule));
        readOnly = byRule.getOrDefault("read-only", List.of());
        filled = byRule.getOrDefault("filled", List.of());
    }

    public static ColumnRules shipped() {
        return SHIPPED;
    }

    /** Does the system itself fill the column, so that nobody may write it? */
    public boolean readOnly(Table table, Column column) {
        return readOnly.stream().anyMatch(rule -> rule.holds(table, column.name()));
    }

    /** The columns that whoever creates a row must fill: nobody else does. */
    public List<Column> mandatory(Table table) {
        Predicate<Column> isFilled = column -> filled.stream().anyMatch(rule -> rule.holds(table, column.name()));
        return table.allColumns().stream()
                .filter(Column::required)
                .filter(column -> !OF_THEIR_OWN.contains(column.type()))
                .filter(isFilled.negate())
                .toList();
    }
}
