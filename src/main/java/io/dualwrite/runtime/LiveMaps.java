package io.dualwrite.runtime;

import io.dualwrite.mapping.Mapping;
import io.dualwrite.mapping.SourceFormats;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.MapErrors;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import io.dualwrite.tablemap.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table maps in effect. An edited map file takes effect as a whole or not at all: a set that does not check is told
 * in the log, and the one before goes on.
 */
final class LiveMaps {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    private final MapSource source;
    private final Map<Side, SourceFormats> formats;
    private final Watch watch;
    private final Supplier<List<String>> errors;
    private volatile Loaded loaded;

    private record Loaded(TableMaps maps, Map<Flow, Mapping> mappings, Optional<Templates> templates) {}

    /**
     * @throws MapErrors if a map does not check
     */
    LiveMaps(MapSource source, Map<Side, SourceFormats> formats) {
        this(source, formats, List::of);
    }

    /**
     * @param errors what else is wrong with the maps as they are in their files now: then a reload is refused
     * @throws MapErrors if a map does not check
     */
    LiveMaps(MapSource source, Map<Side, SourceFormats> formats, Supplier<List<String>> errors) {
        this.errors = errors;
        this.source = source;
        this.formats = formats;
        this.watch = new Watch(source.folder(), ".yaml");
        this.loaded = load();
        watch.look();
    }

    TableMaps maps() {
        return loaded.maps();
    }

    /** The templates of Data Integrator that run; none where dual-write does. */
    Optional<Templates> templates() {
        return loaded.templates();
    }

    Optional<Mapping> mapping(String map, Direction direction) {
        return Optional.ofNullable(loaded.mappings().get(new Flow(map, direction)));
    }

    /** The map, which must exist: its flow is running. */
    TableMap named(String map) {
        return maps().named(map)
                .orElseThrow(() -> new IllegalStateException(
                        "map " + map + " is gone from " + source.folder() + ", but its flow is still there"));
    }

    /** Looks at the folder once. */
    void look() {
        Watch.Difference difference = watch.look();
        if (difference.isEmpty()) {
            return;
        }
        try {
            Loaded now = load();
            List<String> wrong = errors.get();
            if (!wrong.isEmpty()) {
                wrong.forEach(error -> LOG.error("map refused, the running version goes on: {}", error));
                return;
            }
            loaded = now;
            LOG.info("the table maps are in effect as they are now in {}", source.folder());
        } catch (MapErrors broken) {
            broken.findings().forEach(finding -> LOG.error("map refused, the running version goes on: {}", finding));
        } catch (RuntimeException broken) {
            LOG.error("the table maps cannot be read, the running version goes on: {}", broken.getMessage());
        }
    }

    private Loaded load() {
        Optional<Templates> templates = source.templates();
        TableMaps maps = source.load(templates);
        Map<Flow, Mapping> mappings = new LinkedHashMap<>();
        List<TableMap> steps = new ArrayList<>(maps.all());
        steps.addAll(maps.firstLegs());
        for (TableMap map : steps) {
            for (Direction direction : Direction.values()) {
                mappings.put(
                        new Flow(map.name(), direction),
                        Mapping.compile(map, direction, source.schema(), formats.get(direction.source())));
            }
        }
        return new Loaded(maps, mappings, templates);
    }
}
