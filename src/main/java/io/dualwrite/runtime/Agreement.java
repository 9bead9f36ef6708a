package io.dualwrite.runtime;

import io.dualwrite.compare.SystemRows;
import io.dualwrite.journal.Journal;
import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads every linked row back from both systems and compares it, field by field, with what the journal says both sides
 * agreed on. Reads whole tables; meant for the demo and for tests.
 */
public final class Agreement {
    private final Journal journal;
    private final LiveMaps maps;
    private final SystemRows systems;

    /**
     * What was looked at and what differs.
     *
     * @param links how many of each map
     */
    public record Finding(Map<String, Long> links, List<String> differences) {
        public long rows() {
            return links.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    Agreement(Journal journal, LiveMaps maps, SystemRows systems) {
        this.journal = journal;
        this.maps = maps;
        this.systems = systems;
    }

    /**
     * The same for a program that has stopped, by its journal.
     *
     * @throws io.dualwrite.journal.JournalUnavailable if it runs
     */
    public static Finding of(Settings settings) throws IOException {
        LiveMaps maps = Wiring.liveMaps(settings);
        try (Journal journal = Journal.open(
                        Operating.journalSettings(settings),
                        (map, side) -> maps.named(map).table(side),
                        Clock.systemUTC());
                Systems systems = Systems.of(settings)) {
            return new Agreement(journal, maps, systems.rows()).find();
        }
    }

    Finding find() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (TableMap map : maps.maps().all()) {
            List<Link> links = journal.links(map.name()).stream()
                    .filter(link -> !link.deleted())
                    .toList();
            if (links.isEmpty()) {
                continue;
            }
            found.put(map.name(), (long) links.size());
            for (Side side : Side.values()) {
                compare(map, side, links, differences);
            }
        }
        return new Finding(found, differences);
    }

    private void compare(TableMap map, Side side, List<Link> links, List<String> differences) throws IOException {
        Map<RowKey, Row> there = rows(map, side);
        for (Link link : links) {
            Row row = there.get(link.key());
            if (row == null) {
                differences.add(map + " " + link.key() + " is missing in " + side.word());
                continue;
            }
            String id = side == Side.DATAVERSE
                    ? row.text(map.dataverse().schema().primaryId()).orElse("")
                    : "";
            if (link.dataverseId()
                    .filter(linked -> !id.isEmpty() && !linked.equalsIgnoreCase(id))
                    .isPresent()) {
                differences.add(map + " " + link.key() + " is linked to "
                        + link.dataverseId().get() + ", but the row with that key is " + id);
            }
            Row image = link.image(side);
            for (String field : image.names()) {
                String name = LookupPath.of(field).nameIn(row).orElse(field);
                if (row.has(name) && !same(field, image.get(field), row.get(name))) {
                    differences.add(map + " " + link.key() + " in " + side.word() + ": " + field + " is "
                            + row.get(name) + ", agreed was " + image.get(field));
                }
            }
        }
    }

    private Map<RowKey, Row> rows(TableMap map, Side side) throws IOException {
        Map<RowKey, Row> rows = new HashMap<>();
        systems.each(map, side, Optional.empty(), row -> MapKeys.keyOf(map, side, row, Optional.empty())
                .key()
                .ifPresent(key -> rows.put(key, typed(map, side, key, row))));
        return rows;
    }

    private Row typed(TableMap map, Side side, RowKey key, Row row) {
        Direction direction = Direction.from(side);
        Change asSource = new Change(
                0,
                map.name(),
                direction,
                Operation.UPSERT,
                key,
                new Place(map.table(side), 0),
                row,
                Optional.empty(),
                Optional.empty(),
                0);
        return maps.mapping(map.name(), direction).orElseThrow().sourceImage(asSource);
    }

    /** An empty text and none are the same once stored: Dataverse keeps no empty texts, F&O no nulls. */
    private static boolean same(String field, Object one, Object other) {
        Object first = "".equals(one) ? null : one;
        Object second = "".equals(other) ? null : other;
        boolean lookup = field.contains(".") || field.equalsIgnoreCase("dataAreaId");
        if (lookup && first instanceof String key && second instanceof String stored) {
            return key.equalsIgnoreCase(stored);
        }
        return Row.same(first, second);
    }
}
