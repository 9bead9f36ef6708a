package io.dualwrite.runtime;

import io.dualwrite.journal.JournalUnavailable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a journal that another process has open. A command that looks into a stopped runtime's journal holds it for
 * a moment, and a start in that moment must not fail.
 */
final class Patience {
    private static final long PAUSE_MILLIS = 250;

    private Patience() {}

    /**
     * @param notYet whether it is too early to try; asked before every attempt but the last
     * @throws JournalUnavailable if it is still in use when the time is over, or cannot be opened for another reason
     */
    static <T> T opening(Duration atMost, BooleanSupplier notYet, Supplier<T> opening) {
        for (long tries = atMost.toMillis() / PAUSE_MILLIS; ; tries--) {
            try {
                if (tries <= 0 || !notYet.getAsBoolean()) {
                    return opening.get();
                }
            } catch (JournalUnavailable unavailable) {
                if (!unavailable.inUse() || tries <= 0) {
                    throw unavailable;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the journal", e);
        }
    }
}
