package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Place;
import io.dualwrite.lint.FlowLint.FlowScope;
import io.dualwrite.row.Direction;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.YamlSlip;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All flows of an installation, one by one and together. */
final class FlowsLint {
    private final Folder folder;
    private final List<FlowFile> files;
    private final List<Finding> findings = new ArrayList<>();

    FlowsLint(Folder folder) {
        this.folder = folder;
        this.files = folder.flows().stream().map(FlowFile::read).toList();
    }

    /** @param properties what stands for {@code {{...}}} in flows */
    List<Finding> check(
            Map<String, Collection<TableMap>> maps,
            Set<String> names,
            Set<String> rules,
            Map<String, String> properties) {
        Set<String> configurations = new HashSet<>();
        files.forEach(file -> configurations.addAll(file.configurations()));
        configurations.remove("");
        FlowLint flow = new FlowLint(new FlowScope(maps, names, rules, configurations, properties), findings::add);
        for (FlowFile file : files) {
            String name = folder.shown(file.path());
            file.slip().ifPresent(slip -> unreadable(name, slip));
            file.routes().forEach(route -> flow.check(route, name));
        }
        twice();
        if (allRead()) {
            unused(rules);
        }
        return findings;
    }

    /** What a file that cannot be read has is not missing for sure. */
    boolean allRead() {
        return files.stream().allMatch(file -> file.slip().isEmpty());
    }

    private void unreadable(String file, YamlSlip slip) {
        findings.add(
                new Finding(Code.FLOWS_UNREADABLE, Place.of(file, slip.line(), ""), slip.found(), slip.expected()));
    }

    private void twice() {
        Map<String, String> byId = new HashMap<>();
        Map<String, String> byFlow = new HashMap<>();
        for (FlowFile file : files) {
            for (FlowRoute route : file.routes()) {
                String here = folder.shown(file.path());
                String place = here + ":" + route.id().line();
                String id = route.id().text();
                Optional<String> flow = Optional.of(route)
                        .filter(FlowRoute::isFlow)
                        .flatMap(FlowRoute::map)
                        .map(map -> map + "." + route.direction().word());
                String first = id.isEmpty() ? null : byId.putIfAbsent(id, place);
                String same = flow.map(name -> byFlow.putIfAbsent(name, place)).orElse(null);
                if (first != null || same != null) {
                    String map = route.isFlow() ? route.map().orElse("") : "";
                    findings.add(new Finding(
                            Code.FLOW_TWICE,
                            new Place("", here, route.id().line(), map, "id"),
                            id + ", as in " + (first == null ? same : first),
                            "one flow for each map and direction, each with an id of its own"));
                }
            }
        }
    }

    private void unused(Set<String> rules) {
        Set<String> used = new HashSet<>();
        files.forEach(file -> file.routes().forEach(route -> route.process().forEach(step -> used.add(step.text()))));
        Set<String> unused = new TreeSet<>(rules);
        unused.removeAll(used);
        for (String rule : unused) {
            findings.add(new Finding(
                    Code.RULE_UNUSED,
                    new Place("", folder.shown(folder.root()), 1, "", rule),
                    "no flow with process: { ref: " + rule + " }",
                    "a flow that uses it"));
        }
    }

    /** The steps of the flow of a map in each direction that has one. */
    Map<Direction, List<String>> steps(String map) {
        Map<Direction, List<String>> steps = new LinkedHashMap<>();
        for (FlowFile file : files) {
            for (FlowRoute route : file.routes()) {
                if (route.isFlow() && route.map().filter(map::equals).isPresent()) {
                    steps.putIfAbsent(
                            route.direction(),
                            route.process().stream().map(Yaml::text).toList());
                }
            }
        }
        return steps;
    }

    /** The place of a map's flow. */
    Optional<Place> place(String map, Direction direction) {
        for (FlowFile file : files) {
            for (FlowRoute route : file.routes()) {
                if (route.isFlow()
                        && route.direction() == direction
                        && route.map().filter(map::equals).isPresent()) {
                    return Optional.of(
                            new Place("", folder.shown(file.path()), route.id().line(), map, ""));
                }
            }
        }
        return Optional.empty();
    }
}
