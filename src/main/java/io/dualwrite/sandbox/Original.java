package io.dualwrite.sandbox;

import java.io.IOException;
import java.util.List;

/** The real system under an {@link Overlay}; it is only ever read. */
@FunctionalInterface
public interface Original {
    /** An answer to one question. */
    record Read(int status, String body) {}

    /** The system does not let us look, so that nothing can be foretold. */
    final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads rows, with the logical names of what lookups point to.
     *
     * @param urls relative to the service's root: {@code accounts?$filter=...}
     * @return an answer to each, in order
     * @throws IOException if the system does not answer
     */
    List<Read> read(List<String> urls) throws IOException;
}
