package io.dualwrite.check;

import io.dualwrite.row.Direction;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Do flows, maps and rules fit together? Read from the files, so no flow needs to start for it. */
final class FlowsCheck {
    private final Installed installed;
    private final Consumer<Finding> found;
    private final Set<String> routes = new HashSet<>();

    FlowsCheck(Installed installed, Consumer<Finding> found) {
        this.installed = installed;
        this.found = found;
    }

    void check() {
        boolean all = true;
        for (Path file : files()) {
            try (Reader reader = Files.newBufferedReader(file)) {
                walk(new Yaml().compose(reader), installed.shown(file));
            } catch (YAMLException | IOException e) {
                all = false;
                found.accept(new Finding(
                        Code.FLOWS_UNREADABLE, Place.of(installed.shown(file), 1, ""), e.getMessage(), "YAML"));
            }
        }
        // What a file that cannot be read has is not missing for sure.
        if (all) {
            installed.maps().all().forEach(this::flows);
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(installed.folder())) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the flows in " + installed.folder(), e);
        }
    }

    private void walk(Node node, String file) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(each -> walk(each, file));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = text(entry.getKeyNode());
                if (key.equals("route")) {
                    routes.add(text(value(entry.getValueNode(), "id")));
                } else if (key.equals("process")) {
                    step(value(entry.getValueNode(), "ref"), file);
                }
                walk(entry.getValueNode(), file);
            }
        }
    }

    /** A step is a map with its direction, as {@code orders.toFinops}, or a rule. */
    private void step(Node ref, String file) {
        String name = text(ref);
        Place place = ref == null
                ? Place.of(file, 1, "")
                : Place.of(file, ref.getStartMark().getLine() + 1, "");
        if (name.endsWith(".toFinops") || name.endsWith(".toDataverse")) {
            String map = name.substring(0, name.lastIndexOf('.'));
            if (!installed.maps().names().contains(map)) {
                found.accept(new Finding(
                        Code.FLOW_WITHOUT_MAP, Place.of(file, place.line(), map), name, "a map of the folder of maps"));
            }
        } else if (!name.isEmpty() && !installed.rules().contains(name)) {
            found.accept(new Finding(
                    Code.RULE_UNKNOWN,
                    place,
                    name,
                    "one of " + String.join(", ", new java.util.TreeSet<>(installed.rules()))));
        }
    }

    private void flows(TableMap map) {
        for (Direction direction : Direction.values()) {
            String route = map.name() + "." + direction.word();
            if (map.flows(direction) && !routes.contains(route)) {
                found.accept(new Finding(
                        Code.MAP_WITHOUT_FLOW,
                        Place.of(installed.fileOf(map), 1, map.name()),
                        "no route " + route,
                        "a route for each direction in which the map flows"));
            }
        }
    }

    private static Node value(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> text(entry.getKeyNode()).equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
