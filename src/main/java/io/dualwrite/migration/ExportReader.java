package io.dualwrite.migration;

import io.dualwrite.intake.BrokenRow;
import io.dualwrite.intake.Dropped;
import io.dualwrite.intake.DroppedRow;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.intake.Format;
import io.dualwrite.intake.ReadOptions;
import io.dualwrite.intake.RowReader;
import io.dualwrite.intake.RowSource;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads exports of Sales, CSV or Excel. What cannot be read is a problem with its place; the rest goes on. */
final class ExportReader {
    private final Headers headers;
    private final Problems problems;

    ExportReader(Headers headers, Problems problems) {
        this.headers = headers;
        this.problems = problems;
    }

    static boolean reads(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return !name.startsWith("~$") && (name.endsWith(".csv") || name.endsWith(".xlsx"));
    }

    ExportFile read(Path file, ImportTable table) {
        String name = file.getFileName().toString();
        Sheet sheet = new Sheet(name, table);
        try {
            if (name.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
                Workbook.read(file, sheet::line);
            } else {
                csv(file, sheet);
            }
        } catch (FileRejected rejected) {
            sheet.rejected(rejected);
        } catch (IOException e) {
            sheet.rejected(FileRejected.unreadable(e));
        }
        return sheet.done();
    }

    private static void csv(Path file, Sheet sheet) throws FileRejected, IOException {
        ReadOptions options = ReadOptions.DEFAULT.withDelimiter(ReadOptions.DETECTED);
        try (RowSource source = RowReader.open(file, Format.CSV, options)) {
            sheet.header(source.header());
            while (source.hasNext()) {
                sheet.row(source.next());
            }
        }
    }

    /** One file while it is read. */
    private final class Sheet {
        private final String file;
        private final ImportTable table;
        private final List<ExportRow> rows = new ArrayList<>();
        private List<String> header = List.of();
        private Map<Field, String> columns = Map.of();
        private boolean usable = true;
        private long read;

        Sheet(String file, ImportTable table) {
            this.file = file;
            this.table = table;
        }

        void header(List<String> names) {
            header = names;
            columns = headers.columns(table, names);
            List<Field> missing = new ArrayList<>(table.required());
            missing.removeAll(columns.keySet());
            if (table.isLines() && !columns.containsKey(Field.ID) && !columns.containsKey(Field.HEADER)) {
                missing.add(Field.HEADER);
            }
            usable = missing.isEmpty();
            columns.values().stream()
                    .filter(column -> Collections.frequency(names, column) > 1)
                    .forEach(this::twice);
            missing.forEach(field -> problem(
                    "column-missing",
                    0,
                    Headers.shown(table, field),
                    "no such column; there are " + String.join(", ", names),
                    "the column " + Headers.shown(table, field),
                    "add it to the view in Sales and export again, or name yours in --headers"));
        }

        private void twice(String column) {
            usable = false;
            problem(
                    "header-twice",
                    0,
                    column,
                    "two columns '" + column + "'",
                    "every column once",
                    "remove one of the two, or rename it");
        }

        /** A row of a workbook; the first one with cells is the header. */
        void line(int number, List<String> cells) {
            if (cells.stream().allMatch(String::isBlank)) {
                return;
            }
            if (header.isEmpty()) {
                header(cells.stream().map(String::strip).toList());
                return;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                values.putIfAbsent(header.get(i), i < cells.size() ? cells.get(i) : "");
            }
            add(new Place(file, number), Row.of(values));
        }

        void row(Dropped dropped) {
            if (dropped instanceof DroppedRow whole) {
                add(whole.place(), whole.row());
            } else if (dropped instanceof BrokenRow broken) {
                read++;
                problem(
                        broken.reason(),
                        broken.place().line(),
                        broken.field(),
                        broken.found(),
                        broken.expected(),
                        broken.remedy());
            }
        }

        private void add(Place place, Row row) {
            read++;
            if (usable) {
                Map<Field, String> values = new EnumMap<>(Field.class);
                columns.forEach((field, column) -> cell(row, column).ifPresent(text -> values.put(field, text)));
                Map<String, String> all = new LinkedHashMap<>();
                header.forEach(column -> cell(row, column).ifPresent(text -> all.put(Headers.folded(column), text)));
                rows.add(new ExportRow(table, place, values, all));
            }
        }

        private Optional<String> cell(Row row, String column) {
            return row.text(column).map(headers::value);
        }

        void rejected(FileRejected why) {
            problem(why.reason(), 0, "", why.found(), why.expected(), why.remedy());
        }

        private void problem(String code, long line, String column, String found, String expected, String remedy) {
            problems.add(
                    new Problem(Severity.ERROR, code, table.word(), file, line, "", column, found, expected, remedy));
        }

        ExportFile done() {
            if (header.isEmpty()
                    && problems.all().stream()
                            .noneMatch(problem -> problem.file().equals(file))) {
                rejected(new FileRejected("file-empty", "no row", "a header line", "export the rows again"));
            }
            List<String> ignored = header.stream()
                    .filter(name -> !columns.containsValue(name) && !name.isBlank())
                    .toList();
            return new ExportFile(file, table, rows, columns, ignored, read);
        }
    }
}
