package io.dualwrite.journal;

/** The journal cannot be opened; the message says why and what to do. */
public final class JournalUnavailable extends RuntimeException {
    private final boolean inUse;

    JournalUnavailable(String message, Throwable cause, boolean inUse) {
        super(message, cause);
        this.inUse = inUse;
    }

    /** Does another process have it open? Then a later try may do better. */
    public boolean inUse() {
        return inUse;
    }
}
