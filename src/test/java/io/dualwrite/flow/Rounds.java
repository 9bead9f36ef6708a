package io.dualwrite.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.compare.Compared;
import io.dualwrite.compare.RowDifference;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Comparing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Both systems tell every change of theirs, and the runtime gets the files when the test hands them over. A round: all
 * files told so far are handed over, and the runtime comes to rest.
 */
final class Rounds implements AutoCloseable {
    private static final List<String> MAPS =
            List.of("accounts", "products", "orders", "order-lines", "quotes", "quote-lines");

    final World world;
    private final Path told;

    Rounds(Path home) throws Exception {
        told = Files.createDirectories(home.resolve("told"));
        world = new World(home, Map.of(), Optional.of(told));
    }

    /** Hands over what a side told so far. @return how many files */
    int hand(Side side) throws IOException {
        List<Path> files = told(side);
        Path folder = Files.createDirectories(world.home.resolve("drop").resolve(side.word()));
        for (Path file : files) {
            Path properties = file.resolveSibling(file.getFileName() + ".properties");
            if (Files.exists(properties)) {
                Files.move(properties, folder.resolve(properties.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        return files.size();
    }

    private List<Path> told(Side side) throws IOException {
        Path folder = told.resolve(side.word());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** @return how many files were handed over */
    int round() throws IOException {
        int files = hand(Side.FINOPS) + hand(Side.DATAVERSE);
        world.rest();
        return files;
    }

    /** Rounds until nobody tells anything any more. */
    void settle() throws IOException {
        for (int rounds = 0; round() > 0; rounds++) {
            if (rounds == 6) {
                throw new AssertionError("the two sides still tell each other changes after 6 rounds");
            }
        }
    }

    /** What of the rows with such a key differs, a line each. */
    List<String> differences(String keyPart) throws IOException {
        return differences(world, keyPart);
    }

    static List<String> differences(World world, String keyPart) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Compared compared : new Comparing(world.here()).of(MAPS, Optional.of("usmf"), 10_000)) {
            compared.rows().stream()
                    .filter(row -> row.key().contains(keyPart.toUpperCase(Locale.ROOT))) // as keys are
                    .map((RowDifference row) -> compared.map() + " " + row)
                    .forEach(differences::add);
        }
        return differences;
    }

    /** Operations after a place in the sandbox's log that would change something. */
    List<String> writesSince(long place) throws Exception {
        List<String> writes = new ArrayList<>();
        for (JsonNode entry : world.loggedSince(place)) {
            for (JsonNode part : entry.path("parts")) {
                if (!part.get("method").asText().equals("GET")) {
                    writes.add(part.toString());
                }
            }
            boolean alone = !entry.has("parts") && !entry.get("method").asText().equals("GET");
            if (alone) {
                writes.add(entry.toString());
            }
        }
        return writes;
    }

    /** The account in short, and the rows that need a person. */
    String account() throws IOException {
        StringBuilder account = new StringBuilder();
        for (JsonNode map : world.status().get("maps")) {
            if (map.get("in").asLong() > 0) {
                account.append(map.get("map").asText())
                        .append('.')
                        .append(map.get("direction").asText());
                map.properties().stream()
                        .filter(count -> count.getValue().asLong() > 0)
                        .forEach(count -> account.append(' ').append(count));
                account.append('\n');
            }
        }
        world.problems().forEach(row -> account.append(row).append('\n'));
        return account.toString();
    }

    @Override
    public void close() {
        world.close();
    }
}
