package io.dualwrite.runtime;

import java.util.List;

/** Settings that cannot be used; the message names each, what was found and what is expected. */
public final class SettingsError extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsError(List<String> findings) {
        super(String.join(System.lineSeparator(), findings));
    }
}
