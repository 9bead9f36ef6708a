package io.dualwrite.tablemap;

import io.dualwrite.tablemap.MapErrors.Finding;
import io.dualwrite.tablemap.Templates.Task;
import io.dualwrite.tablemap.Templates.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the list of the Data Integrator templates. */
record TemplatesFile(Path file, YamlReader yaml, List<Finding> findings) {
    private static final String WHAT = "templates: [ { id, name, document, needs, tasks, instead } ]";
    private static final Set<String> REQUIRED = Set.of("id", "name", "document", "needs", "tasks");

    TemplatesFile(Path file, List<Finding> findings) {
        this(file, new YamlReader(file.getFileName().toString(), findings), findings);
    }

    /** The templates in their order; what does not check is added to the findings. */
    List<Template> read() {
        return yaml.root(file, WHAT).map(this::templates).orElse(List.of());
    }

    private List<Template> templates(Node root) {
        Map<String, Node> keys = yaml.mapping(root, WHAT, Set.of("templates"), Set.of());
        return keys.containsKey("templates")
                ? yaml.list(keys.get("templates"), WHAT).stream()
                        .flatMap(node -> template(node).stream())
                        .toList()
                : List.of();
    }

    private Optional<Template> template(Node node) {
        Map<String, Node> keys = yaml.mapping(node, WHAT, REQUIRED, Set.of("instead"));
        if (!keys.keySet().containsAll(REQUIRED)) {
            return Optional.empty();
        }
        return Optional.of(new Template(
                text(keys.get("id")),
                text(keys.get("name")),
                text(keys.get("document")),
                Optional.ofNullable(keys.get("instead")).map(this::text),
                yaml.texts(keys.get("needs"), "a list of ids"),
                yaml.list(keys.get("tasks"), "a list of tasks").stream()
                        .flatMap(task -> task(task).stream())
                        .toList()));
    }

    private Optional<Task> task(Node node) {
        Map<String, Node> keys = yaml.mapping(node, "{ task: ..., map: ... }", Set.of("task", "map"), Set.of());
        return !keys.keySet().containsAll(Set.of("task", "map"))
                ? Optional.empty()
                : Optional.of(new Task(text(keys.get("task")), text(keys.get("map"))));
    }

    private String text(Node node) {
        return yaml.text(node, "a text").orElse("");
    }
}
