package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Path SAMPLES = Path.of("samples");

    @Test
    void every_sample_file_reads_without_a_broken_row() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SAMPLES, 2)) {
            for (Path file : files.filter(SamplesTest::isSample).toList()) {
                counts.put(file.getFileName().toString(), rowsOf(file));
            }
        }

        assertThat(counts)
                .containsEntry("CDSSalesOrderHeaders.csv", 26)
                .containsEntry("CDSSalesOrderLines.csv", 54)
                .containsEntry("CustomersV3.csv", 14)
                .containsEntry("salesorders.csv", 20)
                .containsEntry("salesorderdetails.json", 39)
                .hasSize(18);
    }

    /** What is dropped as it is; the exports of samples/migration are read by the command migrate, and tested there. */
    private static boolean isSample(Path file) {
        return Files.isRegularFile(file)
                && List.of("finops", "dataverse")
                        .contains(file.getParent().getFileName().toString());
    }

    private static int rowsOf(Path file) throws Exception {
        DropName name = DropName.of(file, Optional::of);
        int count = 0;
        try (RowSource rows = RowReader.open(file, name.format(), ReadOptions.DEFAULT)) {
            while (rows.hasNext()) {
                assertThat(rows.next()).isInstanceOf(DroppedRow.class);
                count++;
            }
        }
        return count;
    }
}
