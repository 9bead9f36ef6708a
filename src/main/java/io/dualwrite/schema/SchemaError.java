package io.dualwrite.schema;

import java.io.Serial;
import java.nio.file.Path;

/** A file in which a customer declares tables or columns of his own is not right. */
public final class SchemaError extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long line;
    private final String found;
    private final String expected;

    SchemaError(Path file, long line, String found, String expected) {
        super(file + ":" + line + ": found " + found + "; expected " + expected);
        this.file = file;
        this.line = line;
        this.found = found;
        this.expected = expected;
    }

    public Path file() {
        return file;
    }

    /** Counted from 1. */
    public long line() {
        return line;
    }

    public String found() {
        return found;
    }

    public String expected() {
        return expected;
    }
}
