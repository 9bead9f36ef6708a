package io.dualwrite.runtime;

import ch.qos.logback.classic.Level;
import io.dualwrite.check.CheckReport;
import io.dualwrite.check.Installed;
import io.dualwrite.check.Preconditions;
import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;
import io.dualwrite.rule.Rules;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapDifference;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The preconditions, checked over the same ways as the flows; without the journal, so beside a running program too. */
public final class Checking {
    private Checking() {}

    /** @param other the set of maps whose changes are to be told, if any */
    public static CheckReport of(Settings settings, Optional<String> other) {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        MapSource source = MapSource.of(settings);
        Schema schema = source.schema();
        Path folder = source.folder();
        MapVersions versions = source.versions();
        TableMaps maps = source.load();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Map<Side, Transport> transports = new EnumMap<>(Side.class);
            Map<Side, String> roots = new EnumMap<>(Side.class);
            for (Side side : Side.values()) {
                transports.put(side, CamelStart.transport(context, settings, side));
                roots.put(side, Wiring.root(settings, side));
            }
            Map<String, List<String>> changes = other.map(
                            set -> MapDifference.of(maps, folder, new MapVersions(set, versions.byMap()), schema))
                    .orElse(Map.of());
            Installed installed = new Installed(
                    schema, maps, source.routes(), Rules.descriptions().keySet());
            return new CheckReport(new Preconditions(installed, transports, roots).find(), changes);
        } catch (IOException e) {
            throw new IllegalStateException("the connection to the two systems cannot be closed", e);
        }
    }
}
