package io.dualwrite.migration;

/**
 * One thing that a person must know or mend.
 *
 * @param code the stable word for scripts
 * @param table as in the report; empty if it is about no table
 * @param file empty if it is about no file
 * @param line on which the row starts, counted from 1; 0 if it is about no row
 * @param row the row's number or name, or empty
 * @param column as the export names it, or empty
 */
public record Problem(
        Severity severity,
        String code,
        String table,
        String file,
        long line,
        String row,
        String column,
        String found,
        String expected,
        String remedy) {

    /** A problem that no single row has. */
    static Problem general(Severity severity, String code, String table, String found, String expected, String remedy) {
        return new Problem(severity, code, table, "", 0, "", "", found, expected, remedy);
    }

    /** Where it is: file and line as far as known. */
    public String place() {
        String at = line > 0 ? file + ":" + line : file;
        return (at + " " + row + (column.isEmpty() ? "" : " [" + column + "]")).strip();
    }
}
