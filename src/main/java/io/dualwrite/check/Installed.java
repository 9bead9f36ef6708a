package io.dualwrite.check;

import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Path;

/**
 * What this installation would run.
 *
 * @param folder of the flows, with the maps below it
 */
public record Installed(Schema schema, TableMaps maps, Path folder) {
    String fileOf(TableMap map) {
        return shown(maps.fileOf(map));
    }

    /** As a person looks for it: {@code routes/maps/newest/orders.map.yaml}. */
    String shown(Path file) {
        Path base = folder.toAbsolutePath().normalize();
        Path above = base.getParent() == null ? base : base.getParent();
        return above.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }
}
