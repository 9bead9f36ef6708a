package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What must hold between the parts of a map, and between the map and the schema. A finding that is meant to be so is
 * explained in the file, which then says why:
 *
 * <pre>
 * explained:
 *   - duplicate LineDiscountAmount: two columns of Sales hold it; the rule lineDiscount decides
 * </pre>
 */
final class MapCheck {
    private final TableMap map;
    private final Schema schema;
    private final YamlReader yaml;
    private final Node root;
    private final Set<String> used = new HashSet<>();
    private Map<String, Node> explained = Map.of();

    MapCheck(TableMap map, Schema schema, YamlReader yaml, Node root) {
        this.map = map;
        this.schema = schema;
        this.yaml = yaml;
        this.root = root;
    }

    void check(Map<String, Node> keys, Map<String, ValueMap> values) {
        explained = explained(keys.get("explained"));
        map.fields().forEach(this::columnsExist);
        keysAreMapped(keys);
        for (Direction direction : Direction.values()) {
            targetsAreUnique(direction);
        }
        values.values().forEach(value -> isUsed(value, keys.get("values")));
        map.lastFields().forEach(column -> isColumn(keys.get("last"), column));
        map.identity().forEach(field -> identifies(keys.get("identity"), field));
        map.numbering().ifPresent(numbering -> numbers(keys.get("numbering"), numbering.column()));
        map.derive().forEach((key, from) -> derives(keys.get("derive"), key, from));
        explained.forEach((finding, node) -> {
            if (!used.contains(finding)) {
                yaml.report(node, "an explanation of '" + finding + "'", "an explanation of something that is found");
            }
        });
    }

    private Map<String, Node> explained(Node node) {
        Map<String, Node> reasons = new LinkedHashMap<>();
        if (node != null) {
            String what = "a list of '<duplicate or key> <field>: <reason>'";
            yaml.list(node, what).forEach(item -> yaml.mapping(item, what)
                    .forEach((finding, reason) -> reasons.put(finding.toLowerCase(Locale.ROOT), reason)));
        }
        return reasons;
    }

    private boolean isExplained(String finding) {
        String folded = finding.toLowerCase(Locale.ROOT);
        used.add(folded);
        return explained.containsKey(folded);
    }

    private void columnsExist(FieldMapping field) {
        field.finops()
                .filter(name -> map.finops().schema().column(name).isEmpty())
                .ifPresent(name -> yaml.report(
                        field.line(), "unknown F&O field '" + name + "'", "a field of " + map.table(Side.FINOPS)));
        field.dataverse().ifPresent(path -> {
            Table table = map.dataverse().schema();
            Optional<Column> root = table.column(path.root());
            if (root.isEmpty()) {
                yaml.report(
                        field.line(), "unknown Dataverse column '" + path.root() + "'", "a column of " + table.set());
            } else if (path.isLookup() && root.get().targets().isEmpty()) {
                yaml.report(field.line(), "'" + path + "', but " + path.root() + " is no lookup", "a lookup column");
            } else if (path.isLookup()
                    && targetsKnown(root.get())
                    && path.end(table, schema).isEmpty()) {
                yaml.report(field.line(), "'" + path + "'", "a path to a column that the schema knows");
            }
        });
    }

    private void isColumn(Node node, String name) {
        Table table = map.dataverse().schema();
        if (table.column(name.split("\\.", 2)[0]).isEmpty()) {
            yaml.report(node, "unknown Dataverse column '" + name + "'", "a column of " + table.set());
        }
    }

    private void identifies(Node node, String field) {
        if (map.fieldFor(Side.FINOPS, field).flatMap(FieldMapping::dataverse).isEmpty()) {
            yaml.report(node, "'" + field + "' under identity", "an F&O field that has a line in this map");
        }
    }

    private void numbers(Node node, String column) {
        List<String> key = map.dataverse().keyWithoutCompany();
        if (key.size() != 1 || !key.get(0).equalsIgnoreCase(column)) {
            yaml.report(node, "'" + column + "' under numbering", "the one key column beside the company: " + key);
        }
    }

    private void derives(Node node, String key, String from) {
        if (map.dataverse().key().stream().noneMatch(key::equalsIgnoreCase)) {
            yaml.report(
                    node,
                    "'" + key + "' under derive",
                    "one of the key: " + map.dataverse().key());
        }
        isColumn(node, from);
    }

    private boolean targetsKnown(Column lookup) {
        return lookup.targets().stream()
                .allMatch(target -> schema.table(Side.DATAVERSE, target).isPresent());
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
        boolean mapped = map.fields().stream()
                .filter(field ->
                        field.name(side).filter(column::equalsIgnoreCase).isPresent())
                .map(field -> field.name(side.other()).orElse(""))
                .anyMatch(name -> other.key().stream().anyMatch(name::equalsIgnoreCase));
        if (!mapped && !isExplained("key " + column)) {
            yaml.report(
                    node,
                    "key column '" + column + "' without a line",
                    "a line that pairs it with one of " + other.key());
        }
    }

    private void targetsAreUnique(Direction direction) {
        Set<String> seen = new HashSet<>();
        for (FieldMapping field : map.fields()) {
            String name =
                    field.flows(direction) ? field.name(direction.target()).orElse(null) : null;
            if (name != null && !seen.add(name.toLowerCase(Locale.ROOT)) && !isExplained("duplicate " + name)) {
                yaml.report(
                        field.line(),
                        "'" + name + "' written by a second line",
                        "one line for each target, or '- duplicate " + name + ": <reason>' under explained");
            }
        }
    }

    private void isUsed(ValueMap value, Node valuesNode) {
        List<ValueMap> inUse =
                map.fields().stream().flatMap(field -> field.values().stream()).toList();
        if (inUse.stream().noneMatch(other -> Objects.equals(other.name(), value.name()))) {
            Node node = valuesNode instanceof MappingNode
                    ? yaml.mapping(valuesNode, "value maps").get(value.name())
                    : root;
            yaml.report(node, "value map '" + value.name() + "' that no line uses", "a line with via " + value.name());
        }
    }
}
