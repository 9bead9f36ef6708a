package io.dualwrite.tablemap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in its file each key and each item of a list stands. */
public final class MapLines {
    private static final int DEEPEST = 4;
    private static final int LONGEST = 200;

    /** Aliases may make few lines many nodes. */
    private static final int MOST = 50_000;

    private final Map<List<String>, Integer> lines = new HashMap<>();

    MapLines() {}

    static MapLines of(Node root) {
        MapLines lines = new MapLines();
        lines.walk(List.of(), root, 0);
        return lines;
    }

    /** Deep nesting is refused when the file is read; aliases would repeat what is known. */
    private void walk(List<String> path, Node node, int depth) {
        lines.putIfAbsent(path, YamlReader.line(node));
        if (depth > DEEPEST || lines.size() > MOST) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                List<String> inner = below(path, tuple.getKeyNode());
                lines.putIfAbsent(inner, YamlReader.line(tuple.getKeyNode()));
                walk(inner, tuple.getValueNode(), depth + 1);
            }
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> walk(below(path, item), item, depth + 1));
        }
    }

    private static List<String> below(List<String> path, Node name) {
        boolean named = name instanceof ScalarNode scalar && scalar.getValue().length() <= LONGEST;
        String text = named ? ((ScalarNode) name).getValue() : "";
        String[] longer = Arrays.copyOf(path.toArray(String[]::new), path.size() + 1);
        longer[path.size()] = text.toLowerCase(Locale.ROOT);
        return List.of(longer);
    }

    /** The line of what is at the path, as {@code values}, {@code country}, {@code us}; or of what it would stand in. */
    public int of(String... path) {
        List<String> folded =
                Arrays.stream(path).map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (int length = folded.size(); length > 0; length--) {
            Integer line = lines.get(folded.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return lines.getOrDefault(List.of(), 1);
    }
}
