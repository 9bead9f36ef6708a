package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Place;
import io.dualwrite.lint.FlowRoute.Endpoint;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.Nearest;
import io.dualwrite.tablemap.TableMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One flow: do its id, its endpoints, its map and its rules belong together? */
final class FlowLint {
    private static final Set<String> OF_ROUTES =
            Set.of("id", "description", "routeConfigurationId", "autoStartup", "startupOrder", "from");

    private static final Pattern STEP = Pattern.compile("(.+)\\.(toFinops|toDataverse)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}]*)}}");

    private final FlowScope scope;
    private final Consumer<Finding> found;

    /**
     * What a flow may name.
     *
     * @param maps by name; several of one name where sets differ
     * @param names of all map files, also of those that cannot be read
     * @param properties what stands for {@code {{...}}}
     */
    record FlowScope(
            Map<String, Collection<TableMap>> maps,
            Set<String> names,
            Set<String> rules,
            Set<String> configurations,
            Map<String, String> properties) {}

    FlowLint(FlowScope scope, Consumer<Finding> found) {
        this.scope = scope;
        this.found = found;
    }

    void check(FlowRoute route, String file) {
        new InFile(route, file, route.isFlow() ? route.map().orElse("") : "").check();
    }

    private final class InFile {
        private final FlowRoute route;
        private final String file;
        private final String map;

        InFile(FlowRoute route, String file, String map) {
            this.route = route;
            this.file = file;
            this.map = map;
        }

        private void add(Code code, int line, String field, String what, String expected) {
            found.accept(new Finding(code, new Place("", file, line, map, field), what, expected));
        }

        void check() {
            String configuration = route.node().get("routeConfigurationId").text();
            if (!configuration.isEmpty() && !scope.configurations().contains(configuration)) {
                add(
                        Code.FLOW_OPTION,
                        route.node().get("routeConfigurationId").line(),
                        "routeConfigurationId",
                        "'" + configuration + "'",
                        "one of " + String.join(", ", new TreeSet<>(scope.configurations()))
                                + Nearest.hint(configuration, scope.configurations()));
            }
            for (Yaml step : route.process()) {
                step(step);
            }
            if (route.isFlow()) {
                flow();
            } else if (looksLikeFlow()) {
                notFromASide();
            }
        }

        private void notFromASide() {
            String uri = route.from().uri().text();
            if (uri.isEmpty()) {
                withoutFrom();
                return;
            }
            add(
                    Code.FLOW_OPTION,
                    route.from().uri().line(),
                    "uri",
                    "'" + uri + "'",
                    "finops:<entity set> or dataverse:<table set>"
                            + Nearest.hint(route.from().scheme(), List.of("finops", "dataverse")));
        }

        /** The key that stands in the place of from, if there is one. */
        private void withoutFrom() {
            Optional<Yaml> other = route.node()
                    .entries()
                    .map(entry -> Yaml.of(entry.getKeyNode()))
                    .filter(key -> !OF_ROUTES.contains(key.text()))
                    .findFirst();
            add(
                    Code.FLOW_REFUSED,
                    other.map(Yaml::line).orElse(route.node().line()),
                    "from",
                    other.map(key -> "'" + key.text() + "'").orElse("a route without from"),
                    "from: with a uri and steps");
        }

        /** It runs a map or delivers to one of the systems, so it should take its rows from the other one. */
        private boolean looksLikeFlow() {
            return route.process().stream()
                    .anyMatch(step -> STEP.matcher(step.text()).matches());
        }

        private void step(Yaml step) {
            Matcher named = STEP.matcher(step.text());
            if (!named.matches()) {
                rule(step);
            } else if (!scope.names().contains(named.group(1))) {
                add(
                        Code.FLOW_WITHOUT_MAP,
                        step.line(),
                        "",
                        step.text(),
                        "a map of the folder of maps" + Nearest.hint(named.group(1), scope.names()));
            } else if (route.isFlow()) {
                boolean there = named.group(2).equals("toDataverse");
                boolean right = there == (route.direction() == Direction.TO_DATAVERSE);
                if (!right) {
                    add(
                            Code.FLOW_DIRECTION,
                            step.line(),
                            "",
                            step.text() + " in a flow from " + route.from().scheme(),
                            named.group(1) + (there ? ".toFinops" : ".toDataverse"));
                }
            }
        }

        private void rule(Yaml step) {
            if (!step.text().isEmpty() && !scope.rules().contains(step.text())) {
                Set<String> known = new TreeSet<>(scope.rules());
                add(
                        Code.RULE_UNKNOWN,
                        step.line(),
                        "",
                        step.text(),
                        "one of " + String.join(", ", known) + Nearest.hint(step.text(), known));
            }
        }

        private void flow() {
            Direction direction = route.direction();
            options(route.from());
            route.to().stream().filter(Endpoint::ofSide).forEach(this::options);
            if (map.isEmpty()) {
                name(direction);
            } else if (!scope.names().contains(map)) {
                add(
                        Code.FLOW_WITHOUT_MAP,
                        route.id().line(),
                        "",
                        "the flow " + route.id().text() + " of a map " + map,
                        "a map of the folder of maps" + Nearest.hint(map, scope.names()));
            } else {
                step(direction);
                table(route.from(), direction.source());
            }
            deliver(direction);
        }

