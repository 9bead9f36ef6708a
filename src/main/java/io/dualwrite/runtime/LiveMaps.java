package io.dualwrite.runtime;

import io.dualwrite.mapping.Mapping;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapErrors;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table maps in effect. An edited map file takes effect as a whole or not at all: a set that does not check is told
 * in the log, and the one before goes on.
 */
final class LiveMaps {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    private final Path folder;
    private final MapVersions versions;
    private final Schema schema;
    private final Map<Side, SourceFormats> formats;
    private final Watch watch;
    private volatile Loaded loaded;

    private record Loaded(TableMaps maps, Map<Flow, Mapping> mappings) {}

    /**
     * @throws MapErrors if a map does not check
     */
    LiveMaps(Path folder, MapVersions versions, Schema schema, Map<Side, SourceFormats> formats) {
        this.folder = folder;
        this.versions = versions;
        this.schema = schema;
        this.formats = formats;
        this.watch = new Watch(folder, ".map.yaml");
        this.loaded = load();
        watch.look();
    }

    TableMaps maps() {
        return loaded.maps();
    }

    Optional<Mapping> mapping(String map, Direction direction) {
        return Optional.ofNullable(loaded.mappings().get(new Flow(map, direction)));
    }

    /** The map, which must exist: its flow is running. */
    TableMap named(String map) {
        return maps().named(map)
                .orElseThrow(() -> new IllegalStateException(
                        "map " + map + " is gone from " + folder + ", but its flow is still there"));
    }

    /** Looks at the folder once. */
    void look() {
        Watch.Difference difference = watch.look();
        if (difference.isEmpty()) {
            return;
        }
        try {
            loaded = load();
            LOG.info("the table maps are in effect as they are now in {}", folder);
        } catch (MapErrors errors) {
            errors.findings().forEach(finding -> LOG.error("map refused, the running version goes on: {}", finding));
        } catch (RuntimeException broken) {
            LOG.error("the table maps cannot be read, the running version goes on: {}", broken.getMessage());
        }
    }

    private Loaded load() {
        TableMaps maps = TableMaps.load(folder, versions, schema);
        Map<Flow, Mapping> mappings = new LinkedHashMap<>();
        for (TableMap map : maps.all()) {
            for (Direction direction : Direction.values()) {
                mappings.put(
                        new Flow(map.name(), direction),
                        Mapping.compile(map, direction, schema, formats.get(direction.source())));
            }
        }
        return new Loaded(maps, mappings);
    }
}
