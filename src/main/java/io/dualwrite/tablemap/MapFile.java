package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.MapErrors.Finding;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one map file and checks it against the schema. */
final class MapFile {
    static final String SUFFIX = ".map.yaml";
    private static final String MAP = "a table map: map, version, finops, dataverse, fields";
    private static final String FINOPS = "finops";
    private static final String DATAVERSE = "dataverse";
    private static final String CDS = "cds";
    private static final String THROUGH = "through";

    private static final Set<String> REQUIRED = ordered("map", "version", "fields");
    private static final Set<String> OPTIONAL = ordered(
            FINOPS,
            DATAVERSE,
            CDS,
            THROUGH,
            "direction",
            "last",
            "derive",
            "identity",
            "numbering",
            "instead",
            "delete",
            "conflicts",
            "values",
            "explained");

    private final Path path;
    private final Schema schema;
    private final List<Finding> findings;
    private final YamlReader yaml;

    MapFile(Path path, Schema schema, List<Finding> findings) {
        this.path = path;
        this.schema = schema;
        this.findings = findings;
        this.yaml = new YamlReader(path.getFileName().toString(), findings);
    }

    /** The map; nothing if it does not check, the findings are added then. */
    Optional<TableMap> read() {
        int before = findings.size();
        Optional<TableMap> map = yaml.root(path, MAP).flatMap(this::map);
        return findings.size() == before ? map : Optional.empty();
    }

    private Optional<TableMap> map(Node root) {
        Map<String, Node> keys = yaml.mapping(root, MAP, REQUIRED, OPTIONAL);
        Optional<Cds> cds = cds(root, keys);
        if (!keys.keySet().containsAll(REQUIRED) || cds.isEmpty()) {
            return Optional.empty();
        }
        Optional<TableSide> finops = side(Side.FINOPS, keys);
        Optional<TableSide> dataverse = side(Side.DATAVERSE, keys);
        Map<String, ValueMap> values =
                keys.containsKey("values") ? new ValueMapReader(yaml).read(keys.get("values")) : Map.of();
        List<FieldMapping> fields = fields(keys.get("fields"), values);
        if (finops.isEmpty() || dataverse.isEmpty()) {
            return Optional.empty();
        }
        DeletePolicies policies = new DeletePolicies(yaml);
        ConflictPolicies conflicts = new ConflictPolicies(yaml);
        TableMap map = TableMap.of(
                name(keys.get("map")),
                yaml.text(keys.get("version"), "a version: 1.0.0.0").orElse(""),
                finops.get(),
                dataverse.get(),
                direction(keys.get("direction")),
                new FieldNames(finops.get().schema()).spelled(fields),
                keys.containsKey("last") ? yaml.texts(keys.get("last"), "a list of columns") : List.of(),
                derive(keys.get("derive")),
                keys.containsKey("identity") ? yaml.texts(keys.get("identity"), "a list of F&O fields") : List.of(),
                numbering(keys.get("numbering")),
                keys.containsKey("instead") ? yaml.text(keys.get("instead"), "the name of a map") : Optional.empty(),
                policies.read(keys.get("delete")),
                conflicts.read(keys.get("conflicts")),
                cds.get());
        policies.check(map, keys.get("delete"));
        conflicts.check(map, keys.get("conflicts"));
        new MapCheck(map, schema, yaml, root).check(keys, values);
        return Optional.of(map);
    }

    private List<FieldMapping> fields(Node node, Map<String, ValueMap> values) {
        FieldLine line = new FieldLine(yaml, values);
        return yaml.list(node, "a list of lines: " + FieldLine.GRAMMAR).stream()
                .flatMap(item -> line.read(item).stream())
                .toList();
    }

    private String name(Node node) {
        String name = yaml.text(node, "the map's name").orElse("");
        String file = path.getFileName().toString().replace(SUFFIX, "");
        if (!name.equals(file)) {
            yaml.report(node, "'" + name + "'", "the file's own name: " + file);
        }
        return name;
    }

