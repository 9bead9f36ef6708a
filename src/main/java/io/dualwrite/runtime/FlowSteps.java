package io.dualwrite.runtime;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The steps that flows name, read from their files: what a command needs of a flow that it does not run. */
final class FlowSteps {
    private final Map<String, List<String>> byRoute = new HashMap<>();

    /**
     * @param folder of the flows
     * @throws IllegalStateException naming a file that is not YAML
     */
    FlowSteps(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the flows in " + folder, e);
        }
    }

    /** In their order; none if there is no such flow. */
    List<String> of(String route) {
        return byRoute.getOrDefault(route, List.of());
    }

    private void read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (content instanceof List<?> items) {
                items.forEach(this::route);
            }
        } catch (IOException | YAMLException e) {
            throw new IllegalStateException(
                    file + " is no file of flows; mend it where this says: " + e.getMessage(), e);
        }
    }

    private void route(Object item) {
        if (item instanceof Map<?, ?> entry && entry.get("route") instanceof Map<?, ?> route) {
            List<String> steps = new ArrayList<>();
            collect(route, steps);
            byRoute.put(String.valueOf(route.get("id")), steps);
        }
    }

    private static void collect(Object node, List<String> steps) {
        if (node instanceof List<?> items) {
            items.forEach(item -> collect(item, steps));
        } else if (node instanceof Map<?, ?> entries) {
            entries.forEach((name, value) -> {
                if (name.equals("process") && value instanceof Map<?, ?> process) {
                    steps.add(String.valueOf(process.get("ref")));
                } else {
                    collect(value, steps);
                }
            });
        }
    }
}
