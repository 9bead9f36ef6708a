package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.compare.Compared;
import io.dualwrite.compare.Finds;
import io.dualwrite.intake.ContentHash;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a plan of what makes both systems the same, and brings one into the drop folders. */
public final class Reconciling {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "repair.json";

    private final Settings settings;
    private final Comparing comparing;

    /** @throws IllegalStateException if a map or a flow does not check */
    public Reconciling(Settings settings) {
        this.settings = settings;
        this.comparing = new Comparing(settings);
    }

    public Comparing comparing() {
        return comparing;
    }

    /**
     * What a plan has.
     *
     * @param rows by file
     * @param left rows that it cannot mend, with the reason
     */
    public record Planned(List<Compared> compared, Map<String, Long> rows, List<String> left) {}

    /**
     * What became of a plan.
     *
     * @param files that were dropped
     * @param changed rows of the plan that are not as they were when it was made; they are left out
     */
    public record Applied(List<String> files, long rows, long changed) {}

    /**
     * Compares, and writes what would make both sides the same: a folder that can be planned, and applied.
     *
     * @param folder must not be there yet, or be empty
     * @param finds is told of each row as well
     */
    public Planned plan(
            List<String> maps,
            Optional<String> company,
            int limit,
            Side winner,
            boolean delete,
            Path folder,
            Finds finds)
            throws IOException {
        refuseFull(folder);
        try (RepairFiles files = new RepairFiles(folder, winner, delete)) {
            List<Compared> compared = comparing.of(maps, company, limit, both(files, finds));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MANIFEST), manifest(maps, company, winner, delete, files));
            Map<String, Long> rows = new HashMap<>();
            files.counts()
                    .forEach((file, count) -> rows.put(folder.relativize(file).toString(), count));
            return new Planned(compared, rows, files.left());
        }
    }

    private static Finds both(Finds one, Finds other) {
        return (map, key, difference, finops, sales) -> {
            one.found(map, key, difference, finops, sales);
            other.found(map, key, difference, finops, sales);
        };
    }

    private static void refuseFull(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new IllegalArgumentException(folder + " is not empty; name a folder that is not there yet");
                }
            }
        }
    }

    private static String manifest(
            List<String> maps, Optional<String> company, Side winner, boolean delete, RepairFiles files) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("winner", winner.word())
                .put("delete", delete)
                .put("company", company.orElse(""));
        maps.forEach(manifest.putArray("maps")::add);
        ArrayNode rows = manifest.putArray("rows");
        files.rows().forEach(rows::add);
        return manifest.toPrettyString() + "\n";
    }

    /**
     * Compares again and drops what of a plan is still as it was when the plan was made.
     *
     * @throws IllegalArgumentException if the folder is no such plan
     */
    public Applied apply(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    folder + " has no " + MANIFEST + "; name a folder that reconcile --repair-file has made");
        }
        JsonNode manifest = JSON.readTree(file.toFile());
        Map<String, String> planned = new HashMap<>();
        manifest.path("rows")
                .forEach(row -> planned.put(name(row), row.path("print").asText()));
        List<String> maps = new ArrayList<>();
        manifest.path("maps").forEach(map -> maps.add(map.asText()));
        Path now = Files.createTempDirectory("dual-write-repair");
        try (RepairFiles files = new RepairFiles(
                now,
                Side.of(manifest.path("winner").asText()),
                manifest.path("delete").asBoolean())) {
            Optional<String> company =
                    Optional.of(manifest.path("company").asText()).filter(code -> !code.isEmpty());
            comparing.of(maps, company, 0, (map, key, difference, finops, sales) -> {
                String name =
                        map.name() + " " + key.text() + " " + difference.kind().words();
                if (RepairFiles.print(difference).equals(planned.get(name))) {
                    planned.remove(name);
                    files.found(map, key, difference, finops, sales);
                }
            });
        }
        return dropped(now, manifest.path("rows").size(), planned.size());
    }

    private static String name(JsonNode row) {
        return row.path("map").asText() + " " + row.path("key").asText() + " "
                + row.path("found").asText();
    }

    private Applied dropped(Path now, long planned, long changed) throws IOException {
        List<String> names = new ArrayList<>();
        for (Side side : Side.values()) {
            Path from = now.resolve(side.word());
            if (!Files.isDirectory(from)) {
                continue;
            }
            Path to =
                    Files.createDirectories(settings.directory("drop.directory").resolve(side.word()));
            for (Path file : listed(from)) {
                names.add(side.word() + "/" + drop(file, to));
            }
        }
        return new Applied(names, planned - changed, changed);
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    /** What belongs beside it first; then the file at once and under a name that no other has. */
    private static String drop(Path file, Path folder) throws IOException {
        String stem = file.getFileName().toString().replace(".jsonl", "");
        String name = stem + "-" + ContentHash.of(file).substring(0, 8) + ".jsonl";
        Files.copy(
                file.resolveSibling(file.getFileName() + ".properties"),
                folder.resolve(name + ".properties"),
                StandardCopyOption.REPLACE_EXISTING);
        Path draft = Files.copy(file, folder.resolve(name + ".tmp"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
    }
}
