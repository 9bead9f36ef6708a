package io.dualwrite.lint;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps that cannot do without each other's rows: which, and by which lines. */
final class CycleLint {
    private final Schema schema;
    private final Map<TableMap, Map<TableMap, FieldMapping>> needs = new LinkedHashMap<>();

    /** @param field of the first map by which it needs the second */
    record Cycle(List<TableMap> maps, FieldMapping field) {
        @Override
        public String toString() {
            List<String> names =
                    new ArrayList<>(maps.stream().map(TableMap::name).toList());
            names.add(names.get(0));
            return String.join(" -> ", names);
        }
    }

    CycleLint(Collection<TableMap> maps, Schema schema) {
        this.schema = schema;
        for (TableMap map : maps) {
            if (map.flows(Direction.TO_DATAVERSE)) {
                needs.put(map, needed(map, maps));
            }
        }
    }

    /** The shortest cycle of each map that is in one, told once: with the first of its maps by name. */
    List<Cycle> cycles() {
        List<Cycle> cycles = new ArrayList<>();
        for (TableMap map : needs.keySet()) {
            shortest(map)
                    .filter(cycle ->
                            cycle.maps().stream().allMatch(other -> other.name().compareTo(map.name()) >= 0))
                    .ifPresent(cycles::add);
        }
        return cycles;
    }

    private Map<TableMap, FieldMapping> needed(TableMap map, Collection<TableMap> maps) {
        Map<TableMap, FieldMapping> needed = new LinkedHashMap<>();
        for (FieldMapping field : map.fields()) {
            Optional<LookupPath> path = field.dataverse()
                    .filter(LookupPath::isLookup)
                    .filter(lookup -> !field.optional() && field.flows(Direction.TO_DATAVERSE));
            path.flatMap(lookup -> target(map, lookup)).ifPresent(table -> maps.stream()
                    .filter(other -> other.flows(Direction.TO_DATAVERSE)
                            && other.table(Side.DATAVERSE).equals(table.set()))
                    .forEach(other -> needed.putIfAbsent(other, field)));
        }
        return needed;
    }

    /** A choice of tables is no need: another row may do. */
    private Optional<Table> target(TableMap map, LookupPath path) {
        return map.dataverse()
                .schema()
                .column(path.root())
                .filter(column -> column.targets().size() == 1)
                .flatMap(column -> schema.table(Side.DATAVERSE, column.targets().get(0)));
    }

    private Optional<Cycle> shortest(TableMap start) {
        Map<TableMap, TableMap> from = new HashMap<>();
        Deque<TableMap> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            TableMap at = open.remove();
            for (TableMap next : needs.getOrDefault(at, Map.of()).keySet()) {
                if (next.equals(start)) {
                    return Optional.of(way(start, at, from));
                }
                if (!from.containsKey(next)) {
                    from.put(next, at);
                    open.add(next);
                }
            }
        }
        return Optional.empty();
    }

    private Cycle way(TableMap start, TableMap last, Map<TableMap, TableMap> from) {
        List<TableMap> way = new ArrayList<>();
        for (TableMap at = last; !at.equals(start); at = from.get(at)) {
            way.add(0, at);
        }
        way.add(0, start);
        TableMap second = way.size() > 1 ? way.get(1) : start;
        return new Cycle(way, needs.get(start).get(second));
    }
}
