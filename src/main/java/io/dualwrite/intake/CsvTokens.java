package io.dualwrite.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts CSV text into records (RFC 4180, any line ends). Goes on behind a broken record and holds no more of one than
 * the limits allow: why no library does this, docs/decisions/0002. A quote within a cell that does not start with one
 * is a character like any other, as Excel reads it.
 */
final class CsvTokens {
    private static final int END = -1;

    private final TextSource text;
    private final char delimiter;
    private final Limits limits;

    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();
    private int count;
    private int characters;
    private boolean quoted;

    CsvTokens(TextSource text, char delimiter, Limits limits) {
        this.text = text;
        this.delimiter = delimiter;
        this.limits = limits;
    }

    /** The next record that is not a blank line, or nothing at the end. */
    Optional<CsvRecord> next() {
        while (text.peek() != END) {
            CsvRecord record = readRecord();
            if (!blank(record)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    private boolean blank(CsvRecord record) {
        return record.count() == 1
                && !quoted
                && record.fault().isEmpty()
                && record.cells().get(0).isBlank();
    }

    private CsvRecord readRecord() {
        long line = text.line();
        cells = new ArrayList<>();
        fault = Optional.empty();
        count = 0;
        characters = 0;
        quoted = false;
        while (readCell() == delimiter) {
            count = Math.min(count + 1, Integer.MAX_VALUE - 1);
        }
        return new CsvRecord(line, cells, count + 1, fault);
    }

    /** Reads a cell and gives what ended it: the delimiter, a line end or the end of the file. */
    private int readCell() {
        cell.setLength(0);
        int end = text.peek() == '"' ? readQuoted() : readPlain();
        if (count < limits.columns()) {
            cells.add(cell.toString());
        }
        if (end == '\r' && text.peek() == '\n') {
            text.next();
        }
        return end;
    }

    private int readPlain() {
        int c = text.next();
        while (!endsCell(c)) {
            keep(c);
            c = text.next();
        }
        return c;
    }

    private int readQuoted() {
        long opened = text.line();
        quoted = true;
        text.next();
        for (int c = text.next(); c != END; c = text.next()) {
            if (c == '"' && text.peek() != '"') {
                return readBehindQuote();
            }
            if (c == '"') {
                text.next();
            }
            keep(c);
        }
        fault = Optional.of(Fault.of(
                "the end of the file inside a cell whose quote opened on line " + opened,
                "a closing quote",
                "close the quote on line " + opened + ", or export the file again if it was cut off"));
        return END;
    }

    /** Blanks may stand between the closing quote and the delimiter, nothing else. */
    private int readBehindQuote() {
        int c = text.next();
        while (!endsCell(c)) {
            if (c != ' ' && c != '\t') {
                broken(Fault.of(
                        "text behind the closing quote of cell " + (count + 1),
                        "the delimiter or the end of the line",
                        "double a quote that belongs to the text: \"\""));
                return skipLine();
            }
            c = text.next();
        }
        return c;
    }

    private int skipLine() {
        int c = text.next();
        while (c != END && c != '\n' && c != '\r') {
            c = text.next();
        }
        return c;
    }

    private boolean endsCell(int c) {
        return c == delimiter || c == '\n' || c == '\r' || c == END;
    }

    private void keep(int c) {
        if (cell.length() == limits.cellCharacters()) {
            tooLong("cell-too-long", "one cell", limits.cellCharacters());
        } else if (characters == limits.rowCharacters()) {
            tooLong("row-too-long", "the row", limits.rowCharacters());
        } else {
            cell.append((char) c);
            characters++;
        }
    }

    private void tooLong(String reason, String where, int limit) {
        if (fault.isEmpty()) {
            broken(Fault.in(
                    "",
                    reason,
                    "more than " + limit + " characters in " + where,
                    "at most " + limit + " characters",
                    "shorten the text, or look for a quote that was never closed"));
        }
    }

    /** The first fault of a record counts; what follows comes from it. */
    private void broken(Fault found) {
        if (fault.isEmpty()) {
            fault = Optional.of(found);
        }
    }
}
