package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What must hold between the parts of a map, and between the map and the schema. A finding that is meant to be so is
 * explained in the file, which then says why:
 *
 * <pre>
 * explained:
 *   - target-duplicate LineDiscountAmount: two columns of Sales hold it; the rule lineDiscount decides
 * </pre>
 */
final class MapCheck {
    private final TableMap map;
    private final Schema schema;
    private final YamlReader yaml;
    private final Node root;
    private final Set<Explanation> used = new HashSet<>();
    private final List<Explanation> explained;

    MapCheck(TableMap map, Schema schema, YamlReader yaml, Node root, List<Explanation> explained) {
        this.map = map;
        this.explained = explained;
        this.schema = schema;
        this.yaml = yaml;
        this.root = root;
    }

    /** @param mentioned the value maps that lines name */
    void check(Map<String, Node> keys, Map<String, ValueMap> values, Set<String> mentioned) {
        map.fields().forEach(this::columnsExist);
        keysAreMapped(keys);
        for (Direction direction : Direction.values()) {
            targetsAreUnique(direction);
        }
        values.values().stream()
                .filter(value -> !mentioned.contains(value.name()))
                .forEach(value -> isUnused(value, keys.get("values")));
        map.lastFields().forEach(column -> isColumn(keys.get("last"), column));
        map.identity().forEach(field -> identifies(keys.get("identity"), field));
        map.numbering().ifPresent(numbering -> numbers(keys.get("numbering"), numbering.column()));
        map.derive().forEach((key, from) -> derives(keys.get("derive"), key, from));
        explained.stream()
                .filter(one -> one.ofParser() && !used.contains(one))
                .forEach(one -> yaml.report(
                        MapFault.EXPLANATION_UNUSED,
                        one.line(),
                        "",
                        "an explanation of '" + one + "'",
                        "an explanation of something that is found"));
    }

    private boolean isExplained(MapFault fault, String field) {
        Optional<Explanation> explanation = explained.stream()
                .filter(one -> one.explains(Explanation.code(fault), field))
                .findFirst();
        explanation.ifPresent(used::add);
        return explanation.isPresent();
    }

    static String columnOf(Table table, String typed) {
        List<String> names = table.allColumns().stream().map(Column::name).toList();
        return (table.side() == Side.FINOPS ? "a field of " : "a column of ")
                + table.set()
                + Nearest.hint(typed, names);
    }

    private void columnsExist(FieldMapping field) {
        Table entity = map.finops().schema();
        field.finops()
                .filter(name ->
                        MapReading.isKnown(entity) && entity.column(name).isEmpty())
                .ifPresent(name -> yaml.report(
                        MapFault.FIELD_UNKNOWN,
                        field.line(),
                        name,
                        "unknown F&O field '" + name + "'",
                        columnOf(entity, name)));
        if (MapReading.isKnown(map.dataverse().schema())) {
            field.dataverse().ifPresent(path -> pathExists(field.line(), path));
        }
    }

    private void pathExists(int line, LookupPath path) {
        Table table = map.dataverse().schema();
        Optional<Column> column = table.column(path.root());
        if (column.isEmpty()) {
            yaml.report(
                    MapFault.FIELD_UNKNOWN,
                    line,
                    path.text(),
                    "unknown Dataverse column '" + path.root() + "'",
                    columnOf(table, path.root()));
        } else if (path.isLookup() && column.get().targets().isEmpty()) {
            yaml.report(
                    MapFault.LOOKUP_PATH,
                    line,
                    path.text(),
                    "'" + path + "', but " + path.root() + " is no lookup",
                    "a lookup column");
        } else if (path.isLookup()) {
            new PathCheck(schema)
                    .fault(table, path)
                    .ifPresent(fault -> yaml.report(
                            MapFault.LOOKUP_PATH,
                            line,
                            path.text(),
                            "'" + path + "', but " + fault.found(),
                            fault.expected()));
        }
    }

    private void isColumn(Node node, String name) {
        Table table = map.dataverse().schema();
        String root = name.split("\\.", 2)[0];
        if (MapReading.isKnown(table) && table.column(root).isEmpty()) {
            yaml.report(
                    MapFault.FIELD_UNKNOWN,
                    YamlReader.line(node),
                    name,
                    "unknown Dataverse column '" + name + "'",
                    columnOf(table, root));
        }
    }

