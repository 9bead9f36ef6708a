package io.dualwrite.lint;

import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.MapVersions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked at.
 *
 * @param routes the folder of flows, with the maps below it
 * @param schema both systems with dual-write's solution
 * @param dataIntegrator both systems with the older one
 * @param rules the names of all rules there are
 * @param properties what flows may name as {@code {{...}}}
 * @param inEffect the maps that would run are looked at alone; all there are if empty
 * @param rows how many rows are made for each map and direction, beside those that vary one field; fewer than none: no
 *     map is run
 */
public record LintScope(
        Path routes,
        Schema schema,
        Schema dataIntegrator,
        Set<String> rules,
        Map<String, String> properties,
        Optional<InEffect> inEffect,
        int rows) {

    /** @param dataIntegrator does the older solution run, in place of dual-write? */
    public record InEffect(boolean dataIntegrator, MapVersions versions) {}
}
