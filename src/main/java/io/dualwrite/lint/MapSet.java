package io.dualwrite.lint;

import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Map files that run together, and each of their maps as far as it can run. */
final class MapSet {
    private final Schema schema;
    private final List<Read> maps;
    private final TableMaps together;

    /** @param runnable the map with the lines that could carry a value; nothing if a table of it is not known */
    record Read(MapReading reading, Optional<TableMap> runnable) {
        Optional<TableMap> map() {
            return reading.map();
        }

        String name() {
            return reading.name();
        }
    }

    MapSet(Schema schema, List<MapReading> readings) {
        this.schema = schema;
        this.maps = readings.stream()
                .map(reading -> new Read(reading, reading.runnable(schema)))
                .toList();
        List<TableMap> runnable = new ArrayList<>();
        maps.forEach(read -> read.runnable().ifPresent(runnable::add));
        this.together = TableMaps.of(runnable, schema);
    }

    Schema schema() {
        return schema;
    }

    List<Read> maps() {
        return maps;
    }

    /** The maps that can run, the two legs of a way through CDS as one. */
    TableMaps together() {
        return together;
    }
}
