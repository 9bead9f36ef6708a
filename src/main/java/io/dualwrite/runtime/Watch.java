package io.dualwrite.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which files below a folder changed since the last look, by time and size. */
final class Watch {
    private final Path folder;
    private final String suffix;
    private Map<Path, Stamp> seen = Map.of();

    private record Stamp(FileTime time, long size) {}

    /** Files added or edited, and files that are gone. */
    record Difference(List<Path> changed, List<Path> removed) {
        boolean isEmpty() {
            return changed.isEmpty() && removed.isEmpty();
        }
    }

    Watch(Path folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    /** The difference to the look before; everything the first time. */
    Difference look() {
        Map<Path, Stamp> now = stamps();
        List<Path> changed = new ArrayList<>();
        now.forEach((path, stamp) -> {
            if (!stamp.equals(seen.get(path))) {
                changed.add(path);
            }
        });
        List<Path> removed =
                seen.keySet().stream().filter(path -> !now.containsKey(path)).toList();
        seen = now;
        return new Difference(changed, removed);
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new LinkedHashMap<>();
        files(folder, suffix).forEach(file -> stamp(file, stamps));
        return stamps;
    }

    /** The files below a folder with that end of name, in order of their names; none if there is no such folder. */
    static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .map(file -> file.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static void stamp(Path file, Map<Path, Stamp> stamps) {
        try {
            stamps.put(file, new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
        } catch (IOException goneMeanwhile) {
            stamps.remove(file);
        }
    }
}
