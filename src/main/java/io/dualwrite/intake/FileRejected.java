package io.dualwrite.intake;

import java.io.IOException;
import java.util.Collection;

/** A file of which no row can be read. It is kept in {@code rejected/}, with a report that says this. */
public final class FileRejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String found;
    private final String expected;
    private final String remedy;

    /**
     * @param reason short stable word: {@code file-empty}, {@code header-missing}, {@code name-unknown} ...
     */
    public FileRejected(String reason, String found, String expected, String remedy) {
        super(reason + ": found " + found + "; expected " + expected + "; " + remedy);
        this.reason = reason;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
    }

    /** For the report beside a file that cannot be opened; such a file stays where it is. */
    public static FileRejected unreadable(IOException cause) {
        String message = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new FileRejected(
                "unreadable",
                cause.getClass().getSimpleName() + message,
                "a file that the runtime's user may read",
                "give it read permission; it is tried again as soon as it changes");
    }

    static FileRejected empty(String found) {
        return new FileRejected("file-empty", found, "a header line and at least one row", "export the rows again");
    }

    static FileRejected headerMissing(Collection<String> header) {
        return new FileRejected(
                "header-missing",
                "a first line of which no cell is a column of this table: " + Fault.shown(String.join(",", header)),
                "the names of the columns in the first line",
                "add the header line, or correct the file's name if the rows are of another table");
    }

    public String reason() {
        return reason;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }

    public String remedy() {
        return remedy;
    }
}
