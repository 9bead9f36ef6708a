package io.dualwrite.runtime;

import io.dualwrite.check.Finding;
import io.dualwrite.exchange.ExportFile;
import io.dualwrite.exchange.ExportedMap;
import io.dualwrite.exchange.ExportedVersions;
import io.dualwrite.exchange.Imported;
import io.dualwrite.exchange.MapExport;
import io.dualwrite.exchange.MapImport;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Maps of Microsoft's dual-write come in, and ours go out. */
public final class Exchanging {
    private static final String TABLES = MapSource.OWN_SCHEMA + "/tables.csv";
    private static final String COLUMNS = MapSource.OWN_SCHEMA + "/columns.csv";
    private static final String OF_TABLES = "side,set,name,display,primary_id,primary_name,key,company";
    private static final String OF_COLUMNS = "side,set,column,type,max_length,scale,required,targets,options,source";

    private final Settings settings;
    private final Path routes;

    /**
     * What an import would write, and what is found in it.
     *
     * @param files content by path below the folder of the flows; those that exist already included
     * @param existing those that are there and would be another thing then
     * @param findings of the check, about the imported maps and their flows
     */
    public record Draft(
            List<Imported> maps, Map<String, String> files, List<String> existing, List<Finding> findings) {}

    /** @param settings whose folder of flows the maps are for */
    public Exchanging(Settings settings) {
        this.settings = settings;
        this.routes = settings.directory("routes.directory");
    }

    /**
     * @param name of the map; empty: after its table
     * @throws IllegalArgumentException if the file is no export, or has no such map or version, or the name is for several
     */
    public Draft read(Path file, String name, Optional<String> version, Optional<String> only) {
        List<ExportedMap> chosen = ExportedVersions.choose(ExportFile.read(file), version, only);
        if (!name.isEmpty() && chosen.size() > 1) {
            throw new IllegalArgumentException("found one name for " + chosen.size()
                    + " maps; expected --only with a part of one of "
                    + String.join(
                            ", ", chosen.stream().map(ExportedMap::toString).toList()));
        }
        List<Imported> maps = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (ExportedMap map : chosen) {
            for (Imported imported : new MapImport(MapSource.of(settings).schema(), map).all(name)) {
                maps.add(imported);
                imported.files().forEach((path, text) -> {
                    if (files.put(path, text) != null) {
                        throw new IllegalArgumentException("found two maps for " + path
                                + "; expected --only with a part of the name of one of them, and --name for each");
                    }
                });
            }
        }
        own(
                TABLES,
                OF_TABLES,
                maps.stream().flatMap(map -> map.tables().stream()).toList(),
                files);
        own(
                COLUMNS,
                OF_COLUMNS,
                maps.stream().flatMap(map -> map.columns().stream()).toList(),
                files);
        List<String> existing = files.keySet().stream()
                .filter(path -> !path.startsWith(MapSource.OWN_SCHEMA) && Files.exists(routes.resolve(path)))
                .toList();
        return new Draft(maps, files, existing, checked(maps, files));
    }

    /** The file as it is, with the lines that it lacks. */
    private void own(String path, String header, List<String> lines, Map<String, String> files) {
        if (lines.isEmpty()) {
            return;
        }
        Set<String> all = new LinkedHashSet<>(List.of(header));
        Path file = routes.resolve(path);
        try {
            all.addAll(Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        all.addAll(lines);
        files.put(path, String.join("\n", all) + "\n");
    }

    /** In a copy of the folder, so that nothing is written before it is looked at. */
    private List<Finding> checked(List<Imported> maps, Map<String, String> files) {
        try {
            Path trial = Files.createTempDirectory("import-map");
            try {
                Path copy = trial.resolve(routes.getFileName());
                copyAll(routes, copy);
                store(copy, files);
                return Linting.of(
                        settings.with("routes.directory", copy.toString()),
                        maps.stream().map(Imported::name).toList());
            } finally {
                delete(trial);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot try the imported maps", e);
        }
    }

    /** Writes the files of a draft. */
    public void write(Draft draft) {
        try {
            store(routes, draft.files());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + routes, e);
        }
    }

    private static void store(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.createDirectories(to.resolve("maps"));
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * @throws IllegalArgumentException if there is no such map in effect
     */
    public MapExport export(String name) {
        TableMaps maps = MapSource.of(settings).load();
        TableMap map = maps.named(name)
                .orElseThrow(() -> new IllegalArgumentException("found no map " + name + " in effect; there are "
                        + String.join(
                                ", ", maps.all().stream().map(TableMap::name).toList())));
        return new MapExport(map);
    }
}
