package io.dualwrite.runtime;

import io.dualwrite.delivery.Delivery;
import io.dualwrite.delivery.DeliverySettings;
import io.dualwrite.delivery.Gate;
import io.dualwrite.delivery.ImageOf;
import io.dualwrite.delivery.Links;
import io.dualwrite.delivery.Remote;
import io.dualwrite.intake.DropName;
import io.dualwrite.intake.Dropped;
import io.dualwrite.intake.DroppedRow;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.intake.ReadOptions;
import io.dualwrite.intake.RowReader;
import io.dualwrite.intake.RowSource;
import io.dualwrite.journal.Accepted;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts the rows of export files into the system they are exports of, where there is no such system but the sandbox.
 * What the system does not take (a few sample rows are wrong on purpose) it does not get.
 */
public final class Seeding {
    private final Clock clock = Clock.systemUTC();
    private final Schema schema = Schema.shipped();
    private final LiveMaps maps;
    private final Delivery delivery;

    /**
     * @param transport to the sandbox
     */
    public Seeding(Settings settings, Transport transport) {
        SourceFormats usual = SourceFormats.usual();
        maps = new LiveMaps(MapSource.of(settings), Map.of(Side.FINOPS, usual, Side.DATAVERSE, usual));
        Map<Side, Remote> remotes = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            remotes.put(
                    side,
                    new Remote(
                            new ODataClient(transport, Wiring.root(settings, side)),
                            new Gate(clock, DeliverySettings.standard())));
        }
        NothingKnown nothing = new NothingKnown();
        delivery = new Delivery(
                schema, () -> maps.maps().all(), nothing, nothing, remotes, DeliverySettings.standard(), clock);
    }

    /**
     * Puts the rows of all files of a folder into their system; rows that refer to others come after them.
     *
     * @return how many rows went in
     */
    public int seed(Side owner, Path folder) {
        List<Seed> open = new ArrayList<>();
        for (Path file : files(folder)) {
            open.addAll(read(owner, file));
        }
        int written = 0;
        for (int before = -1; before != open.size() && !open.isEmpty(); ) {
            before = open.size();
            open = write(owner, open);
            written += before - open.size();
        }
        return written;
    }

    private record Seed(TableMap map, Accepted row) {}

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private List<Seed> read(Side owner, Path file) {
        List<Seed> seeds = new ArrayList<>();
        try {
            DropName name = DropName.of(file, any -> schema.table(owner, any).map(Table::set));
            List<TableMap> reading = maps.maps().reading(owner, name.table());
            RowSorter sorter = new RowSorter(maps, owner, reading, name.company(), (map, prefix, id) -> id);
            try (RowSource rows = RowReader.open(file, name.format(), ReadOptions.DEFAULT)) {
                while (rows.hasNext()) {
                    Dropped dropped = rows.next();
                    if (dropped instanceof DroppedRow row) {
                        TableMap map = describing(reading, owner, row.row());
                        seeds.add(new Seed(map, sorter.sorted(dropped).get(reading.indexOf(map))));
                    }
                }
            }
        } catch (FileRejected | IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
        }
        return seeds;
    }

    /** A row is one row, however many maps read it: the map that is for such rows and knows most of their columns. */
    private static TableMap describing(List<TableMap> reading, Side owner, Row row) {
        return reading.stream()
                .max(Comparator.comparing((TableMap map) -> map.side(owner)
                                .filter()
                                .map(filter -> filter.missingIn(row).isEmpty() && filter.passes(row))
                                .orElse(true))
                        .thenComparingInt(map -> map.fields().size()))
                .orElseThrow();
    }

    /** Gives those back that may go in a later round. */
    private List<Seed> write(Side owner, List<Seed> seeds) {
        Map<String, List<Seed>> byMap = new LinkedHashMap<>();
        seeds.forEach(seed -> byMap.computeIfAbsent(seed.map().name(), map -> new ArrayList<>())
                .add(seed));
        List<Seed> again = new ArrayList<>();
        byMap.values().forEach(some -> {
            Direction direction = Direction.from(owner.other());
            Map<Change, Seed> changes = new LinkedHashMap<>();
            some.stream()
                    .filter(seed -> seed.row().key().isPresent())
                    .forEach(seed -> changes.put(change(seed, direction), seed));
            delivery.deliver(new Batch(some.get(0).map().name(), direction, List.copyOf(changes.keySet())));
            changes.forEach((change, seed) -> {
                if (change.outcome().orElseThrow().kind() == Outcome.Kind.WAITING) {
                    again.add(seed);
                }
            });
        });
        return again;
    }

    private Change change(Seed seed, Direction direction) {
        Accepted row = seed.row();
        Change asSource = bare(seed, direction.target() == Side.FINOPS ? Direction.TO_DATAVERSE : Direction.TO_FINOPS);
        Row target = maps.mapping(seed.map().name(), asSource.direction())
                .orElseThrow()
                .sourceImage(asSource);
        Change change = bare(seed, direction);
        change.setTarget(seed.map()
                .side(direction.target())
                .companyField()
                .filter(field -> field.chars().filter(c -> c == '.').count() < 2)
                .map(field -> target.with(
                        field,
                        row.row()
                                .text(field)
                                .orElse(row.key().orElseThrow().company().orElse(""))))
                .orElse(target));
        return change;
    }

    private static Change bare(Seed seed, Direction direction) {
        return new Change(
                0,
                seed.map().name(),
                direction,
                Operation.UPSERT,
                seed.row().key().orElseThrow(),
                new io.dualwrite.row.Place("", seed.row().line()),
                seed.row().row(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** Nothing was synchronised yet. */
    private static final class NothingKnown implements Links, ImageOf {
        @Override
        public Map<RowRef, String> dataverseIds(Collection<RowRef> rows) {
            return Map.of();
        }

        @Override
        public boolean spokeBefore(Change change) {
            return false;
        }

        @Override
        public void reopened(Link header, Row now, Row pending) {}

        @Override
        public void disagreed(Map<Change, List<Conflict>> conflicts) {}

        @Override
        public Row sourceImage(Change change) {
            return Row.empty();
        }

        @Override
        public Optional<String> feeds(String map, Direction direction, String targetField) {
            return Optional.empty();
        }

        @Override
        public Row typed(String map, Side side, RowKey key, Row row) {
            return Row.empty();
        }

        @Override
        public Optional<Instant> madeAt(Change change) {
            return Optional.empty();
        }

        @Override
        public boolean ownedByFinops(String map, String finopsField) {
            return false;
        }
    }
}
