package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Place;
import io.dualwrite.lint.MapSet.Read;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.Cds;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.TableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Everything that is wrong with the maps and flows of a folder. Reads files only, and never stops at the first fault. */
public final class Lint {
    private static final String SEED = "maps";
    private static final String NEWEST = "maps/newest";
    private static final String DATA_INTEGRATOR = "data-integrator/maps";

    private final Folder folder;
    private final LintScope scope;
    private final FlowsLint flows;
    private final Map<Path, Findings> byFile = new LinkedHashMap<>();
    private final List<Finding> beside = new ArrayList<>();

    public Lint(LintScope scope) {
        this.scope = scope;
        this.folder = new Folder(scope.routes());
        this.flows = new FlowsLint(folder);
    }

    /** The findings, maps first; those that a map file explains are not among them. */
    public List<Finding> find() {
        List<MapSet> sets = sets();
        sets.forEach(this::inSet);
        for (Path file : folder.ignored(List.of(SEED, NEWEST, DATA_INTEGRATOR))) {
            beside.add(new Finding(
                    Code.MAP_FILE_IGNORED,
                    Place.of(folder.shown(file), 1, ""),
                    "a file that nobody reads",
                    "<name>.map.yaml in " + SEED + ", or <name>.camel.yaml"));
        }
        List<Finding> found = new ArrayList<>();
        List<Finding> ofFlows = flows.check(byName(sets), names(), scope.rules(), scope.properties());
        byFile.values()
                .forEach(findings -> found.addAll(findings.told(scope.inEffect().isEmpty())));
        found.addAll(ofFlows);
        found.addAll(beside);
        return List.copyOf(new LinkedHashSet<>(found));
    }

    /** The maps that may run together: each set as it is chosen, the newest completed from the older one. */
    private List<MapSet> sets() {
        Map<Path, MapReading> read = new HashMap<>();
        Map<String, Path> older = folder.maps(DATA_INTEGRATOR);
        if (scope.inEffect().isPresent()) {
            boolean dataIntegrator = scope.inEffect().get().dataIntegrator();
            MapVersions versions = scope.inEffect().get().versions();
            return List.of(
                    dataIntegrator
                            ? set(older.values(), scope.dataIntegrator(), read)
                            : set(chosen(versions).values(), scope.schema(), read));
        }
        List<MapSet> sets = new ArrayList<>();
        sets.add(set(folder.maps(SEED).values(), scope.schema(), read));
        if (!folder.maps(NEWEST).isEmpty()) {
            MapVersions newest = new MapVersions(MapVersions.NEWEST, Map.of());
            sets.add(set(chosen(newest).values(), scope.schema(), read));
        }
        sets.add(set(older.values(), scope.dataIntegrator(), read));
        return sets;
    }

    private Map<String, Path> chosen(MapVersions versions) {
        Map<String, Path> chosen = new TreeMap<>(folder.maps(SEED));
        folder.maps(NEWEST).forEach((name, file) -> {
            if (versions.newest(name)) {
                chosen.put(name, file);
            }
        });
        return chosen;
    }

    private MapSet set(Collection<Path> files, Schema schema, Map<Path, MapReading> read) {
        return new MapSet(
                schema,
                files.stream()
                        .map(file -> read.computeIfAbsent(file, each -> MapReading.of(each, schema)))
                        .toList());
    }

    private void inSet(MapSet set) {
        List<MapLint> alone = List.of(
                new KeyLint(),
                new CompanyLint(set.schema(), set.schema() != scope.dataIntegrator()),
                new MandatoryLint(),
                new ReadOnlyLint(),
                new TypeLint(set.schema()),
                new ValueLint(set.schema()),
                new FilterLint(),
                new LookupLint(set.schema()),
                new DuplicateLint(),
                new LegLint(
                        set.maps().stream().flatMap(read -> read.map().stream()).toList()),
                new NumberLint(set.together().all()));
        LonelyRules rules = new LonelyRules(set.together());
        for (Read read : set.maps()) {
            boolean first = !byFile.containsKey(read.reading().file());
            Findings found = byFile.computeIfAbsent(
                    read.reading().file(), file -> new Findings(folder.shown(file), read.reading()));
            if (first) {
                read.map().ifPresent(map -> alone.forEach(lint -> lint.check(map, read.reading(), found)));
                read.runnable().ifPresent(map -> run(map, set, rules, found));
            }
            read.map().ifPresent(map -> flows(map, read, found));
        }
        cycles(set);
    }

