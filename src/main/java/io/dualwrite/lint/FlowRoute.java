package io.dualwrite.lint;

import io.dualwrite.row.Direction;
import java.util.List;
import java.util.Optional;

/**
 * A route of a file of flows.
 *
 * @param process the names of its steps, with their lines
 * @param to where it delivers
 */
record FlowRoute(Yaml node, Yaml id, Endpoint from, List<Yaml> process, List<Endpoint> to) {
    /** @param name of the table behind the scheme */
    record Endpoint(Yaml uri, String scheme, String name, Yaml parameters) {
        static Endpoint of(Yaml node) {
            Yaml uri = node.get("uri").present() ? node.get("uri") : node;
            String[] parts = uri.text().split(":", 2);
            String name =
                    parts.length == 1 ? "" : parts[1].replaceFirst("^//", "").replaceFirst("\\?.*$", "");
            return new Endpoint(uri, parts[0], name, node.get("parameters"));
        }

        boolean ofSide() {
            return scheme.equals("finops") || scheme.equals("dataverse");
        }
    }

    static FlowRoute of(Yaml route) {
        List<Yaml> names = FlowFile.below(route, "process").stream()
                .map(step -> step.get("ref"))
                .filter(Yaml::present)
                .toList();
        Yaml steps = route.get("from").get("steps");
        return new FlowRoute(
                route,
                route.get("id"),
                Endpoint.of(route.get("from")),
                names,
                FlowFile.below(steps, "to").stream().map(Endpoint::of).toList());
    }

    /** Does it take the rows of a map from one side? Others are the integrator's own business. */
    boolean isFlow() {
        return from.ofSide();
    }

    /** The direction by the side it takes rows from. */
    Direction direction() {
        return from.scheme().equals("finops") ? Direction.TO_DATAVERSE : Direction.TO_FINOPS;
    }

    /** What its id, or its option map, says; nothing if neither names one. */
    Optional<String> map() {
        String option = from.parameters().get("map").text();
        if (!option.isEmpty()) {
            return Optional.of(option);
        }
        for (String separator : List.of(".", "-")) {
            String end = separator + direction().word();
            if (id.text().endsWith(end) && id.text().length() > end.length()) {
                return Optional.of(id.text().substring(0, id.text().length() - end.length()));
            }
        }
        return Optional.empty();
    }
}
