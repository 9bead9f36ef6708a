package io.dualwrite.runtime;

import io.dualwrite.migration.DuplicateSwitch;
import io.dualwrite.migration.Guide;
import io.dualwrite.migration.GuideStep;
import io.dualwrite.migration.InputFiles;
import io.dualwrite.migration.Migration;
import io.dualwrite.migration.MigrationOptions;
import io.dualwrite.migration.MigrationReport;
import io.dualwrite.migration.Work;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMaps;
import io.dualwrite.tablemap.ValueMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Optional;
import java.util.Set;

/** The move from Data Integrator to dual-write, over the same ways as the flows reach both systems. */
public final class Migrating {
    private Migrating() {}

    /** @throws IOException if a system does not answer */
    public static MigrationReport run(Settings settings, MigrationOptions options, InputFiles input)
            throws IOException {
        try (Systems systems = Systems.of(settings)) {
            return new Migration(options, input, work(settings, systems)).run();
        }
    }

    /** The documented steps, with what both systems tell about them. */
    public static List<GuideStep> guide(Settings settings, Optional<String> company) {
        try (Systems systems = Systems.of(settings)) {
            return new Guide(work(settings, systems), company).steps();
        }
    }

    /**
     * Switches the duplicate detection rules on again that an earlier run left off.
     *
     * @return their names
     * @throws IOException if Sales does not answer
     */
    public static List<String> enableDuplicateDetection(Settings settings) throws IOException {
        try (Systems systems = Systems.of(settings)) {
            return new DuplicateSwitch(work(settings, systems)).on();
        }
    }

    private static Work work(Settings settings, Systems systems) {
        Set<String> countries = countries(settings);
        return new Work(
                systems.transports(),
                systems.roots(),
                settings.directory("state.directory"),
                settings.number("delivery.batch-size"),
                country -> countries.contains(country.strip().toLowerCase(Locale.ROOT)),
                StateFile.read(settings).isPresent(),
                length -> Thread.sleep(length.toMillis()),
                systems.clock());
    }

    /** Codes of ISO, and the names that dual-write's maps of orders and quotes translate. */
    private static Set<String> countries(Settings settings) {
        Set<String> known = new HashSet<>();
        Arrays.stream(Locale.getISOCountries())
                .map(code -> code.toLowerCase(Locale.ROOT))
                .forEach(known::add);
        Locale.getISOCountries(IsoCountryCode.PART1_ALPHA3).forEach(code -> known.add(code.toLowerCase(Locale.ROOT)));
        TableMaps maps = TableMaps.load(
                settings.directory("routes.directory").resolve("maps"), settings.mapVersions(), Schema.shipped());
        for (String name : List.of("orders", "quotes")) {
            maps.named(name).stream()
                    .flatMap(map -> map.fields().stream())
                    .filter(field -> field.dataverse()
                            .map(LookupPath::root)
                            .filter("shipto_country"::equalsIgnoreCase)
                            .isPresent())
                    .flatMap(field -> field.values().stream())
                    .map(ValueMap::entries)
                    .forEach(entries -> entries.values().stream()
                            .flatMap(List::stream)
                            .forEach(value -> known.add(value.toLowerCase(Locale.ROOT))));
        }
        return known;
    }
}
