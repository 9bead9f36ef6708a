package io.dualwrite.lint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A place in a file of flows: a node, or that there is none. */
record Yaml(Optional<Node> node, int line) {
    static Yaml of(Node node) {
        return new Yaml(Optional.of(node), node.getStartMark().getLine() + 1);
    }

    /** What stands under the key; if nothing does, the line is this one's. */
    Yaml get(String key) {
        return entries()
                .filter(entry -> text(entry.getKeyNode()).equals(key))
                .map(entry -> of(entry.getValueNode()))
                .findFirst()
                .orElse(new Yaml(Optional.empty(), line));
    }

    Stream<NodeTuple> entries() {
        return node.filter(MappingNode.class::isInstance).stream()
                .flatMap(mapping -> ((MappingNode) mapping).getValue().stream());
    }

    List<Yaml> items() {
        return node.filter(SequenceNode.class::isInstance).stream()
                .flatMap(list -> ((SequenceNode) list).getValue().stream())
                .map(Yaml::of)
                .toList();
    }

    boolean present() {
        return node.isPresent();
    }

    /** Empty if it is no text. */
    String text() {
        return node.map(Yaml::text).orElse("");
    }

    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
