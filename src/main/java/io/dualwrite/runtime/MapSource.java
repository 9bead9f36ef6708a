package io.dualwrite.runtime;

import io.dualwrite.journal.Journal;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapErrors;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMaps;
import io.dualwrite.tablemap.Templates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where the table maps come from, and which of them are in effect: those of dual-write, in the sets that were chosen, or
 * those of the chosen Data Integrator templates. The others are known by name, so that their flows rest.
 *
 * @param routes the folder of the flows
 * @param schema both systems with the solution of the integration, and with what the customer has of his own
 * @param chosen ids of templates, or {@code all}
 */
record MapSource(Path routes, Integration integration, Schema schema, MapVersions versions, List<String> chosen) {
    /** Where a customer declares tables and columns of his own, below the folder of the flows. */
    static final String OWN_SCHEMA = "schema";

    static MapSource of(Settings settings) {
        Path routes = settings.directory("routes.directory");
        return new MapSource(
                routes,
                settings.integration(),
                settings.integration().schema().with(routes.resolve(OWN_SCHEMA)),
                settings.mapVersions(),
                settings.templates());
    }

    Path folder() {
        return integration.folder(routes);
    }

    /**
     * @throws MapErrors if a map or the list of templates does not check
     */
    TableMaps load() {
        return load(templates());
    }

    /** @param templates as {@link #templates} has read them */
    TableMaps load(Optional<Templates> templates) {
        TableMaps maps = templates.isPresent()
                ? TableMaps.load(folder(), schema())
                : TableMaps.load(folder(), versions, schema());
        Predicate<String> inEffect = templates
                .map(running -> running.maps(maps))
                .<Predicate<String>>map(names -> names::contains)
                .orElse(name -> true);
        return maps.only(inEffect, others());
    }

    private Set<String> others() {
        return TableMaps.namesIn(integration.other().folder(routes));
    }

    /**
     * A journal that either integration filled is its own: what one of them knows of a row is wrong for the other.
     *
     * @throws IllegalStateException if the other one left rows in the journal; the journal is closed then
     */
    Journal own(Journal journal) {
        Set<String> others = others();
        boolean foreign = journal.status().maps().stream()
                .anyMatch(map -> others.contains(map.counts().map()));
        if (foreign) {
            journal.close();
            throw new IllegalStateException("the journal holds rows of integration = "
                    + integration.other().word() + ", and this is " + integration.word()
                    + ": both would write the same documents; finish the move with docs/MIGRATION.md, then give this one"
                    + " a journal of its own: journal.url");
        }
        return journal;
    }

    /** The templates that run; none for dual-write. */
    Optional<Templates> templates() {
        return integration == Integration.DUAL_WRITE
                ? Optional.empty()
                : Optional.of(Templates.load(routes.resolve("data-integrator/templates.yaml"), chosen));
    }
}