    /** Which two of the three systems the map joins; nothing, and a finding, if that cannot be. */
    private Optional<Cds> cds(Node root, Map<String, Node> keys) {
        boolean finops = keys.containsKey(FINOPS);
        boolean dataverse = keys.containsKey(DATAVERSE);
        boolean middle = keys.containsKey(CDS);
        boolean through = keys.containsKey(THROUGH);
        if (finops && dataverse && !middle && !through) {
            return Optional.of(new Cds.None());
        }
        if (dataverse && middle && !finops && !through) {
            return Optional.of(new Cds.FirstLeg());
        }
        if (finops && middle && !dataverse && through) {
            return yaml.text(keys.get(THROUGH), "the name of the first leg").map(Cds.SecondLeg::new);
        }
        yaml.report(
                root,
                "the keys " + String.join(", ", keys.keySet()),
                "finops and dataverse; or, for a way through CDS, dataverse and cds in the first leg, finops, cds and"
                        + " through in the second");
        return Optional.empty();
    }

    /** An entity of CDS stands in the place of the side that the map does not name. */
    private Optional<TableSide> side(Side side, Map<String, Node> ofMap) {
        boolean middle = !ofMap.containsKey(side.word());
        Node node = ofMap.getOrDefault(side.word(), ofMap.get(CDS));
        String word = side == Side.FINOPS || middle ? "entity" : "table";
        String what = "{ " + word + ": ..., key: [...], filter: ... }";
        Map<String, Node> keys = yaml.mapping(node, what, ordered(word, "key"), Set.of("filter"));
        if (!keys.containsKey(word) || !keys.containsKey("key")) {
            return Optional.empty();
        }
        String name = yaml.text(keys.get(word), what).orElse("");
        Optional<Table> table = middle ? Schema.cds(side, name) : schema.table(side, name);
        if (table.isEmpty()) {
            yaml.report(keys.get(word), "unknown " + word + " '" + name + "'", "one that the schema knows");
        }
        List<String> key = yaml.texts(keys.get("key"), "a list of key columns");
        return table.map(known -> new TableSide(side, known, key, filter(side, known, keys.get("filter"))));
    }

    private Optional<RowFilter> filter(Side side, Table table, Node node) {
        if (node == null) {
            return Optional.empty();
        }
        String text = yaml.text(node, "a filter").orElse("");
        try {
            RowFilter filter = RowFilter.parse(text, side, table);
            filter.fields().stream()
                    .filter(field -> table.column(field).isEmpty())
                    .forEach(field ->
                            yaml.report(node, "unknown '" + field + "' in the filter", "a column of " + table.set()));
            return Optional.of(filter);
        } catch (IllegalArgumentException e) {
            yaml.report(node, "the filter '" + text + "'", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Direction> direction(Node node) {
        if (node == null) {
            return Optional.empty();
        }
        String expected = "to-dataverse or to-finops";
        try {
            return yaml.text(node, expected).map(Direction::of);
        } catch (IllegalArgumentException e) {
            yaml.report(node, e.getMessage(), expected);
            return Optional.empty();
        }
    }

    private Optional<Numbering> numbering(Node node) {
        if (node == null) {
            return Optional.empty();
        }
        String what = "{ column: ..., prefix: ... }";
        Map<String, Node> keys = yaml.mapping(node, what, ordered("column", "prefix"), Set.of());
        if (!keys.keySet().containsAll(Set.of("column", "prefix"))) {
            return Optional.empty();
        }
        String prefix = yaml.text(keys.get("prefix"), "a prefix").orElse("");
        if (!prefix.matches("[A-Z][A-Z0-9]{0,6}")) {
            yaml.report(keys.get("prefix"), "'" + prefix + "'", "one to seven capital letters and digits: ACC");
        }
        return yaml.text(keys.get("column"), "a key column").map(column -> new Numbering(column, prefix));
    }

    private Map<String, String> derive(Node node) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (node != null) {
            yaml.mapping(node, "key column: the column that fills it where it is blank")
                    .forEach((key, from) ->
                            pairs.put(key, yaml.text(from, "a column").orElse("")));
        }
        return Collections.unmodifiableMap(pairs);
    }

    private static Set<String> ordered(String... words) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(words)));
    }
}
