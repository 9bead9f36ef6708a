package io.dualwrite.migration;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;

/** A CSV that Sales can import: what names the row, then the documented columns under the names that Sales shows. */
final class ReadyFile {
    /** The columns by which a person and the import know the row, as the exports have them. */
    private static final List<Field> NAMING = List.of(
            Field.ID,
            Field.CHECKSUM,
            Field.MODIFIED,
            Field.NUMBER,
            Field.REVISION,
            Field.HEADER,
            Field.LINE_NUMBER,
            Field.NAME);

    private final SalesFacts sales;

    ReadyFile(SalesFacts sales) {
        this.sales = sales;
    }

    /** Writes the rows without an error; the file is there as a whole or not at all. */
    Path write(Path folder, ImportTable table, List<ExportFile> exports, List<Draft> drafts) throws IOException {
        List<Draft> ready = drafts.stream().filter(Draft::writable).toList();
        Map<String, Field> naming = naming(table, exports, ready);
        List<String> header = new ArrayList<>(naming.keySet());
        Target.of(table).forEach(target -> header.add(target.display()));
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, table.word(), ".tmp");
        try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
            out.write('\uFEFF'); // Excel reads UTF-8 by this mark only
            line(out, header);
            for (Draft row : ready) {
                line(out, cells(table, naming, row));
            }
        }
        return Files.move(draft, folder.resolve(table.word() + ".csv"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void line(Writer out, List<String> cells) throws IOException {
        out.write(CSVFormat.RFC4180.format(cells.toArray()));
        out.write("\r\n");
    }

    /** Under the names that the exports have for them. */
    private static Map<String, Field> naming(ImportTable table, List<ExportFile> exports, List<Draft> ready) {
        Map<String, Field> naming = new LinkedHashMap<>();
        for (Field field : NAMING) {
            String name = exports.stream()
                    .flatMap(export -> Optional.ofNullable(export.columns().get(field)).stream())
                    .findFirst()
                    .orElse(Headers.shown(table, field));
            boolean filled = Target.of(table).stream()
                    .anyMatch(target -> target.display().equals(name));
            boolean there = ready.stream().anyMatch(row -> value(row, field).length() > 0);
            if (!filled && there) {
                naming.put(name, field);
            }
        }
        return naming;
    }

    /** The row's GUID also where the export did not have it, and Sales told it. */
    private static String value(Draft row, Field field) {
        String exported = row.row().text(field).orElse("");
        return exported.isEmpty() && field == Field.ID
                ? row.current().map(SalesRow::id).orElse("")
                : exported;
    }

    private List<String> cells(ImportTable table, Map<String, Field> naming, Draft row) {
        List<String> cells = new ArrayList<>();
        naming.values().forEach(field -> cells.add(value(row, field)));
        Target.of(table).forEach(target -> cells.add(shown(row, target)));
        return cells;
    }

    /** What is not filled, or only by default, repeats what Sales has: an import clears a column whose cell is blank. */
    private String shown(Draft row, Target target) {
        String now = row.current().map(found -> found.get(target.property())).orElse("");
        Optional<Cell> cell = row.cell(target);
        boolean kept = cell.filter(filled -> target.policy() != Target.Policy.DEFAULT
                        || now.isBlank()
                        || now.equalsIgnoreCase(filled.value()))
                .isEmpty();
        return kept
                ? new Shown(sales).text(row.table(), target, now)
                : cell.get().text();
    }
}
