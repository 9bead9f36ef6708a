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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the business rules ask about lines and tables, answered from the journal and the maps. */
final class RuleFacts implements OrderLines, MapTables {
    private final Journal journal;
    private final LiveMaps maps;

    RuleFacts(Journal journal, LiveMaps maps) {
        this.journal = journal;
        this.maps = maps;
    }

    @Override
    public List<KnownLine> of(String headerMap, RowKey header) {
        return maps.maps().all().stream()
                .filter(map -> map.flows(Direction.TO_FINOPS))
                .filter(map -> maps.maps()
                        .parentOf(map)
                        .filter(parent -> parent.name().equals(headerMap))
                        .isPresent())
                .flatMap(map -> linesOf(map.name(), new ParentKey(headerMap, header)).stream())
                .toList();
    }

    private List<KnownLine> linesOf(String lineMap, ParentKey header) {
        Map<RowKey, Row> known = journal.knownLines(lineMap, Direction.TO_FINOPS, header);
        Map<RowKey, Link> links = journal.links(lineMap, known.keySet());
        return known.entrySet().stream()
                .map(line -> new KnownLine(
                        lineMap,
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
    public boolean pairs(String map, String finopsField, String dataverseField) {
        return maps.maps().named(map).stream()
                .flatMap(found -> found.fields().stream())
                .anyMatch(field -> finopsField.equalsIgnoreCase(field.finops().orElse(""))
                        && dataverseField.equalsIgnoreCase(
                                field.name(Side.DATAVERSE).orElse("")));
    }

    @Override
    public Optional<String> paired(String map, Side side, String field) {
        return maps.maps()
                .named(map)
                .flatMap(found -> found.fieldFor(side, field))
                .flatMap(line -> line.name(side.other()));
    }

    @Override
    public boolean newest(String map) {
        return maps.maps().named(map).filter(TableMap::newest).isPresent();
    }

    @Override
    public Optional<Table> headerTable(String map, Side side) {
        return maps.maps().named(map).flatMap(maps.maps()::parentOf).map(parent -> parent.side(side)
                .schema());
    }
}
