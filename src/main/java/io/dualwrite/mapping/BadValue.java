package io.dualwrite.mapping;

import java.io.Serial;

/** A value that cannot be what its column wants. */
final class BadValue extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String found;
    private final String expected;
    private final String remedy;

    BadValue(String reason, String found, String expected, String remedy) {
        super(found + "; expected " + expected, null, false, false);
        this.reason = reason;
        this.found = found;
        this.expected = expected;
        this.remedy = remedy;
    }

    BadValue(String found, String expected) {
        this("bad-value", found, expected, "mend the value and drop the row again");
    }

    String reason() {
        return reason;
    }

    String found() {
        return found;
    }

    String expected() {
        return expected;
    }

    String remedy() {
        return remedy;
    }
}
