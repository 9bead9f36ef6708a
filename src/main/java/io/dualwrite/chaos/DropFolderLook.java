package io.dualwrite.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of the files of one side: each lies whole in its last folder, once, with a report that counts its rows. */
final class DropFolderLook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Findings findings;

    DropFolderLook(Path folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    /** @return the files that are in none of the folders */
    List<DropFile> match(Side side, List<DropFile> dropped) throws IOException {
        for (Path left : new DropFolder(folder).drops()) {
            findings.lost(left + " was never taken");
        }
        List<DropFile> missing = new ArrayList<>(
                dropped.stream().filter(file -> file.side() == side).toList());
        for (String last : List.of("done", "rejected")) {
            for (Path file : files(folder.resolve(last))) {
                Optional<DropFile> found = owner(missing, file, last.equals("rejected"));
                found.ifPresent(missing::remove);
                if (found.isPresent()) {
                    report(file, found.get());
                } else {
                    findings.doubled(file + " is no file that was dropped, or is there a second time");
                }
            }
        }
        return missing;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(DropFolder::isDrop).sorted().toList();
        }
    }

    /** A second file of a name has a number behind it in its last folder. */
    private static Optional<DropFile> owner(List<DropFile> missing, Path file, boolean rejected) throws IOException {
        String content = Files.readString(file);
        return missing.stream()
                .filter(one -> one.isUseless() == rejected && one.content().equals(content))
                .filter(one ->
                        file.getFileName().toString().startsWith(one.name().replace(".csv", "")))
                .findFirst();
    }

    private void report(Path file, DropFile dropped) throws IOException {
        Path report = DropFolder.reportOf(file);
        if (!Files.exists(report)) {
            findings.lost(file + " has no report");
            return;
        }
        JsonNode told = JSON.readTree(report.toFile());
        if (dropped.isUseless()) {
            if (!told.path("result").asText().equals("rejected")) {
                findings.different(report + " does not say that the file was rejected");
            }
            return;
        }
        if (told.path("maps").isEmpty()) {
            findings.lost(report + " knows of no row");
        }
        told.path("maps").forEach(map -> count(report, map, dropped.rows().size()));
    }

    /** Every map that reads the table has each row once. */
    private void count(Path report, JsonNode map, int rows) {
        String found = report + ": " + map.get("in") + " rows of " + rows + " in " + map.get("map");
        if (map.get("in").asLong() < rows) {
            findings.lost(found);
        } else if (map.get("in").asLong() > rows) {
            findings.doubled(found);
        }
    }
}
