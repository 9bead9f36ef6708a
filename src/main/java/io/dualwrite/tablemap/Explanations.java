package io.dualwrite.tablemap;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Reads {@code explained} of a map file. */
record Explanations(YamlReader yaml) {
    private static final String WHAT = "a list of '<code> <field>: <reason>'";

    List<Explanation> read(Node node) {
        List<Explanation> read = new ArrayList<>();
        if (node != null) {
            yaml.list(node, WHAT).forEach(item -> {
                yaml.mapping(item, WHAT);
                if (item instanceof MappingNode mapping) {
                    mapping.getValue().forEach(entry -> read(entry, read));
                }
            });
        }
        return List.copyOf(read);
    }

    private void read(NodeTuple entry, List<Explanation> read) {
        String finding = yaml.text(entry.getKeyNode(), WHAT).orElse("");
        String reason = yaml.text(entry.getValueNode(), "the reason, in words").orElse("");
        if (reason.isBlank()) {
            yaml.report(
                    MapFault.EXPLANATION_UNUSED,
                    entry.getKeyNode(),
                    "no reason for '" + finding + "'",
                    "the reason, in words, behind the colon");
        }
        read.add(Explanation.of(finding, YamlReader.line(entry.getKeyNode())));
    }
}
