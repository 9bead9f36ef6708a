package io.dualwrite.lint;

import io.dualwrite.tablemap.YamlSlip;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * A file of flows as it is written.
 *
 * @param slip why it is no YAML
 * @param configurations ids of the route configurations that it defines
 */
record FlowFile(Path path, Optional<YamlSlip> slip, List<FlowRoute> routes, List<String> configurations) {
    static FlowFile read(Path path) {
        try (Reader reader = Files.newBufferedReader(path)) {
            Node root = new org.yaml.snakeyaml.Yaml().compose(reader);
            return of(path, root == null ? new Yaml(Optional.empty(), 1) : Yaml.of(root));
        } catch (MarkedYAMLException e) {
            return unreadable(path, YamlSlip.of(path, e));
        } catch (YAMLException | IOException e) {
            return unreadable(path, new YamlSlip(1, String.valueOf(e.getMessage()), "a readable file of YAML"));
        }
    }

    private static FlowFile unreadable(Path path, YamlSlip slip) {
        return new FlowFile(path, Optional.of(slip), List.of(), List.of());
    }

    private static FlowFile of(Path path, Yaml root) {
        List<FlowRoute> routes = new ArrayList<>();
        List<String> configurations = new ArrayList<>();
        if (!root.items().isEmpty() || !root.present()) {
            for (Yaml item : root.items()) {
                Yaml route = item.get("route");
                if (route.present()) {
                    routes.add(FlowRoute.of(route));
                }
                configurations.add(item.get("routeConfiguration").get("id").text());
            }
            return new FlowFile(path, Optional.empty(), routes, configurations);
        }
        return unreadable(path, new YamlSlip(root.line(), "no list of routes", "- route: at the left"));
    }

    /** Every step of a kind below a node, however deep. */
    static List<Yaml> below(Yaml node, String key) {
        List<Yaml> found = new ArrayList<>();
        node.items().forEach(item -> found.addAll(below(item, key)));
        for (NodeTuple entry : node.entries().toList()) {
            Yaml value = Yaml.of(entry.getValueNode());
            if (Yaml.text(entry.getKeyNode()).equals(key)) {
                found.add(value);
            }
            found.addAll(below(value, key));
        }
        return found;
    }
}
