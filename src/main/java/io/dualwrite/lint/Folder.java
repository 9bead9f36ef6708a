package io.dualwrite.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of flows and maps. */
record Folder(Path root) {
    private static final String MAP = ".map.yaml";
    private static final String FLOW = ".camel.yaml";

    List<Path> flows() {
        return files(root, FLOW, Integer.MAX_VALUE);
    }

    /** The map files of a folder below, by the name of their map; none if there is no such folder. */
    Map<String, Path> maps(String below) {
        Map<String, Path> maps = new TreeMap<>();
        Path folder = root.resolve(below);
        if (Files.isDirectory(folder)) {
            files(folder, MAP, 1)
                    .forEach(file -> maps.put(file.getFileName().toString().replace(MAP, ""), file));
        }
        return maps;
    }

    /** Files that somebody may take for maps or flows, but that nobody reads. */
    List<Path> ignored(List<String> mapFolders) {
        List<Path> read =
                mapFolders.stream().map(root::resolve).map(Path::normalize).toList();
        return files(root, "", Integer.MAX_VALUE).stream()
                .filter(file -> ignored(file, read.contains(file.normalize().getParent())))
                .toList();
    }

    private static boolean ignored(Path file, boolean amongMaps) {
        String name = file.getFileName().toString();
        boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
        if (amongMaps) {
            return yaml && !name.endsWith(MAP);
        }
        return name.endsWith(MAP) || name.endsWith(".map.yml") || name.endsWith(".camel.yml");
    }

    private static List<Path> files(Path folder, String suffix, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** As a person looks for it: {@code routes/maps/newest/orders.map.yaml}. */
    String shown(Path file) {
        Path base = root.toAbsolutePath().normalize();
        Path above = base.getParent() == null ? base : base.getParent();
        return above.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }
}
