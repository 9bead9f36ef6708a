package io.dualwrite.tablemap;

import io.dualwrite.tablemap.MapErrors.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The templates of Data Integrator that run, and the documented order of their tasks. A task is a table map.
 *
 * <pre>
 * templates:
 *   - id: contacts
 *     name: Contacts (Sales to Fin and Ops) - Direct
 *     document: contacts
 *     needs: [accounts]
 *     tasks: [ { task: Contacts, map: contacts-direct } ]
 * </pre>
 */
public final class Templates {
    private static final String ALL = "all";
    private static final String SETTING = "data-integrator.templates";

    private final List<Template> running;
    private final Map<String, Template> all;

    /**
     * @param name as Microsoft publishes it
     * @param instead the template whose work this one does another way; the two never run together
     * @param needs ids of the templates whose rows must be there first
     */
    public record Template(
            String id, String name, String document, Optional<String> instead, List<String> needs, List<Task> tasks) {}

    /** @param map the table map that does it */
    public record Task(String name, String map) {}

    private Templates(List<Template> running, Map<String, Template> all) {
        this.running = running;
        this.all = all;
    }

    /**
     * @param chosen ids, or {@code all}: every template but those that stand in for another one
     * @throws MapErrors if the file does not check, an id is unknown, or two chosen templates exclude each other
     */
    public static Templates load(Path file, List<String> chosen) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Template> all = new LinkedHashMap<>();
        new TemplatesFile(file, findings).read().forEach(template -> all.put(template.id(), template));
        if (findings.isEmpty()) {
            check(all, chosen, findings);
        }
        if (!findings.isEmpty()) {
            throw new MapErrors(findings);
        }
        return new Templates(
                all.values().stream()
                        .filter(template -> chosen.contains(template.id())
                                || (chosen.contains(ALL) && template.instead().isEmpty()))
                        .toList(),
                all);
    }

    private static void check(Map<String, Template> all, List<String> chosen, List<Finding> findings) {
        Set<String> ids = new TreeSet<>(all.keySet());
        for (String id : chosen) {
            Optional<String> instead = Optional.ofNullable(all.get(id)).flatMap(Template::instead);
            if (!id.equals(ALL) && !ids.contains(id)) {
                findings.add(new Finding(SETTING, 1, "'" + id + "'", "all, or some of " + String.join(", ", ids)));
            }
            instead.filter(other -> chosen.contains(other) || chosen.contains(ALL))
                    .ifPresent(other -> findings.add(new Finding(
                            SETTING,
                            1,
                            id + " and " + other,
                            "one of them: both write the same " + all.get(id).document())));
        }
    }

    public List<Template> running() {
        return running;
    }

    /**
     * The maps of the running templates.
     *
     * @throws MapErrors if one of them is not there
     */
    public Set<String> maps(TableMaps maps) {
        Set<String> names = new LinkedHashSet<>();
        List<Finding> findings = new ArrayList<>();
        for (Template template : running) {
            for (Task task : template.tasks()) {
                names.add(task.map());
                if (maps.named(task.map()).isEmpty()) {
                    findings.add(new Finding(
                            "templates.yaml", 1, task.name() + ": " + task.map(), "a map of data-integrator/maps"));
                }
            }
        }
        if (!findings.isEmpty()) {
            throw new MapErrors(findings);
        }
        return names;
    }

    /** The maps whose rows go before those of this one: earlier tasks of its template, and what the template needs. */
    public Set<String> before(String map) {
        Set<String> before = new LinkedHashSet<>();
        for (Template template : running) {
            List<String> maps = template.tasks().stream().map(Task::map).toList();
            if (maps.contains(map)) {
                before.addAll(maps.subList(0, maps.indexOf(map)));
                template.needs().forEach(id -> before.addAll(mapsOf(id, new TreeSet<>())));
            }
        }
        before.remove(map);
        return before;
    }

    private Set<String> mapsOf(String id, Set<String> seen) {
        Set<String> maps = new LinkedHashSet<>();
        for (Template template : running) {
            boolean serves = template.id().equals(id)
                    || template.instead().filter(id::equals).isPresent();
            if (serves && seen.add(template.id())) {
                template.tasks().forEach(task -> maps.add(task.map()));
                template.needs().forEach(other -> maps.addAll(mapsOf(other, seen)));
            }
        }
        return maps;
    }

    /** A sentence for every template that runs without one that it needs. */
    public List<String> missingPredecessors() {
        List<String> sentences = new ArrayList<>();
        for (Template template : running) {
            for (String id : template.needs()) {
                if (mapsOf(id, new TreeSet<>()).isEmpty()) {
                    sentences.add("the template '" + template.name() + "' (" + template.id()
                            + ") runs without its predecessor '" + all.get(id).name() + "' (" + id
                            + "): rows that need one of its rows wait until somebody else brings it");
                }
            }
        }
        return sentences;
    }
}
