package io.dualwrite.migration;

import io.dualwrite.intake.FileRejected;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of an Excel workbook, row by row, every cell as text; a date as {@code 2020-03-27T00:00}. */
final class Workbook {
    /** Excel's own date formats; the others are told by their letters. */
    private static final Set<Integer> DATE_FORMATS = Set.of(14, 15, 16, 17, 22, 27, 30, 36, 50, 57);

    private static final BigDecimal FIRST_DAY = BigDecimal.valueOf(61);
    private static final BigDecimal AFTER_LAST_DAY = BigDecimal.valueOf(2_958_466);

    private Workbook() {}

    /**
     * @param row takes the row's number, counted from 1, and its cells, blank ones as ""
     * @throws FileRejected if it is no workbook, or unpacks to too much
     */
    static void read(Path file, BiConsumer<Integer, List<String>> row) throws FileRejected, IOException {
        boolean formats = WorkbookBounds.check(file);
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile(), new ReadingOptions(formats, true));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            rows.forEach(line -> row.accept(line.getRowNum(), cells(line)));
        } catch (IOException | RuntimeException e) {
            // The library answers whatever is missing or wrong in an archive that is no workbook by any of these.
            throw new FileRejected(
                    "workbook-broken",
                    WorkbookBounds.reason(e),
                    "an Excel workbook (xlsx) with a sheet",
                    "export it again, or save it as 'CSV UTF-8'");
        }
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.getCell(i);
            cells.add(cell == null ? "" : text(cell));
        }
        return cells;
    }

    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            BigDecimal number = cell.asNumber();
            return isDate(cell) && isDay(number) ? cell.asDate().toString() : plain(number);
        }
        String text = cell.getText();
        return text == null ? "" : text;
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /** March 1900 to the year 9999; what is outside is a time of day or a slip, and stays the number that it is. */
    private static boolean isDay(BigDecimal number) {
        return number.compareTo(FIRST_DAY) >= 0 && number.compareTo(AFTER_LAST_DAY) < 0;
    }

    private static boolean isDate(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && DATE_FORMATS.contains(id)) {
            return true;
        }
        String format = cell.getDataFormatString();
        if (format == null) {
            return false;
        }
        // Without literal texts, escaped characters, colours and locales: [Red], [$-409].
        String letters =
                format.replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*]|_.", "").toLowerCase(java.util.Locale.ROOT);
        return letters.indexOf('y') >= 0 && (letters.indexOf('d') >= 0 || letters.indexOf('m') >= 0);
    }
}
