package io.dualwrite.runtime;

import io.dualwrite.journal.Journal;
import io.dualwrite.journal.ParentKey;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.rule.OrderLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the business rules ask about the lines of an order, answered from the journal. */
final class RuleFacts implements OrderLines {
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
}
