package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code delete} of a map file: one word for both directions, or a word for each. */
final class DeletePolicies {
    private static final String WHAT =
            DeletePolicy.WORDS + ", or one of them for each direction: { to-dataverse: keep, to-finops: delete }";

    private final YamlReader yaml;

    DeletePolicies(YamlReader yaml) {
        this.yaml = yaml;
    }

    Map<Direction, DeletePolicy> read(Node node) {
        Map<Direction, DeletePolicy> policies = DeletePolicy.standard();
        if (node instanceof MappingNode) {
            Set<String> words = Set.of(Direction.TO_DATAVERSE.word(), Direction.TO_FINOPS.word());
            yaml.mapping(node, WHAT, Set.of(), words).forEach((word, policy) -> {
                if (words.contains(word)) {
                    policies.put(Direction.of(word), policy(policy));
                }
            });
        } else if (node != null) {
            policies.putAll(DeletePolicy.both(policy(node)));
        }
        return policies;
    }

    private DeletePolicy policy(Node node) {
        try {
            return yaml.text(node, WHAT).map(DeletePolicy::of).orElse(DeletePolicy.DELETE);
        } catch (IllegalArgumentException e) {
            yaml.report(MapFault.WORD_UNKNOWN, node, e.getMessage() + " under delete", WHAT);
            return DeletePolicy.DELETE;
        }
    }

    /** Not every table has a field that says that a row is not in use any more. */
    void check(TableMap map, Node node) {
        for (Direction direction : Direction.values()) {
            if (node != null
                    && map.flows(direction)
                    && map.onDelete(direction) == DeletePolicy.DEACTIVATE
                    && Inactive.of(map.side(direction.target()).schema()).isEmpty()) {
                yaml.report(
                        node,
                        "deactivate " + direction.word() + ", but " + map.table(direction.target())
                                + " has no state or hold by which a row is deactivated",
                        "delete or keep for " + direction.word());
            }
        }
    }
}