    private void identifies(Node node, String field) {
        if (map.fieldFor(Side.FINOPS, field).flatMap(FieldMapping::dataverse).isEmpty()) {
            yaml.report(
                    MapFault.FIELD_UNKNOWN,
                    YamlReader.line(node),
                    field,
                    "'" + field + "' under identity",
                    "an F&O field that has a line in this map");
        }
    }

    private void numbers(Node node, String column) {
        List<String> key = map.dataverse().keyWithoutCompany();
        if (key.size() != 1 || !key.get(0).equalsIgnoreCase(column)) {
            yaml.report(
                    MapFault.WORD_UNKNOWN,
                    node,
                    "'" + column + "' under numbering",
                    "the one key column beside the company: " + key);
        }
    }

    private void derives(Node node, String key, String from) {
        if (map.dataverse().key().stream().noneMatch(key::equalsIgnoreCase)) {
            yaml.report(
                    MapFault.WORD_UNKNOWN,
                    node,
                    "'" + key + "' under derive",
                    "one of the key: " + map.dataverse().key());
        }
        isColumn(node, from);
    }

    private void keysAreMapped(Map<String, Node> keys) {
        for (String column : map.finops().keyWithoutCompany()) {
            pairIsKey(Side.FINOPS, column, keys.getOrDefault("finops", root));
        }
        for (String path : map.dataverse().keyWithoutCompany()) {
            pairIsKey(Side.DATAVERSE, path, keys.getOrDefault("dataverse", root));
        }
    }

    private void pairIsKey(Side side, String column, Node node) {
        TableSide other = map.side(side.other());
        boolean otherKnown = other.keyWithoutCompany().stream().allMatch(name -> isColumnOf(side.other(), name));
        if (!isColumnOf(side, column)) {
            Table table = map.side(side).schema();
            yaml.report(
                    MapFault.FIELD_UNKNOWN,
                    lineOfKey(node, column),
                    column,
                    "unknown key column '" + column + "'",
                    columnOf(table, column.split("\\.", 2)[0]));
            return;
        }
        boolean mapped = map.fields().stream()
                .filter(field ->
                        field.name(side).filter(column::equalsIgnoreCase).isPresent())
                .map(field -> field.name(side.other()).orElse(""))
                .anyMatch(name -> other.key().stream().anyMatch(name::equalsIgnoreCase));
        if (!mapped && otherKnown && !isExplained(MapFault.KEY_UNMAPPED, column)) {
            yaml.report(
                    MapFault.KEY_UNMAPPED,
                    lineOfKey(node, column),
                    column,
                    "key column '" + column + "' without a line",
                    "a line that pairs it with one of " + other.key());
        }
    }

    private boolean isColumnOf(Side side, String name) {
        Table table = map.side(side).schema();
        return !MapReading.isKnown(table)
                || table.column(name.split("\\.", 2)[0]).isPresent();
    }

    private static int lineOfKey(Node side, String column) {
        return MapLines.of(side).of("key", column);
    }

    private void targetsAreUnique(Direction direction) {
        Set<String> seen = new HashSet<>();
        for (FieldMapping field : map.fields()) {
            String name =
                    field.flows(direction) ? field.name(direction.target()).orElse(null) : null;
            if (name != null
                    && !seen.add(name.toLowerCase(Locale.ROOT))
                    && !isExplained(MapFault.TARGET_DUPLICATE, name)) {
                yaml.report(
                        MapFault.TARGET_DUPLICATE,
                        field.line(),
                        name,
                        "'" + name + "' written by a second line",
                        "one line for each target, or '- target-duplicate " + name + ": <reason>' under explained");
            }
        }
    }

    private void isUnused(ValueMap value, Node values) {
        yaml.report(
                MapFault.VALUE_MAP_UNUSED,
                MapLines.of(values).of(value.name()),
                value.name(),
                "value map '" + value.name() + "' that no line uses",
                "a line with via " + value.name());
    }
}
