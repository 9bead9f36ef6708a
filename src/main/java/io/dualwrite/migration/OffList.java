package io.dualwrite.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The duplicate detection rules that were switched off, on disk: no crash and no power cut forgets them. */
final class OffList {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    OffList(Path stateDirectory) {
        this.file = stateDirectory.resolve("duplicate-detection-off.json");
    }

    /**
     * GUID to name; empty if nothing is off.
     *
     * @param sales the Sales that is spoken to
     * @throws IllegalStateException if the list cannot be read, or is of another Sales
     */
    Map<String, String> read(String sales) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            JsonNode list = JSON.readTree(file.toFile());
            String of = list.path("sales").asText();
            if (!of.equals(sales)) {
                throw new IllegalStateException(file + " lists duplicate detection rules that are off in " + of
                        + ", but dataverse.url is " + sales + ": switch them on there first"
                        + " (migrate --enable-duplicate-detection with that dataverse.url)");
            }
            Map<String, String> rules = new LinkedHashMap<>();
            list.path("rules")
                    .properties()
                    .forEach(rule -> rules.put(rule.getKey(), rule.getValue().asText()));
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + file + ", which lists the duplicate detection rules that are off", e);
        }
    }

    /** Replaces the list; an empty one removes the file. It is on disk when this returns. */
    void write(String sales, Map<String, String> rules) {
        try {
            if (rules.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            ObjectNode list = JSON.createObjectNode().put("sales", sales);
            rules.forEach(list.putObject("rules")::put);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".tmp");
            try (FileChannel out = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer text = ByteBuffer.wrap(list.toPrettyString().getBytes(StandardCharsets.UTF_8));
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + "; state.directory must be writable", e);
        }
    }
}
