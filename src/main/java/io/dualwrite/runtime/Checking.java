package io.dualwrite.runtime;

import io.dualwrite.check.CheckReport;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Installed;
import io.dualwrite.check.Preconditions;
import io.dualwrite.schema.SchemaError;
import io.dualwrite.tablemap.MapDifference;
import io.dualwrite.tablemap.MapErrors;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Maps and flows, and what must hold in both systems; without the journal, so beside a running program too. */
public final class Checking {
    private Checking() {}

    /**
     * @param chosen only what is about these maps; all if empty
     * @param systems ask both systems too
     * @param other the set of maps whose changes are to be told, if any
     * @throws IllegalArgumentException if there is no folder of flows, or no map of such a name
     */
    public static CheckReport of(Settings settings, List<String> chosen, boolean systems, Optional<String> other) {
        List<Finding> found = new ArrayList<>(Linting.of(settings, chosen));
        if (!systems && other.isEmpty()) {
            return new CheckReport(found, Map.of(), Optional.empty());
        }
        MapSource source;
        TableMaps maps;
        try {
            source = MapSource.of(settings);
            maps = source.load();
        } catch (MapErrors | SchemaError broken) {
            return new CheckReport(
                    found,
                    Map.of(),
                    Optional.of("the maps must be mended first; "
                            + (systems ? "no system was asked" : "they were not compared")));
        }
        if (systems) {
            ofSystems(settings, source, maps).stream()
                    .filter(finding -> chosen.isEmpty()
                            || finding.place().map().isEmpty()
                            || chosen.contains(finding.place().map()))
                    .forEach(found::add);
        }
        return new CheckReport(found, changes(source, maps, other), Optional.empty());
    }

    private static List<Finding> ofSystems(Settings settings, MapSource source, TableMaps maps) {
        try (Systems systems = Systems.of(settings)) {
            Installed installed = new Installed(source.schema(), maps, source.routes());
            return new Preconditions(installed, systems.transports(), systems.roots()).find();
        }
    }

    private static Map<String, List<String>> changes(MapSource source, TableMaps maps, Optional<String> other) {
        MapVersions versions = source.versions();
        return other.map(set -> MapDifference.of(
                        maps, source.folder(), new MapVersions(set, versions.byMap()), source.schema()))
                .orElse(Map.of());
    }
}
