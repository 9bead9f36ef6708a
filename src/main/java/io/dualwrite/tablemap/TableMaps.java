package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.MapErrors.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table maps of a folder. */
public final class TableMaps {
    private final Map<String, TableMap> byName;
    private final Map<String, TableMap> firstLegs;
    private final Map<String, Path> files;
    private final Set<String> dormant;
    private final Schema schema;

    private TableMaps(
            Map<String, TableMap> byName,
            Map<String, TableMap> firstLegs,
            Map<String, Path> files,
            Set<String> dormant,
            Schema schema) {
        this.byName = byName;
        this.firstLegs = firstLegs;
        this.files = files;
        this.dormant = dormant;
        this.schema = schema;
    }

    /** The seed set. */
    public static TableMaps load(Path folder, Schema schema) {
        return load(folder, MapVersions.seed(), schema);
    }

    /**
     * Reads and checks the {@code *.map.yaml} that are in effect: of the folder, or of its folder {@code newest}. A map
     * that the chosen set lacks is taken from the seed set; one that only the newest set has needs to be chosen.
     *
     * @throws MapErrors if one of them does not check, or the versions name a map that is not there; has all findings
     * @throws UncheckedIOException if a folder cannot be listed
     */
    public static TableMaps load(Path folder, MapVersions versions, Schema schema) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Path> seed = files(folder);
        Map<String, Path> newest = files(folder.resolve(MapVersions.NEWEST));
        versions.byMap().forEach((name, set) -> {
            if (!(set.equals(MapVersions.NEWEST) ? newest : seed).containsKey(name)) {
                findings.add(new Finding(
                        "maps.version." + name, 1, MapFault.VERSION_UNKNOWN, name, set, "a map that is in this set"));
            }
        });
        Set<String> dormant = new TreeSet<>(newest.keySet());
        Map<String, Path> files = new TreeMap<>(seed);
        newest.forEach((name, file) -> {
            if (versions.newest(name)) {
                files.put(name, file);
            }
        });
        Map<String, TableMap> maps = new LinkedHashMap<>();
        files.values()
                .forEach(
                        file -> new MapFile(file, schema, findings).read().ifPresent(map -> maps.put(map.name(), map)));
        Map<String, TableMap> firstLegs = TwoLegs.joinAll(maps, findings);
        if (!findings.isEmpty()) {
            throw new MapErrors(findings);
        }
        standIn(maps, versions);
        dormant.addAll(files.keySet());
        dormant.removeAll(maps.keySet());
        dormant.removeAll(firstLegs.keySet());
        return new TableMaps(maps, firstLegs, files, dormant, schema);
    }

    /** Maps that are at hand already, the two legs of a way through CDS joined; a leg that has no other is left out. */
    public static TableMaps of(Collection<TableMap> maps, Schema schema) {
        Map<String, TableMap> byName = new LinkedHashMap<>();
        maps.forEach(map -> byName.put(map.name(), map));
        Map<String, TableMap> firstLegs = TwoLegs.joinAll(byName, new ArrayList<>());
        byName.values().removeIf(map -> map.cds() instanceof Cds.SecondLeg);
        return new TableMaps(byName, firstLegs, Map.of(), Set.of(), schema);
    }

    /** These maps alone in effect; the others, and maps of those further names, are known but rest. */
    public TableMaps only(Predicate<String> inEffect, Set<String> furtherNames) {
        Map<String, TableMap> chosen = new LinkedHashMap<>(byName);
        chosen.keySet().removeIf(inEffect.negate());
        Set<String> resting = new TreeSet<>(dormant);
        resting.addAll(byName.keySet());
        resting.addAll(furtherNames);
        resting.removeAll(chosen.keySet());
        return new TableMaps(chosen, firstLegs, files, resting, schema);
    }

    /** The names of the maps of both sets of a folder, whether they check or not; none if there is no such folder. */
    public static Set<String> namesIn(Path folder) {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            names.addAll(files(folder).keySet());
            names.addAll(files(folder.resolve(MapVersions.NEWEST)).keySet());
        }
        return names;
    }

    /** Of two maps for the same rows one is in effect: the usual one, unless the other was chosen by name. */
    private static void standIn(Map<String, TableMap> maps, MapVersions versions) {
        for (TableMap map : List.copyOf(maps.values())) {
            map.instead()
                    .ifPresent(usual -> maps.remove(versions.chosen(map.name()).isPresent() ? usual : map.name()));
        }
    }

    /** By name of the map; none if there is no such folder. */
    private static Map<String, Path> files(Path folder) {
        if (!Files.isDirectory(folder) && folder.endsWith(MapVersions.NEWEST)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(MapFile.SUFFIX))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(MapFile.SUFFIX, ""),
                            file -> file,
                            (one, other) -> one,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot list the table maps in " + folder
                            + "; start in the folder that has routes/, or set --home or routes.directory",
                    e);
        }
    }

    /** The names of all maps, those that are not in effect as well. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(byName.keySet());
        names.addAll(firstLegs.keySet());
        names.addAll(dormant);
        return names;
    }

    /** The maps that end in CDS: steps of a flow, but not maps that take rows from the journal. */
    public Collection<TableMap> firstLegs() {
        return firstLegs.values();
    }

    /** Is there a map of that name that is not in effect, because another set or another map was chosen? */
    public boolean isDormant(String name) {
        return dormant.contains(name);
    }

    /** Where a map that is in effect was read from. */
    public Path fileOf(TableMap map) {
        return files.get(map.name());
    }

    public Optional<TableMap> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<TableMap> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The maps that have this table on this side, also those that do not flow from there: they tell why not.
     *
     * @param anyName set name, public name or technical name, in any case
     */
    public List<TableMap> reading(Side side, String anyName) {
        Optional<String> set = schema.table(side, anyName).map(Table::set);
        return all().stream()
                .filter(map -> set.filter(map.table(side)::equals).isPresent())
                .toList();
    }

    /** The map of the headers, if this one's rows are lines: what the lookup in the Dataverse key points to. */
    public Optional<TableMap> parentOf(TableMap map) {
        return parentLookup(map)
                .flatMap(lookup -> map.dataverse().schema().column(lookup))
                .filter(column -> column.targets().size() == 1)
                .flatMap(column -> schema.table(Side.DATAVERSE, column.targets().get(0)))
                .flatMap(table -> all().stream()
                        .filter(other -> other.table(Side.DATAVERSE).equals(table.set()))
                        .min(Comparator.comparing(other -> other.only().equals(map.only()) ? 0 : 1)));
    }

    /** Which of these maps needs rows of which other one. */
    public MapOrder order() {
        return MapOrder.of(all(), schema);
    }

    /** The lookup column to the header: {@code salesorderid}. */
    static Optional<String> parentLookup(TableMap map) {
        return map.dataverse().keyWithoutCompany().stream()
                .map(LookupPath::of)
                .filter(LookupPath::isLookup)
                .map(LookupPath::root)
                .findFirst();
    }
}
