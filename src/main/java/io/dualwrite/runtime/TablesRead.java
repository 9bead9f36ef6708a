package io.dualwrite.runtime;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the maps in effect read: what an export of either system should have. */
public final class TablesRead {
    private TablesRead() {}

    /**
     * By side and by the table's name in URLs, the columns and paths of its rows. Not the tables of which nothing flows
     * from that side.
     *
     * @throws RuntimeException if a map does not check, or there are none
     */
    public static Map<Side, Map<String, Set<String>>> of(Settings settings) {
        Map<Side, Map<String, Set<String>>> tables = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Map<String, Set<String>> columns = new TreeMap<>();
            for (TableMap map : MapSource.of(settings).load().all()) {
                if (map.flows(Direction.from(side))) {
                    columns.computeIfAbsent(map.table(side), set -> new LinkedHashSet<>())
                            .addAll(columns(map, side));
                }
            }
            tables.put(side, columns);
        }
        return tables;
    }

    /** The tables of both systems, as the integration in the settings has them. */
    public static Schema schema(Settings settings) {
        return MapSource.of(settings).schema();
    }

    private static Set<String> columns(TableMap map, Side side) {
        Set<String> columns = new LinkedHashSet<>(map.side(side).key());
        map.side(side).filter().map(RowFilter::fields).ifPresent(columns::addAll);
        map.fields().stream()
                .map((FieldMapping field) -> field.name(side))
                .flatMap(Optional::stream)
                .forEach(columns::add);
        if (side == Side.DATAVERSE) {
            columns.addAll(map.derive().values());
        }
        return columns;
    }
}
