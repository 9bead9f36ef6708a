package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.MapErrors.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
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
    private List<Explanation> explanations = List.of();
    private Set<String> mentioned = Set.of();

    MapFile(Path path, Schema schema, List<Finding> findings) {
        this.path = path;
        this.schema = schema;
        this.findings = findings;
        this.yaml = new YamlReader(path.getFileName().toString(), findings);
    }

    /** The map; nothing if it does not check, the findings are added then. */
    Optional<TableMap> read() {
        int before = findings.size();
        Optional<TableMap> map = reading().map();
        return findings.size() == before ? map : Optional.empty();
    }

    /** What can be read of it, and everything that is wrong with it. */
    MapReading reading() {
        Optional<Node> root = yaml.root(path, MAP);
        Optional<TableMap> map = root.flatMap(this::map);
        MapLines lines = root.map(MapLines::of).orElseGet(MapLines::new);
        return new MapReading(path, map, List.copyOf(findings), explanations, lines);
    }

    private Optional<TableMap> map(Node root) {
        Map<String, Node> keys = yaml.mapping(root, MAP, REQUIRED, OPTIONAL);
        if (!(root instanceof MappingNode)) {
            return Optional.empty();
        }
        Cds cds = cds(root, keys);
        TableSide finops = side(Side.FINOPS, keys);
        TableSide dataverse = side(Side.DATAVERSE, keys);
        Map<String, ValueMap> values =
                keys.containsKey("values") ? new ValueMapReader(yaml).read(keys.get("values")) : Map.of();
        List<FieldMapping> fields = fields(keys.get("fields"), values);
        DeletePolicies policies = new DeletePolicies(yaml);
        ConflictPolicies conflicts = new ConflictPolicies(yaml);
        TableMap map = TableMap.of(
                name(keys.get("map")),
                optional(keys, "version", node -> yaml.text(node, "a version: 1.0.0.0"))
                        .orElse(""),
                finops,
                dataverse,
                direction(keys.get("direction")),
                new FieldNames(finops.schema()).spelled(fields),
                texts(keys, "last", "a list of columns"),
                derive(keys.get("derive")),
                texts(keys, "identity", "a list of F&O fields"),
                numbering(keys.get("numbering")),
                optional(keys, "instead", node -> yaml.text(node, "the name of a map")),
                policies.read(keys.get("delete")),
                conflicts.read(keys.get("conflicts")),
                cds);
        policies.check(map, keys.get("delete"));
        conflicts.check(map, keys.get("conflicts"));
        explanations = new Explanations(yaml).read(keys.get("explained"));
        new MapCheck(map, schema, yaml, root, explanations).check(keys, values, mentioned);
        return Optional.of(map);
    }

    private static Optional<String> optional(
            Map<String, Node> keys, String key, Function<Node, Optional<String>> reader) {
        return Optional.ofNullable(keys.get(key)).flatMap(reader);
    }

    private List<String> texts(Map<String, Node> keys, String key, String what) {
        return keys.containsKey(key) ? yaml.texts(keys.get(key), what) : List.of();
    }

    private List<FieldMapping> fields(Node node, Map<String, ValueMap> values) {
        FieldLine line = new FieldLine(yaml, values);
        List<FieldMapping> fields = node == null
                ? List.of()
                : yaml.list(node, "a list of lines: " + FieldLine.GRAMMAR).stream()
                        .flatMap(item -> line.read(item).stream())
                        .toList();
        mentioned = line.mentioned();
        return fields;
    }

    private String name(Node node) {
        String file = path.getFileName().toString().replace(SUFFIX, "");
        if (node == null) {
            return file;
        }
        String name = yaml.text(node, "the map's name").orElse("");
        if (!name.equals(file)) {
            boolean taken = name.matches("[\\w-]+") && Files.exists(path.resolveSibling(name + SUFFIX));
            yaml.report(
                    MapFault.MAP_NAME,
                    node,
                    "'" + name + "'" + (taken ? ", which is the name of " + name + SUFFIX : ""),
                    "the file's own name: " + file);
        }
        return name;
    }

    /** Which two of the three systems the map joins; a finding, if that cannot be. */
    private Cds cds(Node root, Map<String, Node> keys) {
        boolean finops = keys.containsKey(FINOPS);
        boolean dataverse = keys.containsKey(DATAVERSE);
        boolean middle = keys.containsKey(CDS);
        boolean through = keys.containsKey(THROUGH);
        if (finops && dataverse && !middle && !through) {
            return new Cds.None();
        }
        if (dataverse && middle && !finops && !through) {
            return new Cds.FirstLeg();
        }
        if (finops && middle && !dataverse && through) {
            return new Cds.SecondLeg(
                    yaml.text(keys.get(THROUGH), "the name of the first leg").orElse(""));
        }
        yaml.report(
                MapFault.MAP_INCOMPLETE,
                root,
                "the keys " + String.join(", ", keys.keySet()),
                "finops and dataverse; or, for a way through CDS, dataverse and cds in the first leg, finops, cds and"
                        + " through in the second");
        return new Cds.None();
    }

    /** An entity of CDS stands in the place of the side that the map does not name. */
    private TableSide side(Side side, Map<String, Node> ofMap) {
        boolean middle = !ofMap.containsKey(side.word());
        Node node = ofMap.getOrDefault(side.word(), ofMap.get(CDS));
        String word = side == Side.FINOPS || middle ? "entity" : "table";
        String what = "{ " + word + ": ..., key: [...], filter: ... }";
        if (node == null) {
            return new TableSide(side, unknown(side, ""), List.of(), Optional.empty());
        }
        Map<String, Node> keys = yaml.mapping(node, what, ordered(word, "key"), Set.of("filter"));
        List<String> key = texts(keys, "key", "a list of key columns");
        if (!keys.containsKey(word)) {
            return new TableSide(side, unknown(side, ""), key, Optional.empty());
        }
        String name = yaml.text(keys.get(word), what).orElse("");
        Optional<Table> table = middle ? Schema.cds(side, name) : schema.table(side, name);
        if (table.isEmpty()) {
            List<String> names =
                    schema.tables(side).stream().map(Table::set).sorted().toList();
            yaml.report(
                    MapFault.TABLE_UNKNOWN,
                    YamlReader.line(keys.get(word)),
                    name,
                    "unknown " + word + " '" + name + "'",
                    "one that the schema knows" + Nearest.hint(name, names));
        }
        Table found = table.orElseGet(() -> unknown(side, name));
        return new TableSide(side, found, key, filter(side, found, keys.get("filter")));
    }

    /** In the place of a table that the schema does not have, so that the rest of the map is checked all the same. */
    private static Table unknown(Side side, String name) {
        return new Table(side, name, name, name, "", "", List.of(), "", Map.of());
    }

    private Optional<RowFilter> filter(Side side, Table table, Node node) {
        if (node == null) {
            return Optional.empty();
        }
        String text = yaml.text(node, "a filter").orElse("");
        try {
            RowFilter filter = RowFilter.parse(text, side, table);
            filter.fields().stream()
                    .filter(field ->
                            MapReading.isKnown(table) && table.column(field).isEmpty())
                    .sorted()
                    .forEach(field -> yaml.report(
                            MapFault.FIELD_UNKNOWN,
                            YamlReader.line(node),
                            field,
                            "unknown '" + field + "' in the filter",
                            MapCheck.columnOf(table, field)));
            return Optional.of(filter);
        } catch (IllegalArgumentException e) {
            yaml.report(MapFault.FILTER_UNREADABLE, node, "the filter '" + text + "'", e.getMessage());
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
            yaml.report(MapFault.DIRECTION_UNKNOWN, node, e.getMessage(), expected);
            return Optional.empty();
        }
    }

    private Optional<Numbering> numbering(Node node) {
        if (node == null) {
            return Optional.empty();
        }
        String what =
                "{ column: ..., prefix: ... }, and finops: with the format of F&O's sequence if it is to be compared";
        Map<String, Node> keys = yaml.mapping(node, what, ordered("column", "prefix"), Set.of(FINOPS));
        if (!keys.keySet().containsAll(Set.of("column", "prefix"))) {
            return Optional.empty();
        }
        String prefix = yaml.text(keys.get("prefix"), "a prefix").orElse("");
        if (!prefix.matches("[A-Z][A-Z0-9]{0,6}")) {
            yaml.report(
                    MapFault.WORD_UNKNOWN,
                    keys.get("prefix"),
                    "'" + prefix + "'",
                    "one to seven capital letters and digits: ACC");
        }
        Optional<String> format = optional(keys, FINOPS, text -> yaml.text(text, "a format: CU######"));
        return yaml.text(keys.get("column"), "a key column").map(column -> new Numbering(column, prefix, format));
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
