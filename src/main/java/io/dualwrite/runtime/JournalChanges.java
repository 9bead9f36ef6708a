package io.dualwrite.runtime;

import io.dualwrite.component.Changes;
import io.dualwrite.delivery.Closed;
import io.dualwrite.delivery.ImageOf;
import io.dualwrite.delivery.Links;
import io.dualwrite.journal.Closing;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.RecordContext;
import io.dualwrite.journal.Reopening;
import io.dualwrite.mapping.Mapping;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.rule.Rules;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The journal as the flows and the delivery see it. */
final class JournalChanges implements Changes, Links, ImageOf {
    private final Journal journal;
    private final LiveMaps maps;

    JournalChanges(Journal journal, LiveMaps maps) {
        this.journal = journal;
        this.maps = maps;
    }

    @Override
    public boolean inEffect(String map) {
        return journal.available() && !maps.maps().isDormant(map) && isItsTurn(map);
    }

    /** The tasks of Data Integrator's templates run one after the other: customers before what is sold to them. */
    private boolean isItsTurn(String map) {
        return maps.templates()
                .map(templates -> templates.before(map))
                .filter(before -> !before.isEmpty() && journal.hasQueued(before))
                .isEmpty();
    }

    @Override
    public Batch claim(String map, Direction direction, int limit) {
        return journal.claim(map, direction, limit);
    }

    @Override
    public void record(Batch batch) {
        TableMap map = maps.named(batch.map());
        journal.record(batch, new RecordContext(map.fingerprint(), this::sourceImage, this::patch, map::bothWays));
    }

    @Override
    public void release(Batch batch) {
        journal.release(batch);
    }

    @Override
    public List<Link> toClose(String map, Direction direction, int limit) {
        return maps.named(map).lastFields().isEmpty() ? List.of() : journal.closable(map, direction, limit);
    }

    @Override
    public void closed(String map, Direction direction, List<Closed> headers) {
        journal.closed(
                map,
                direction,
                headers.stream()
                        .map(header -> new Closing(header.link(), header.written(), header.outcome()))
                        .toList());
    }

    @Override
    public void giveBack(String map, List<Link> headers) {
        journal.giveBack(map, headers);
    }

    @Override
    public Map<RowRef, String> dataverseIds(Collection<RowRef> rows) {
        Map<String, Set<RowKey>> byTable = new HashMap<>();
        rows.forEach(row ->
                byTable.computeIfAbsent(row.table(), table -> new HashSet<>()).add(row.key()));
        Map<String, Map<RowKey, String>> ids = new HashMap<>();
        byTable.forEach((table, keys) -> ids.put(table, journal.dataverseIds(table, keys)));
        Map<RowRef, String> found = new HashMap<>();
        for (RowRef row : rows) {
            Optional.ofNullable(ids.get(row.table()).get(row.key())).ifPresent(id -> found.put(row, id));
        }
        return found;
    }

    @Override
    public boolean spokeBefore(Change change) {
        return journal.spokeBefore(change);
    }

    @Override
    public void reopened(Link header, Row now, Row pending) {
        journal.reopened(header.map(), Direction.TO_DATAVERSE, List.of(new Reopening(header, now, pending)));
    }

    @Override
    public Row sourceImage(Change change) {
        return mapping(change.map(), change.direction()).sourceImage(change);
    }

    /** The fields that complete an open reference: all that its lookup column has, a category's hierarchy as well. */
    private Row patch(Change change, Change.OpenReference reference) {
        Side source = change.direction().source();
        List<FieldMapping> fields = maps.named(change.map()).fields();
        Set<String> columns = fields.stream()
                .filter(field -> field.name(source)
                        .filter(reference.field()::equalsIgnoreCase)
                        .isPresent())
                .flatMap(field -> field.dataverse().filter(LookupPath::isLookup).map(LookupPath::root).stream())
                .collect(Collectors.toSet());
        Row patch = Row.empty();
        for (FieldMapping field : fields) {
            boolean sameColumn = field.dataverse()
                    .map(LookupPath::root)
                    .filter(columns::contains)
                    .isPresent();
            Optional<String> name = field.name(source).filter(change.source()::has);
            if (sameColumn && name.isPresent()) {
                patch = patch.with(name.get(), change.source().get(name.get()));
            }
        }
        return patch.has(reference.field()) ? patch : patch.with(reference.field(), reference.value());
    }

    @Override
    public Optional<String> feeds(String map, Direction direction, String targetField) {
        return mapping(map, direction).feeds(targetField);
    }

    @Override
    public Row typed(String map, Side side, RowKey key, Row row) {
        return mapping(map, Direction.from(side)).typed(key, row);
    }

    @Override
    public Optional<Instant> madeAt(Change change) {
        return mapping(change.map(), change.direction()).madeAt(change.source());
    }

    @Override
    public boolean ownedByFinops(String map, String finopsField) {
        return Rules.ownedByFinops(finopsField) && isDocument(maps.named(map));
    }

    /** The rule readOnlyInSales is for headers of documents; the invoice address of a customer is his on both sides. */
    private boolean isDocument(TableMap map) {
        return maps.maps().all().stream()
                .anyMatch(
                        other -> maps.maps().parentOf(other).filter(map::equals).isPresent());
    }

    @Override
    public void disagreed(Map<Change, List<Conflict>> conflicts) {
        journal.disagreed(conflicts);
    }

    private Mapping mapping(String map, Direction direction) {
        return maps.mapping(map, direction)
                .orElseThrow(() -> new IllegalStateException("map " + map + " is gone, but its flow is still there"));
    }
}