        private void name(Direction direction) {
            Direction other = Direction.from(direction.target());
            boolean reversed = route.id().text().endsWith(other.word());
            add(
                    reversed ? Code.FLOW_DIRECTION : Code.FLOW_NAME,
                    route.id().line(),
                    "id",
                    route.id().text().isEmpty()
                            ? "a route without id"
                            : "'" + route.id().text() + "'",
                    "<map>." + direction.word() + ": it takes rows from "
                            + direction.source().word());
        }

        private void step(Direction direction) {
            String wanted = direction == Direction.TO_DATAVERSE ? ".toDataverse" : ".toFinops";
            List<String> steps = route.process().stream().map(Yaml::text).toList();
            boolean known =
                    steps.stream().anyMatch(step -> STEP.matcher(step).matches() && !step.startsWith(map + "."));
            if (steps.stream().noneMatch(step -> step.startsWith(map + ".to")) && !known) {
                add(
                        Code.FLOW_STEP_MISSING,
                        route.from().uri().line(),
                        "",
                        "no step of the map " + map,
                        "process: { ref: " + map + wanted + " }");
            } else if (!steps.contains(map + wanted) && known) {
                Yaml other = route.process().stream()
                        .filter(step -> STEP.matcher(step.text()).matches())
                        .findFirst()
                        .orElseThrow();
                add(
                        Code.FLOW_STEP_MISSING,
                        other.line(),
                        "",
                        other.text() + " alone in the flow of the map " + map,
                        map + wanted);
            }
        }

        private void table(Endpoint endpoint, Side side) {
            Collection<TableMap> maps = scope.maps().getOrDefault(map, List.of());
            List<String> tables =
                    maps.stream().map(known -> known.table(side)).distinct().toList();
            if (!tables.isEmpty() && !tables.contains(endpoint.name())) {
                add(
                        Code.FLOW_TABLE,
                        endpoint.uri().line(),
                        "uri",
                        endpoint.scheme() + ":" + endpoint.name(),
                        endpoint.scheme() + ":" + String.join(" or ", tables) + ", as the map " + map + " has it");
            }
        }

        private void deliver(Direction direction) {
            String wanted = direction.target().word();
            Optional<Endpoint> delivery =
                    route.to().stream().filter(to -> to.scheme().equals(wanted)).findFirst();
            Optional<Endpoint> wrong = route.to().stream()
                    .filter(to -> to.scheme().equals(direction.source().word()))
                    .findFirst();
            if (delivery.isPresent()) {
                table(delivery.get(), direction.target());
            } else if (wrong.isPresent()) {
                add(
                        Code.FLOW_DIRECTION,
                        wrong.get().uri().line(),
                        "uri",
                        "from " + direction.source().word() + " to "
                                + wrong.get().uri().text(),
                        wanted + ":<table>");
            } else {
                add(
                        Code.FLOW_STEP_MISSING,
                        route.from().uri().line(),
                        "to",
                        "no delivery to " + wanted,
                        "to: { uri: " + wanted + ":<table> } as the last step");
            }
        }

        private void options(Endpoint endpoint) {
            EndpointOptions options = new EndpointOptions(endpoint.scheme());
            endpoint.parameters().entries().forEach(entry -> {
                String name = Yaml.text(entry.getKeyNode());
                option(
                        options,
                        name,
                        Yaml.of(entry.getValueNode()),
                        Yaml.of(entry.getKeyNode()).line());
            });
            String[] query = endpoint.uri().text().split("\\?", 2);
            if (query.length == 2) {
                for (String pair : query[1].split("&")) {
                    String[] parts = pair.split("=", 2);
                    option(
                            options,
                            parts[0],
                            parts.length == 1 ? "" : parts[1],
                            endpoint.uri().line());
                }
            }
        }

        private void option(EndpointOptions options, String name, Yaml value, int line) {
            option(options, name, value.text(), line);
        }

        private void option(EndpointOptions options, String name, String written, int line) {
            if (!options.has(name)) {
                add(
                        Code.FLOW_OPTION,
                        line,
                        name,
                        "the option '" + name + "'",
                        "one of " + String.join(", ", options.names()) + Nearest.hint(name, options.names()));
                return;
            }
            Optional<String> value = filledIn(name, written, line);
            value.flatMap(text -> options.misfit(name, text))
                    .ifPresent(expected -> add(Code.FLOW_OPTION, line, name, name + ": " + value.get(), expected));
        }

        private Optional<String> filledIn(String name, String written, int line) {
            Matcher placeholder = PLACEHOLDER.matcher(written);
            if (!placeholder.find()) {
                return Optional.of(written);
            }
            String setting = placeholder.group(1).strip();
            String value = scope.properties().get(setting);
            if (value == null && !setting.contains(":")) {
                add(
                        Code.FLOW_OPTION,
                        line,
                        name,
                        "the setting {{" + setting + "}}",
                        "a setting of application.properties"
                                + Nearest.hint(setting, scope.properties().keySet()));
            }
            return Optional.ofNullable(value);
        }
    }
}
