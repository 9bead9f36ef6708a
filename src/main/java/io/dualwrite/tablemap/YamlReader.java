package io.dualwrite.tablemap;

import io.dualwrite.tablemap.MapErrors.Finding;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Walks the nodes of a YAML file, so that every finding knows its line. Values stay the text that was typed. What is
 * wrong is reported to the list of findings, and left out of what is returned.
 */
public final class YamlReader {
    private static final int MOST_CHARACTERS = 3 << 20;
    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 50;
    private static final int LONGEST_TEXT = 20_000;
    private static final String WITHIN_BOUNDS = "YAML of printable characters, at most " + MOST_CHARACTERS
            + " of them, at most " + DEEPEST + " levels deep, with at most " + MOST_ALIASES + " aliases of lists";

    /** A file of nothing but faults has a million of them; nobody reads so many. */
    private static final int MOST_FINDINGS = 1000;

    private final String file;
    private final List<Finding> findings;

    /** @param file as findings are to name it */
    public YamlReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** The root of a file; nothing if it is empty or cannot be read, which is reported. */
    public Optional<Node> root(Path path, String what) {
        try (Reader reader = Files.newBufferedReader(path)) {
            Node node = new Yaml(bounds()).compose(reader);
            if (node == null) {
                report(MapFault.MAP_UNREADABLE, 1, "", "an empty file", what);
            }
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            YamlSlip slip = YamlSlip.of(path, e);
            report(MapFault.MAP_UNREADABLE, slip.line(), "", slip.found(), slip.expected());
        } catch (YAMLException e) {
            // One of the bounds, or a character that YAML does not know; the parser does not say where.
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            report(MapFault.MAP_UNREADABLE, 1, "", problem, WITHIN_BOUNDS);
        } catch (IOException e) {
            report(
                    MapFault.MAP_UNREADABLE,
                    1,
                    "",
                    "a file that cannot be read (" + e + ")",
                    "a readable file in UTF-8");
        }
        return Optional.empty();
    }

    private static LoaderOptions bounds() {
        LoaderOptions bounds = new LoaderOptions();
        bounds.setCodePointLimit(MOST_CHARACTERS);
        bounds.setNestingDepthLimit(DEEPEST);
        bounds.setMaxAliasesForCollections(MOST_ALIASES);
        return bounds;
    }

    public void report(Node node, String found, String expected) {
        report(line(node), found, expected);
    }

    public void report(int line, String found, String expected) {
        report(MapFault.MAP_MALFORMED, line, "", found, expected);
    }

    void report(MapFault fault, Node node, String found, String expected) {
        report(fault, line(node), "", found, expected);
    }

    /** @param field that it is about, if it is about one; else empty */
    void report(MapFault fault, int line, String field, String found, String expected) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(file, line, fault, field, found, expected));
        }
    }

    public static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** The entries of a mapping by key; anything else is reported. */
    public Map<String, Node> mapping(Node node, String what) {
        return mapping(node, what, MapFault.YAML_KEY_TWICE);
    }

    /** @param duplicate what a key is called that stands twice */
    Map<String, Node> mapping(Node node, String what, MapFault duplicate) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            report(node, describe(node), what);
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = text(tuple.getKeyNode(), "a key").orElse("");
            if (entries.put(key, tuple.getValueNode()) != null) {
                report(duplicate, line(tuple.getKeyNode()), key, "'" + key + "' for the second time", "every key once");
            }
        }
        return entries;
    }

    /** The same, where only some keys are allowed. */
    public Map<String, Node> mapping(Node node, String what, Set<String> required, Set<String> optional) {
        Map<String, Node> entries = mapping(node, what);
        Set<String> allowed = new LinkedHashSet<>(required);
        allowed.addAll(optional);
        Map<String, Integer> lines = linesOfKeys(node);
        entries.forEach((key, value) -> {
            if (!allowed.contains(key)) {
                report(
                        MapFault.YAML_KEY_UNKNOWN,
                        lines.getOrDefault(key, line(node)),
                        key,
                        "unknown key '" + key + "'",
                        "one of " + String.join(", ", allowed) + Nearest.hint(key, allowed));
            }
        });
        required.stream()
                .filter(key -> !entries.containsKey(key) && node instanceof MappingNode)
                .forEach(key -> report(MapFault.MAP_INCOMPLETE, line(node), key, "no '" + key + "'", what));
        return entries;
    }

    private static Map<String, Integer> linesOfKeys(Node node) {
        Map<String, Integer> lines = new HashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar) {
                    lines.putIfAbsent(scalar.getValue(), line(scalar));
                }
            }
        }
        return lines;
    }

    public List<Node> list(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        report(node, describe(node), what);
        return List.of();
    }

    public List<String> texts(Node node, String what) {
        return list(node, what).stream()
                .flatMap(item -> text(item, what).stream())
                .toList();
    }

    /** The text as typed; YAML's own reading of {@code no}, {@code 1.0} or dates does not matter here. */
    public Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar && scalar.getValue().length() <= LONGEST_TEXT) {
            return Optional.of(scalar.getValue());
        }
        report(node, describe(node), what);
        return Optional.empty();
    }

    public static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_TEXT ? "'" + text + "'" : "a text of more than " + LONGEST_TEXT + " characters";
    }

    private static String describe(Node node) {
        return switch (node.getNodeId()) {
            case mapping -> "a mapping";
            case sequence -> "a list";
            default -> shown(((ScalarNode) node).getValue());
        };
    }
}
