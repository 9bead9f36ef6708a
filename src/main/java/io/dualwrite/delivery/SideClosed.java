package io.dualwrite.delivery;

import java.io.IOException;
import java.time.Instant;

/** A side asked us to stay away, so nothing was sent. */
public final class SideClosed extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Instant until;

    SideClosed(Instant until) {
        super("nothing was sent: the system asked to be left alone until " + until);
        this.until = until;
    }

    /** When it may be spoken to again. */
    public Instant until() {
        return until;
    }
}
