package io.dualwrite.diagram;

import io.dualwrite.tablemap.MapOrder;
import io.dualwrite.tablemap.MapOrder.Need;
import io.dualwrite.tablemap.TableMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order between maps. An arrow leads from a map to one whose rows name its rows: thick from a header to its lines,
 * dotted where the reference may come later. Arrows that others imply are left out.
 */
public final class OrderDiagram {
    private static final String MAP = "m";

    private final List<TableMap> order;
    private final Map<TableMap, Map<TableMap, Need>> needs = new LinkedHashMap<>();
    private final Mermaid mermaid = new Mermaid("flowchart LR");

    private OrderDiagram(MapOrder maps) {
        this.order = maps.maps();
        maps.needs().stream().filter(need -> !need.itself()).forEach(need -> needs.computeIfAbsent(
                        need.map(), map -> new LinkedHashMap<>())
                .merge(need.needed(), need, OrderDiagram::stronger));
    }

    public static String of(MapOrder maps) {
        return new OrderDiagram(maps).drawn();
    }

    private static Need stronger(Need one, Need other) {
        return strength(other) > strength(one) ? other : one;
    }

    private static int strength(Need need) {
        return need.header() ? 2 : need.optional() ? 0 : 1;
    }

    private String drawn() {
        for (int i = 0; i < order.size(); i++) {
            String name = order.get(i).name();
            mermaid.line(mermaid.id(MAP, name) + "[" + Mermaid.label(name + " (" + (i + 1) + ")") + "]");
        }
        for (TableMap map : order) {
            needs.getOrDefault(map, Map.of()).values().stream()
                    .filter(need -> !implied(need))
                    .forEach(this::arrow);
        }
        return mermaid.toString();
    }

    private void arrow(Need need) {
        String line = need.header() ? " ==> " : need.optional() ? " -.-> " : " --> ";
        mermaid.line(mermaid.id(MAP, need.needed().name())
                + line
                + mermaid.id(MAP, need.map().name()));
    }

    /** Does what the map cannot do without need it as well? */
    private boolean implied(Need need) {
        return !need.header()
                && needs.get(need.map()).values().stream()
                        .filter(other -> !other.optional() && !other.equals(need))
                        .anyMatch(other -> reaches(other.needed(), need.needed(), new HashSet<>(Set.of(need.map()))));
    }

    private boolean reaches(TableMap from, TableMap wanted, Set<TableMap> seen) {
        return seen.add(from)
                && needs.getOrDefault(from, Map.of()).values().stream()
                        .filter(need -> !need.optional())
                        .anyMatch(need -> need.needed().equals(wanted) || reaches(need.needed(), wanted, seen));
    }
}
