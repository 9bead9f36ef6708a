package io.dualwrite.runtime;

import io.dualwrite.intake.ContentHash;
import io.dualwrite.intake.DropName;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.journal.LoadPart;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tables a load reads, and in which order: a table behind those that its rows look up, by what the maps say. */
final class LoadPlan {
    private final TableMaps maps;
    private final Schema schema;
    private final Set<Flow> flows;
    private final LoadOrder order;
    private final Direction direction;

    /** @param flows that run, or would run */
    LoadPlan(TableMaps maps, Schema schema, Set<Flow> flows, LoadOrder order) {
        this.maps = maps;
        this.schema = schema;
        this.flows = flows;
        this.order = order;
        this.direction = Direction.from(order.from());
        order.maps().forEach(this::check);
    }

    private void check(String name) {
        String all = loadable().stream().map(TableMap::name).sorted().collect(Collectors.joining(", "));
        TableMap map = maps.named(name)
                .orElseThrow(() -> new IllegalArgumentException("no map in effect is called " + name + "; from "
                        + order.from().word() + " flow: " + all));
        if (!flows(map)) {
            throw new IllegalArgumentException(
                    "nothing of the map " + name + " flows from " + order.from().word() + "; from there flow: " + all);
        }
    }

    private boolean flows(TableMap map) {
        return map.flows(direction) && flows.contains(new Flow(map.name(), direction));
    }

    private List<TableMap> loadable() {
        return maps.order().maps().stream().filter(this::flows).toList();
    }

    /** The maps that were asked for, in the order in which their rows need each other. */
    List<TableMap> chosen() {
        Set<String> names = new LinkedHashSet<>(order.maps());
        if (order.withRelated()) {
            related().forEach(map -> names.add(map.name()));
        }
        return loadable().stream()
                .filter(map -> order.maps().isEmpty() || names.contains(map.name()))
                .toList();
    }

    /** The maps that were not asked for and whose rows those that were look up; those read from the same table as well. */
    List<TableMap> related() {
        Set<TableMap> needed = new LinkedHashSet<>();
        order.maps()
                .forEach(name -> needed.addAll(
                        maps.order().withNeeded(List.of(maps.named(name).orElseThrow()))));
        return loadable().stream()
                .filter(map -> needed.contains(map) && !order.maps().contains(map.name()))
                .toList();
    }

    /**
     * @throws IllegalArgumentException if a file cannot be loaded, saying why
     */
    List<LoadPart> parts() throws IOException {
        Map<String, List<TableMap>> byTable = new LinkedHashMap<>();
        chosen().forEach(map -> byTable.computeIfAbsent(map.table(order.from()), table -> new ArrayList<>())
                .add(map));
        List<LoadPart> parts = order.files().isEmpty() ? ofSystem(byTable) : ofFiles(byTable);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("found nothing to load: no map that flows from "
                    + order.from().word() + " has such rows");
        }
        return parts;
    }

    private List<LoadPart> ofSystem(Map<String, List<TableMap>> byTable) {
        List<LoadPart> parts = new ArrayList<>();
        byTable.forEach((table, taking) ->
                parts.add(LoadPart.open(parts.size() + 1, table, names(taking), "", "", scope(table, taking))));
        return parts;
    }

    /** A map that was edited may want columns that an earlier load did not ask for. */
    private String scope(String table, List<TableMap> taking) {
        String asked =
                taking.stream().map(map -> map.name() + map.fingerprint()).collect(Collectors.joining(","));
        return table + " " + ContentHash.of(asked + " " + order.company().orElse(""));
    }

    private static List<String> names(List<TableMap> maps) {
        return maps.stream().map(TableMap::name).toList();
    }

    private List<LoadPart> ofFiles(Map<String, List<TableMap>> byTable) throws IOException {
        Map<String, List<Path>> files = new LinkedHashMap<>();
        byTable.keySet().forEach(table -> files.put(table, new ArrayList<>()));
        for (Path file : listed()) {
            String table = table(file);
            if (files.containsKey(table)) {
                files.get(table).add(file);
            } else if (order.maps().isEmpty()) {
                throw new IllegalArgumentException(file + " has rows of " + table + ", which no map takes from "
                        + order.from().word() + "; take the file away");
            }
        }
        List<LoadPart> parts = new ArrayList<>();
        for (Map.Entry<String, List<Path>> entry : files.entrySet()) {
            for (Path file : entry.getValue()) {
                List<String> names = names(byTable.get(entry.getKey()));
                String path = file.toAbsolutePath().normalize().toString();
                parts.add(LoadPart.open(
                        parts.size() + 1, entry.getKey(), names, path, ContentHash.of(file), "file " + path));
            }
        }
        return parts;
    }

    private List<Path> listed() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : order.files()) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.list(path)) {
                    inside.filter(Files::isRegularFile)
                            .filter(LoadPlan::hasRows)
                            .sorted()
                            .forEach(files::add);
                }
            } else if (Files.isReadable(path)) {
                files.add(path);
            } else {
                throw new IllegalArgumentException("no file or folder " + path + " that can be read");
            }
        }
        return files;
    }

    private static boolean hasRows(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && !name.endsWith(".properties")
                && !name.endsWith(".report.json")
                && !name.endsWith(".md");
    }

    private String table(Path file) throws IOException {
        if (file.toString().endsWith(".zip")) {
            throw new IllegalArgumentException(file + " is a data package; unpack it and load the folder");
        }
        try {
            return DropName.of(file, any -> schema.table(side(), any).map(Table::set))
                    .table();
        } catch (FileRejected rejected) {
            throw new IllegalArgumentException(file + ": " + rejected.getMessage(), rejected);
        }
    }

    private Side side() {
        return order.from();
    }
}
