package io.dualwrite.runtime;

import io.dualwrite.check.Code;
import io.dualwrite.check.Code.Severity;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Place;
import io.dualwrite.lint.Lint;
import io.dualwrite.lint.LintScope;
import io.dualwrite.lint.LintScope.InEffect;
import io.dualwrite.rule.Rules;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.SchemaError;
import io.dualwrite.tablemap.TableMaps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps and flows of an installation looked at without either system: by a person, at the start, at a reload. */
public final class Linting {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    /** Rows that are made for each map and side when a person asks. */
    private static final int MANY = 12;

    /** At the start one row each has to do. */
    private static final int ONE = 0;

    /** An edit must not wait for maps to run: what comes of that is never an error. */
    private static final int NONE = -1;

    private final Settings settings;
    private final Path routes;

    Linting(Settings settings) {
        this.settings = settings;
        this.routes = settings.directory("routes.directory");
    }

    /**
     * Everything, also maps that are not in effect.
     *
     * @param maps only what is about these; all if empty
     * @throws IllegalArgumentException if there is no folder of flows, or no map of such a name
     */
    public static List<Finding> of(Settings settings, List<String> maps) {
        Linting linting = new Linting(settings);
        if (!Files.isDirectory(linting.routes)) {
            throw new IllegalArgumentException("no folder " + linting.routes
                    + "; give the folder of the flows with --routes, or set routes.directory");
        }
        Set<String> names = linting.names();
        List<String> unknown = maps.stream().filter(map -> !names.contains(map)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no map " + String.join(", ", unknown) + " in " + linting.routes
                    + "; there are " + String.join(", ", names));
        }
        List<Finding> found = new ArrayList<>(linting.find(Optional.empty(), MANY));
        linting.trials(found);
        return found.stream()
                .filter(finding ->
                        maps.isEmpty() || maps.contains(finding.place().map()))
                .toList();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Integration integration : Integration.values()) {
            names.addAll(TableMaps.namesIn(integration.folder(routes)));
        }
        return names;
    }

    private List<Finding> find(Optional<InEffect> inEffect, int rows) {
        Map<String, String> properties = new HashMap<>();
        Properties all = CamelStart.properties(settings);
        all.stringPropertyNames().forEach(name -> properties.put(name, all.getProperty(name)));
        List<Finding> found = new ArrayList<>();
        Schema schema = own(Schema.shipped(), found);
        Schema older = found.isEmpty() ? own(Schema.dataIntegrator(), found) : Schema.dataIntegrator();
        found.addAll(new Lint(new LintScope(
                        routes, schema, older, Rules.descriptions().keySet(), properties, inEffect, rows))
                .find());
        return found;
    }

    /** With what the customer has of his own; a fault in that is a finding, and the rest is looked at without it. */
    private Schema own(Schema schema, List<Finding> found) {
        try {
            return schema.with(routes.resolve(MapSource.OWN_SCHEMA));
        } catch (SchemaError wrong) {
            found.add(new Finding(
                    Code.SCHEMA_UNREADABLE,
                    Place.of(shown(wrong.file()), (int) wrong.line(), ""),
                    wrong.found(),
                    wrong.expected()));
            return schema;
        }
    }

    /** What only Camel itself knows of a file; where something else is wrong with it, that comes first. */
    private void trials(List<Finding> found) {
        Set<String> steps = new TreeSet<>(Rules.descriptions().keySet());
        for (String map : names()) {
            steps.add(map + ".toDataverse");
            steps.add(map + ".toFinops");
        }
        Set<String> wrong = found.stream()
                .filter(finding -> finding.code().severity() == Severity.ERROR)
                .map(finding -> finding.place().file())
                .collect(Collectors.toSet());
        FlowTrials trials = new FlowTrials(routes, CamelStart.properties(settings), steps);
        List<Path> files = Watch.files(routes, ".camel.yaml").stream()
                .filter(file -> !wrong.contains(shown(file)))
                .toList();
        if (!trials.all(files)) {
            files.forEach(file -> trials.of(file, shown(file)).forEach(found::add));
        }
    }

    private String shown(Path file) {
        Path above = routes.toAbsolutePath().normalize().getParent();
        return above.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    private List<Finding> inEffect(int rows) {
        boolean older = settings.integration() == Integration.DATA_INTEGRATOR;
        return find(Optional.of(new InEffect(older, settings.mapVersions())), rows);
    }

    /**
     * What is in effect, before it is. Warnings are logged.
     *
     * @throws IllegalStateException with all errors, if there are any
     */
    void beforeStart() {
        List<Finding> found = inEffect(ONE);
        found.stream()
                .filter(finding -> finding.code().severity() == Severity.WARNING)
                .forEach(finding -> LOG.warn("{}", told(finding)));
        List<String> errors = errors(found);
        if (!errors.isEmpty()) {
            throw new IllegalStateException(
                    "maps or flows are not right; dual-write check says more:\n" + String.join("\n", errors));
        }
    }

    /** The errors of the maps as they are in their files now. */
    List<String> errorsOfMaps() {
        return errors(inEffect(NONE).stream()
                .filter(finding -> finding.place().file().endsWith(".map.yaml"))
                .toList());
    }

    /** The errors of one file of flows. */
    List<String> errorsOf(Path flows) {
        String shown = shown(flows);
        return errors(inEffect(NONE).stream()
                .filter(finding -> finding.place().file().equals(shown))
                .toList());
    }

    private static List<String> errors(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.code().severity() == Severity.ERROR)
                .map(Linting::told)
                .toList();
    }

    private static String told(Finding finding) {
        return finding.place().file() + ":" + finding.place().line() + ": "
                + finding.code().word() + ": found " + finding.found() + "; expected " + finding.expected();
    }
}
