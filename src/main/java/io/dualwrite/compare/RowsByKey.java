package io.dualwrite.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dualwrite.odata.FlatRow;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of both sides of a map, so that those of one key come together: few in memory, many in files by their key's
 * hash, one of which is in memory at a time.
 */
final class RowsByKey implements AutoCloseable {
    private static final int MOST_IN_MEMORY = 10_000;
    private static final int FILES = 64;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final List<Entry> inMemory = new ArrayList<>();
    private final List<BufferedWriter> writers = new ArrayList<>();
    private Path folder;

    /** A row as its system has it. */
    record Entry(Side side, RowKey key, Row row) {}

    /** Takes rows, all those of a key at once. */
    @FunctionalInterface
    interface Sink {
        void take(List<Entry> rows) throws IOException;
    }

    void add(Side side, RowKey key, Row row) throws IOException {
        Entry entry = new Entry(side, key, row);
        if (folder != null) {
            write(entry);
            return;
        }
        inMemory.add(entry);
        if (inMemory.size() > MOST_IN_MEMORY) {
            open();
            for (Entry one : inMemory) {
                write(one);
            }
            inMemory.clear();
        }
    }

    private void open() throws IOException {
        folder = Files.createTempDirectory("dual-write-compare");
        for (int i = 0; i < FILES; i++) {
            writers.add(Files.newBufferedWriter(file(i)));
        }
    }

    private Path file(int number) {
        return folder.resolve(number + ".rows");
    }

    private void write(Entry entry) throws IOException {
        BufferedWriter writer = writers.get(Math.floorMod(entry.key().hashCode(), FILES));
        writer.write(JSON.writeValueAsString(
                List.of(entry.side().word(), entry.key().text(), entry.row().toMap())));
        writer.newLine();
    }

    void each(Sink sink) throws IOException {
        if (folder == null) {
            sink.take(inMemory);
            return;
        }
        for (BufferedWriter writer : writers) {
            writer.close();
        }
        for (int i = 0; i < FILES; i++) {
            sink.take(read(file(i)));
        }
    }

    private static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode entry = JSON.readTree(line);
                entries.add(new Entry(
                        Side.of(entry.get(0).asText()),
                        new RowKey(entry.get(1).asText()),
                        Row.of(FlatRow.of(entry.get(2)))));
            }
        }
        return entries;
    }

    @Override
    public void close() throws IOException {
        for (BufferedWriter writer : writers) {
            writer.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
