package io.dualwrite.runtime;

import io.dualwrite.journal.Journal;
import io.dualwrite.journal.ParentKey;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.rule.MapTables;
import io.dualwrite.rule.OrderLines;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the business rules ask about lines and tables, answered from the journal and the maps. */
final class RuleFacts implements OrderLines, MapTables {
    private static final String ORDERS = "orders";

    private final Journal journal;
    private final LiveMaps maps;

    RuleFacts(Journal journal, LiveMaps maps) {
        this.journal = journal;
        this.maps = maps;
    }

    @Override
    public List<KnownLine> of(RowKey order) {
        List<KnownLine> lines = new ArrayList<>();
        for (TableMap map : maps.maps().all()) {
            if (maps.maps()
                    .parentOf(map)
                    .filter(parent -> parent.name().equals(ORDERS))
                    .isPresent()) {
                lines.addAll(linesOf(map.name(), order));
            }
        }
        return lines;
    }

    private List<KnownLine> linesOf(String lineMap, RowKey order) {
        Map<RowKey, Row> known = journal.knownLines(lineMap, Direction.TO_FINOPS, new ParentKey(ORDERS, order));
        Map<RowKey, Link> links = journal.links(lineMap, known.keySet());
        return known.entrySet().stream()
                .map(line -> new KnownLine(
                        line.getKey(),
                        line.getValue(),
                        Optional.ofNullable(links.get(line.getKey()))
                                .filter(link -> !link.deleted())
                                .isPresent()))
                .toList();
    }

    @Override
    public Optional<Table> table(String map, Side side) {
        return maps.maps().named(map).map(found -> found.side(side).schema());
    }

    @Override
    public Optional<Table> headerTable(String map, Side side) {
        return maps.maps().named(map).flatMap(maps.maps()::parentOf).map(parent -> parent.side(side)
                .schema());
    }
}
