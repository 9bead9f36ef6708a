package io.dualwrite.migration;

import java.util.Locale;

/** How bad a problem is. */
public enum Severity {
    /** The row is not written. */
    ERROR,
    /** The row is written; something about it is to be mended all the same. */
    WARNING,
    /** Worth knowing; nobody has to act. */
    INFO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
