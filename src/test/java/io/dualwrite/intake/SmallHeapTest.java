package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of any size and depth are read, or rejected, in 64 MB: one process reads them all. */
class SmallHeapTest {
    @TempDir
    Path folder;

    @Test
    void whatever_is_dropped_is_read_or_rejected_in_little_memory() throws Exception {
        zips();
        Path output = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        process.destroyForcibly();
        Map<String, String> said = new LinkedHashMap<>();
        Files.readAllLines(output)
                .forEach(line -> said.put(line.replaceAll(":.*", ""), line.replaceAll("^[^:]*: ?", "")));

        assertThat(ended).isTrue();
        assertThat(said).as("output of the process").containsExactlyEntriesOf(expected());
    }

    private static Map<String, String> expected() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("columns", "header-too-wide");
        expected.put("empty-columns", "1 rows [cell-count]");
        expected.put("line", "1 rows [cell-too-long]");
        expected.put("open-quote", "1 rows [row-broken]");
        expected.put("cell", "1 rows [cell-too-long]");
        expected.put("header", "header-broken");
        expected.put("deep", "1 rows [nested-too-deep]");
        expected.put("deep-list", "1 rows [list-in-row]");
        expected.put("properties", "1 rows [row-too-long]");
        expected.put("names", "1 rows [row-broken]");
        expected.put("text", "1 rows [row-too-long]");
        expected.put("digits", "2 rows []");
        expected.put("more-digits", "1 rows [row-broken]");
        expected.put("exponent", "1 rows [number-too-long, number-too-long]");
        expected.put("no-end", "0 rows [row-broken]");
        expected.put("ratio.zip", "zip-too-large");
        expected.put("total.zip", "zip-too-large");
        expected.put("manifest.zip", "zip-too-large");
        expected.put("directory.zip", "zip-too-many");
        expected.put("entries.zip", "zip-too-many");
        return expected;
    }

    private void zips() throws IOException {
        zip("ratio.zip", "Currencies.csv", 300 << 20);
        zip("manifest.zip", "Manifest.xml", 17 << 20);
        Files.copy(folder.resolve("ratio.zip"), folder.resolve("total.zip"));
        sizesThatLie(folder.resolve("total.zip"));
        try (ZipOutputStream zip = out("entries.zip")) {
            for (int i = 0; i <= 10_000; i++) {
                zip.putNextEntry(new ZipEntry(i + ".csv"));
            }
        }
        try (ZipOutputStream zip = out("directory.zip")) {
            for (int i = 0; i < 600; i++) {
                zip.putNextEntry(new ZipEntry("x".repeat(30_000) + i));
            }
        }
    }

    private ZipOutputStream out(String name) throws IOException {
        return new ZipOutputStream(Files.newOutputStream(folder.resolve(name)));
    }

    private void zip(String name, String entry, int bytes) throws IOException {
        byte[] row = ("USD," + "x".repeat(1019) + "\n").getBytes(StandardCharsets.UTF_8);
        try (ZipOutputStream zip = out(name)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write((entry.endsWith(".xml") ? "<x>" : "A,B\n").getBytes(StandardCharsets.UTF_8));
            for (int written = 0; written < bytes; written += row.length) {
                zip.write(row);
            }
        }
    }

    /** The list at the end of the zip says that the file has ten bytes unpacked. */
    private static void sizesThatLie(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int directory = zip.getInt(bytes.length - 22 + 16);
        zip.putInt(directory + 24, 10);
        Files.write(file, bytes);
    }
}
