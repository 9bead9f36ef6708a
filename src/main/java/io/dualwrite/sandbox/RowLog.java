package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps what was written in a file: one line per transaction, handed to the operating system before the answer goes
 * out. A last line that a crash cut off is a transaction that nobody was told of; it is dropped.
 */
final class RowLog implements Closeable {
    private static final String SOLUTION = "solution";

    private final Optional<Path> file;
    private Writer writer;

    /** A row as it now is, or null if it is gone. */
    record Entry(Side side, Table table, String id, StoredRow row) {}

    RowLog(Optional<Path> file) {
        this.file = file;
    }

    synchronized void append(List<Entry> entries) {
        if (writer == null || entries.isEmpty()) {
            return;
        }
        write(line(entries));
    }

    /** The rows that follow are of Sales with another solution, to which those before were moved. */
    synchronized void append(Solution solution) {
        if (writer == null) {
            return;
        }
        ArrayNode line = Json.object().putArray("entries");
        line.addObject().put(SOLUTION, solution.word());
        write(Json.write(line));
    }

    private void write(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep rows in " + file.orElseThrow(), e);
        }
    }

    /** Reads what earlier runs wrote, then stands ready to append. */
    synchronized Stores open(Stores start) throws IOException {
        return file.isEmpty() ? start : open(file.get(), start);
    }

    private Stores open(Path path, Stores start) throws IOException {
        Stores stores = start;
        if (path.toAbsolutePath().getParent() != null) {
            Files.createDirectories(path.toAbsolutePath().getParent());
        }
        boolean cutOff = false;
        if (Files.exists(path)) {
            try (Stream<String> lines = Files.lines(path, StandardCharsets.UTF_8)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    stores = load(line, stores);
                }
            }
            cutOff = lastByte(path) != '\n';
        }
        writer = Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (cutOff) {
            writer.write('\n');
        }
        return stores;
    }

    private static int lastByte(Path path) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "r")) {
            if (bytes.length() == 0) {
                return '\n';
            }
            bytes.seek(bytes.length() - 1);
            return bytes.read();
        }
    }

    private Stores load(String line, Stores start) {
        Stores stores = start;
        for (JsonNode entry : whole(line)) {
            if (entry.has(SOLUTION)) {
                stores = stores.under(Solution.of(entry.get(SOLUTION).asText()), this);
            } else {
                load(entry, stores);
            }
        }
        return stores;
    }

    private static void load(JsonNode entry, Stores stores) {
        Side side = Side.of(entry.get("side").asText());
        Table table = stores.schema().table(side, entry.get("set").asText()).orElseThrow();
        String id = entry.get("id").asText();
        StoredRow row = entry.hasNonNull("row")
                ? new StoredRow(
                        id, values(entry.get("row")), entry.get("version").asLong())
                : null;
        stores.of(side).load(table, id, row);
    }

    /** The transaction, or nothing if the line was cut off by a crash. */
    private static JsonNode whole(String line) {
        try {
            return line.isBlank() ? Json.object() : Json.read(line);
        } catch (Refusal cutOff) {
            return Json.object();
        }
    }

    private static String line(List<Entry> entries) {
        ArrayNode line = Json.object().putArray("entries");
        for (Entry entry : entries) {
            ObjectNode node = line.addObject();
            node.put("side", entry.side().word())
                    .put("set", entry.table().set())
                    .put("id", entry.id());
            if (entry.row() != null) {
                node.put("version", entry.row().version());
                ObjectNode values = node.putObject("row");
                entry.row().values().forEach((name, value) -> values.set(name, Values.raw(value)));
            }
        }
        return Json.write(line);
    }

    private static Map<String, Object> values(JsonNode row) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.properties().forEach(field -> values.put(field.getKey(), Values.fromRaw(field.getValue())));
        return values;
    }

    @Override
    public synchronized void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