    private void run(TableMap map, MapSet set, LonelyRules rules, Findings found) {
        boolean bothWays = map.flows(Direction.TO_DATAVERSE) && map.flows(Direction.TO_FINOPS);
        if (!bothWays || !(map.cds() instanceof Cds.None) || scope.rows() < 0) {
            return;
        }
        Map<Direction, List<String>> steps = flows.steps(map.name());
        Optional<TableMap> parent = set.together().parentOf(map);
        Map<Direction, Trip> trips = new LinkedHashMap<>();
        for (Direction direction : Direction.values()) {
            List<String> names = steps.getOrDefault(direction, List.of());
            trips.put(direction, new Trip(map, parent, direction, set.schema(), rules.of(names)));
        }
        for (Side side : Side.values()) {
            new RoundTrip(
                            map,
                            side,
                            trips.get(Direction.from(side)),
                            trips.get(Direction.from(side.other())),
                            set.schema(),
                            scope.rows())
                    .check(found);
        }
    }

    private void flows(TableMap map, Read read, Findings found) {
        if (!flows.allRead() || map.cds() instanceof Cds.FirstLeg) {
            return;
        }
        Map<Direction, List<String>> steps = flows.steps(map.name());
        for (Direction direction : Direction.values()) {
            if (map.flows(direction) && !steps.containsKey(direction)) {
                found.add(
                        Code.MAP_WITHOUT_FLOW,
                        read.reading().lines().of("map"),
                        direction.word(),
                        "no route " + map.name() + "." + direction.word(),
                        "a route for each direction in which the map flows");
            }
        }
        oneWayRules(map, steps);
    }

    private void oneWayRules(TableMap map, Map<Direction, List<String>> steps) {
        if (steps.size() < 2 || map.only().isPresent()) {
            return;
        }
        for (String rule : LonelyRules.BOTH_WAYS) {
            List<Direction> with = steps.keySet().stream()
                    .filter(direction -> steps.get(direction).contains(rule))
                    .toList();
            if (with.size() == 1) {
                Direction without = with.get(0) == Direction.TO_FINOPS ? Direction.TO_DATAVERSE : Direction.TO_FINOPS;
                flows.place(map.name(), without)
                        .ifPresent(place -> beside.add(new Finding(
                                Code.RULE_ONE_WAY,
                                place,
                                rule + " in " + map.name() + "." + with.get(0).word() + " alone",
                                "process: { ref: " + rule + " } in " + map.name() + "." + without.word() + " too")));
            }
        }
    }

    private void cycles(MapSet set) {
        Map<String, Path> files = new HashMap<>();
        set.maps().forEach(read -> files.put(read.name(), read.reading().file()));
        for (CycleLint.Cycle cycle : new CycleLint(set.together().all(), set.schema()).cycles()) {
            TableMap first = cycle.maps().get(0);
            Path file = files.get(first.name());
            if (file != null) {
                byFile.get(file)
                        .add(
                                Code.LOOKUP_CYCLE,
                                cycle.field(),
                                cycle.field().name(Side.DATAVERSE).orElse(""),
                                cycle.toString(),
                                "optional on one of the lookups");
            }
        }
    }

    private static Map<String, Collection<TableMap>> byName(List<MapSet> sets) {
        Map<String, Collection<TableMap>> byName = new HashMap<>();
        for (MapSet set : sets) {
            set.together().all().forEach(map -> byName.computeIfAbsent(map.name(), name -> new ArrayList<>(1))
                    .add(map));
        }
        return byName;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        List.of(SEED, NEWEST, DATA_INTEGRATOR)
                .forEach(below -> names.addAll(folder.maps(below).keySet()));
        return names;
    }
}
