package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.tablemap.ConflictPolicy.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code conflicts} of a map file: one word, or {@code newest} with its tolerance and what counts otherwise. */
final class ConflictPolicies {
    private static final String NEWEST = "{ policy: newest, tolerance: 2s, otherwise: hold }";
    private static final String WHAT = ConflictPolicy.WORDS + "; newest as " + NEWEST;
    private static final String TIME = "a time such as 500ms, 2s or 5m";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private final YamlReader yaml;

    ConflictPolicies(YamlReader yaml) {
        this.yaml = yaml;
    }

    ConflictPolicy read(Node node) {
        if (node == null) {
            return ConflictPolicy.standard();
        }
        if (node instanceof MappingNode) {
            return detailed(yaml.mapping(node, WHAT, Set.of("policy"), Set.of("tolerance", "otherwise")), node);
        }
        Kind kind = kind(node);
        if (kind == Kind.NEWEST) {
            yaml.report(node, "newest without tolerance and otherwise", NEWEST);
        }
        return ConflictPolicy.of(kind);
    }

    private ConflictPolicy detailed(Map<String, Node> keys, Node node) {
        if (!keys.containsKey("policy")) {
            return ConflictPolicy.standard();
        }
        Kind kind = kind(keys.get("policy"));
        boolean more = keys.containsKey("tolerance") && keys.containsKey("otherwise");
        if (kind != Kind.NEWEST) {
            if (keys.size() > 1) {
                yaml.report(node, "more than the policy " + kind.word(), "that word alone: conflicts: " + kind.word());
            }
            return ConflictPolicy.of(kind);
        }
        if (!more) {
            yaml.report(node, "newest without tolerance or otherwise", NEWEST);
            return ConflictPolicy.standard();
        }
        Kind otherwise = kind(keys.get("otherwise"));
        if (otherwise == Kind.NEWEST) {
            yaml.report(keys.get("otherwise"), "newest", "finops-wins, dataverse-wins or hold");
        }
        return new ConflictPolicy(kind, tolerance(keys.get("tolerance")), otherwise);
    }

    private Kind kind(Node node) {
        Optional<String> word = yaml.text(node, WHAT);
        try {
            return word.map(Kind::of).orElse(Kind.FINOPS_WINS);
        } catch (IllegalArgumentException e) {
            yaml.report(MapFault.WORD_UNKNOWN, node, e.getMessage() + " under conflicts", WHAT);
            return Kind.FINOPS_WINS;
        }
    }

    private Duration tolerance(Node node) {
        String text = yaml.text(node, TIME).orElse("0s");
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            yaml.report(MapFault.WORD_UNKNOWN, node, "'" + text + "'", TIME);
            return Duration.ZERO;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** Where a map flows one way, that side owns its rows. */
    void check(TableMap map, Node node) {
        if (node != null && !(map.flows(Direction.TO_DATAVERSE) && map.flows(Direction.TO_FINOPS))) {
            yaml.report(
                    node, "conflicts in a map that flows one way", "no conflicts: the side it flows from owns the row");
        }
    }
}
