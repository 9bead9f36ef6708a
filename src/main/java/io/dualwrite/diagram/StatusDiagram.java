package io.dualwrite.diagram;

import io.dualwrite.rule.OrderStatusStep;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * State and status of an order in Sales, by its processing status in F&O. States from which the same steps lead to the
 * same states share one diamond.
 */
public final class StatusDiagram {
    private final List<OrderStatusStep> steps;
    private final Table orders;
    private final Mermaid mermaid = new Mermaid("stateDiagram-v2");

    private StatusDiagram(List<OrderStatusStep> steps, Table orders) {
        this.steps = steps;
        this.orders = orders;
    }

    /** @param orders the table of orders in Sales, which has the words for the numbers */
    public static String of(List<OrderStatusStep> steps, Table orders) {
        return new StatusDiagram(steps, orders).drawn();
    }

    private String drawn() {
        Map<Integer, Integer> states = new TreeMap<>();
        steps.forEach(step -> states.put(step.status(), step.state()));
        states.forEach(
                (status, state) -> mermaid.line("state " + Mermaid.label(name(state, status)) + " as " + id(status)));
        int choices = 0;
        for (Map.Entry<Map<Integer, Integer>, Set<String>> group : groups().entrySet()) {
            if (group.getValue().size() == 1) {
                leave(group.getValue().iterator().next(), group.getKey());
            } else {
                String choice = "choice" + ++choices;
                mermaid.line("state " + choice + " <<choice>>");
                group.getValue().forEach(from -> mermaid.line(from + " --> " + choice));
                leave(choice, group.getKey());
            }
        }
        return mermaid.toString();
    }

    /** Processing status to the status that follows, and the states from which it is so. */
    private Map<Map<Integer, Integer>, Set<String>> groups() {
        Map<Optional<Integer>, Map<Integer, Integer>> next = new LinkedHashMap<>();
        steps.forEach(
                step -> next.computeIfAbsent(step.now(), now -> new TreeMap<>()).put(step.processing(), step.status()));
        Map<Map<Integer, Integer>, Set<String>> groups = new LinkedHashMap<>();
        next.forEach((now, following) -> groups.computeIfAbsent(following, same -> new LinkedHashSet<>())
                .add(now.map(StatusDiagram::id).orElse("[*]")));
        return groups;
    }

    /** One arrow for each state that follows, with all that leads there; none to itself. */
    private void leave(String from, Map<Integer, Integer> following) {
        Map<Integer, Set<Integer>> by = new TreeMap<>();
        following.forEach((processing, status) ->
                by.computeIfAbsent(status, same -> new LinkedHashSet<>()).add(processing));
        by.forEach((status, processing) -> {
            if (!id(status).equals(from)) {
                mermaid.line(from + " --> " + id(status) + " : "
                        + processing.stream()
                                .map(number -> label("msdyn_processingstatus", number))
                                .collect(Collectors.joining(", ")));
            }
        });
    }

    private static String id(int status) {
        return "s" + status;
    }

    private String name(int state, int status) {
        String stateName = label("statecode", state);
        String statusName = label("statuscode", status);
        return stateName.equals(statusName) ? stateName : stateName + ", " + statusName;
    }

    /** Without what ends a label in Mermaid. */
    private String label(String column, int number) {
        return orders.column(column)
                .map(Column::options)
                .map(options -> options.get(String.valueOf(number)))
                .orElse(String.valueOf(number))
                .replaceFirst("\\s*\\[state \\d+]$", "")
                .replaceAll("[:;#\"]", " ");
    }
}
