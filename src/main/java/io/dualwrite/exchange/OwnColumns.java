package io.dualwrite.exchange;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.LookupPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fields of an export that the schema does not have: columns of the customer's own. Their type follows from the field on
 * the other side, from the value map, or from the name; each line says from which.
 */
final class OwnColumns {
    private final Schema schema;
    private final Table finops;
    private final Table dataverse;
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, String> tables = new LinkedHashMap<>();

    private record Type(ColumnType type, String options, String source) {}

    OwnColumns(Schema schema, Table finops, Table dataverse) {
        this.schema = schema;
        this.finops = finops;
        this.dataverse = dataverse;
    }

    List<String> lines() {
        return new ArrayList<>(lines.values());
    }

    List<String> tables() {
        return new ArrayList<>(tables.values());
    }

    /** @param values of the line, F&O value to Dataverse value; empty if it has no value map */
    void see(Optional<String> finopsField, Optional<LookupPath> path, Map<String, Optional<String>> values) {
        Optional<Column> known = finopsField.flatMap(finops::column);
        Optional<Column> end = path.flatMap(found -> found.end(dataverse, schema));
        boolean lookup = path.filter(LookupPath::isLookup).isPresent();
        if (finopsField.isPresent() && known.isEmpty()) {
            Type type = lookup
                    ? new Type(ColumnType.TEXT, "", "a key of another row")
                    : inFinops(end, values, finopsField.get());
            add(finops, finopsField.get(), type, "");
        }
        if (path.isPresent() && dataverse.column(path.get().root()).isEmpty()) {
            if (lookup) {
                lookup(path.get());
            } else {
                add(
                        dataverse,
                        path.get().root(),
                        inDataverse(known, values, path.get().root()),
                        "");
            }
        }
    }

    private void add(Table table, String column, Type type, String targets) {
        String scale = type.type() == ColumnType.DECIMAL && table.side() == Side.DATAVERSE ? "5" : "";
        lines.putIfAbsent(
                table.set() + " " + column.toLowerCase(Locale.ROOT),
                String.join(
                        ",",
                        table.side().word(),
                        table.set(),
                        column,
                        type.type().name(),
                        "",
                        scale,
                        "false",
                        targets,
                        csv(type.options()),
                        csv("import: " + type.source())));
    }

    private static String csv(String text) {
        return text.matches("[^\",\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** A lookup of the customer's own: to a table of that name, which may be his own as well. */
    private void lookup(LookupPath path) {
        List<String> targets = new ArrayList<>();
        if (path.isPolymorphic()) {
            path.branches().forEach(branch -> targets.add(target(branch.table(), branch.column())));
        } else {
            String name = path.root().replaceFirst("(?<=\\w)id$", "");
            targets.add(target(name, path.steps().get(0)));
        }
        add(dataverse, path.root(), new Type(ColumnType.LOOKUP, "", "the path " + path), String.join(";", targets));
    }

    private String target(String name, String key) {
        Optional<Table> known = schema.table(Side.DATAVERSE, name);
        if (known.isPresent()) {
            return known.get().name();
        }
        String logical = name.toLowerCase(Locale.ROOT);
        String set = logical + "s";
        tables.putIfAbsent(set, String.join(",", "dataverse", set, logical, logical, logical + "id", key, key, ""));
        Table own = new Table(Side.DATAVERSE, set, logical, logical, logical + "id", key, List.of(key), "", Map.of());
        add(own, logical + "id", new Type(ColumnType.GUID, "", "primary key"), "");
        add(own, key, new Type(ColumnType.TEXT, "", "key of a lookup"), "");
        return logical;
    }

    private static Type inFinops(Optional<Column> other, Map<String, Optional<String>> values, String name) {
        if (!values.isEmpty()) {
            return new Type(ColumnType.ENUM, options(List.copyOf(values.keySet())), "value map");
        }
        return other.map(column -> new Type(opposite(column.type()), noYes(column), "counterpart " + column.name()))
                .orElseGet(() -> byName(name, Side.FINOPS));
    }

    private static String options(List<String> symbols) {
        List<String> options = new ArrayList<>();
        for (String symbol : symbols) {
            if (!symbol.isBlank() && !symbol.matches(".*[;=].*")) {
                options.add(symbol + "=" + options.size());
            }
        }
        return String.join(";", options);
    }

    private static String noYes(Column column) {
        return column.type() == ColumnType.BOOLEAN ? "No=0;Yes=1" : "";
    }

    private static ColumnType opposite(ColumnType inDataverse) {
        return switch (inDataverse) {
            case BOOLEAN, PICKLIST, STATE, STATUS -> ColumnType.ENUM;
            case MONEY, DECIMAL, DOUBLE -> ColumnType.DECIMAL;
            case DATE, DATE_TIME -> ColumnType.DATE_TIME;
            case INTEGER, BIG_INTEGER -> inDataverse;
            default -> ColumnType.TEXT;
        };
    }

    private static Type inDataverse(Optional<Column> other, Map<String, Optional<String>> values, String name) {
        List<String> written =
                values.values().stream().flatMap(Optional::stream).distinct().toList();
        if (!written.isEmpty() && written.stream().allMatch(value -> value.matches("(?i)true|false"))) {
            return new Type(ColumnType.BOOLEAN, "", "value map");
        }
        if (!written.isEmpty() && written.stream().allMatch(value -> value.matches("-?\\d{1,10}"))) {
            return new Type(ColumnType.PICKLIST, picklist(values), "value map");
        }
        if (!values.isEmpty()) {
            return new Type(ColumnType.TEXT, "", "value map");
        }
        return other.map(column -> new Type(shown(column), "", "counterpart " + column.name()))
                .orElseGet(() -> byName(name, Side.DATAVERSE));
    }

    private static String picklist(Map<String, Optional<String>> values) {
        Map<String, String> labels = new LinkedHashMap<>();
        values.forEach((symbol, value) ->
                value.ifPresent(number -> labels.putIfAbsent(number, symbol.replaceAll("[;=]", " "))));
        return labels.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(";"));
    }

    private static ColumnType shown(Column column) {
        return switch (column.type()) {
            case ENUM ->
                column.options().keySet().equals(java.util.Set.of("No", "Yes")) ? ColumnType.BOOLEAN : ColumnType.TEXT;
            case DECIMAL, INTEGER, BIG_INTEGER, DATE_TIME -> column.type();
            default -> ColumnType.TEXT;
        };
    }

    private static Type byName(String name, Side side) {
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("^[a-z]{2,8}_", "");
        if (lower.matches(".*(date|datetime|time)(from|to|until)?$")) {
            return new Type(ColumnType.DATE_TIME, "", "name (date)");
        }
        if (lower.matches(".*(amount|price|quantity|percent|percentage|rate|weight|volume|limit)$")) {
            return new Type(ColumnType.DECIMAL, "", "name (amount or quantity)");
        }
        if (lower.matches("(is|are|has|will)[a-z]{3,}.*")) {
            return side == Side.FINOPS
                    ? new Type(ColumnType.ENUM, "No=0;Yes=1", "name (is, are, has, will)")
                    : new Type(ColumnType.BOOLEAN, "", "name (is, are, has, will)");
        }
        return new Type(ColumnType.TEXT, "", "text, nothing else known");
    }
}
