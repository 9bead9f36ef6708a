package io.dualwrite.tablemap;

import io.dualwrite.tablemap.ValueMap.Unlisted;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the {@code values} of a map file; their notation is described at {@link ValueMap}. */
final class ValueMapReader {
    private static final String OTHERWISE = "otherwise";
    private static final String REVERSE = "reverse";
    private static final String WORDS = "keep, reject or default";

    private final YamlReader yaml;

    ValueMapReader(YamlReader yaml) {
        this.yaml = yaml;
    }

    Map<String, ValueMap> read(Node node) {
        Map<String, ValueMap> maps = new LinkedHashMap<>();
        yaml.mapping(node, "value maps by name").forEach((name, entries) -> maps.put(name, valueMap(name, entries)));
        return maps;
    }

    private ValueMap valueMap(String name, Node node) {
        Map<String, Node> content = yaml.mapping(node, "F&O value: Dataverse value", MapFault.VALUE_DUPLICATE);
        Map<String, List<String>> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        Set<String> folded = new HashSet<>();
        content.forEach((finops, value) -> {
            if (!finops.equals(OTHERWISE) && !finops.equals(REVERSE)) {
                entries.put(finops, dataverseValues(value));
                lines.put(finops, YamlReader.line(value));
                if (!folded.add(finops.toLowerCase(Locale.ROOT))) {
                    yaml.report(
                            MapFault.VALUE_DUPLICATE,
                            value,
                            "'" + finops + "' in another case for the second time",
                            "every value once");
                }
            }
        });
        return new ValueMap(name, unlisted(content.get(OTHERWISE)), entries, reverse(content.get(REVERSE), entries))
                .withLines(lines);
    }

    private List<String> dataverseValues(Node node) {
        if (YamlReader.isNull(node)) {
            return List.of();
        }
        String expected = "a Dataverse value, a list of them, or ~ for null";
        return node instanceof SequenceNode
                ? yaml.texts(node, expected)
                : yaml.text(node, expected).map(List::of).orElse(List.of());
    }

    private Unlisted unlisted(Node node) {
        String word = node == null ? "reject" : yaml.text(node, WORDS).orElse("reject");
        Optional<Unlisted> known = Arrays.stream(Unlisted.values())
                .filter(u -> u.word().equals(word))
                .findFirst();
        if (known.isEmpty()) {
            yaml.report(MapFault.WORD_UNKNOWN, node, "'" + word + "'", WORDS);
        }
        return known.orElse(Unlisted.REJECT);
    }

    private Map<String, String> reverse(Node node, Map<String, List<String>> entries) {
        Map<String, String> winners = new LinkedHashMap<>();
        if (node == null) {
            return winners;
        }
        yaml.mapping(node, "Dataverse value: the F&O value that wins").forEach((dataverse, value) -> {
            String finops = yaml.text(value, "an F&O value").orElse("");
            List<String> listed = entries.getOrDefault(finops, List.of(dataverse + "?"));
            if (!listed.contains(dataverse) && !(listed.isEmpty() && dataverse.isEmpty())) {
                yaml.report(
                        MapFault.WORD_UNKNOWN,
                        value,
                        "'" + dataverse + ": " + finops + "'",
                        "a pair that is listed above");
            }
            winners.put(dataverse, finops);
        });
        return winners;
    }
}
