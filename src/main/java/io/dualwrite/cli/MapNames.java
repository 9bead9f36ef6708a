package io.dualwrite.cli;

import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Path;
import java.util.Iterator;

/** The names of the maps of the folder that the program is started in, for the completion of a shell. */
final class MapNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return TableMaps.namesIn(Path.of("routes/maps")).iterator();
    }
}
