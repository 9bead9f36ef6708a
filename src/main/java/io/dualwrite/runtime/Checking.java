package io.dualwrite.runtime;

import io.dualwrite.check.CheckReport;
import io.dualwrite.check.Installed;
import io.dualwrite.check.Preconditions;
import io.dualwrite.rule.Rules;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapDifference;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMaps;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The preconditions, checked over the same ways as the flows; without the journal, so beside a running program too. */
public final class Checking {
    private Checking() {}

    /** @param other the set of maps whose changes are to be told, if any */
    public static CheckReport of(Settings settings, Optional<String> other) {
        MapSource source = MapSource.of(settings);
        Schema schema = source.schema();
        MapVersions versions = source.versions();
        TableMaps maps = source.load();
        try (Systems systems = Systems.of(settings)) {
            Map<String, List<String>> changes = other.map(set ->
                            MapDifference.of(maps, source.folder(), new MapVersions(set, versions.byMap()), schema))
                    .orElse(Map.of());
            Installed installed = new Installed(
                    schema, maps, source.routes(), Rules.descriptions().keySet());
            return new CheckReport(new Preconditions(installed, systems.transports(), systems.roots()).find(), changes);
        }
    }
}
