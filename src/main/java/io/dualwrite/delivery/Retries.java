package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides when a change that failed for a passing reason goes again, and when it has been tried often enough. */
public final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final DeliverySettings settings;
    private final Clock clock;

    public Retries(DeliverySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The target was not asked, or did not look: such a wait never uses a change's attempts up. */
    Outcome later(String reason, String found, Instant when) {
        return Outcome.retrying(reason, found, when);
    }

    /**
     * An attempt failed: the change goes again after a delay that grows, or needs a person.
     *
     * @param notBefore when the target may be asked again
     */
    public Outcome failed(Change change, String reason, String found, Instant notBefore) {
        if (change.attempts() + 1 >= settings.maxAttempts()) {
            return Outcome.rejected(
                    "retries-used-up",
                    "",
                    found,
                    "success within " + settings.maxAttempts() + " attempts",
                    "find out why the target fails (" + reason + "), then retry the row");
        }
        Instant due = clock.instant().plus(settings.delay(change.attempts()));
        return Outcome.retrying(reason, found, due.isAfter(notBefore) ? due : notBefore);
    }

    /** The row makes the program itself stumble: this row alone, whatever else is in its batch. */
    void guarding(Change change, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} is tried again: it could not be handled", change, e);
            change.settle(failed(change, "unforeseen", e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    /** When something that failed for the first time may be tried again. */
    Instant soon() {
        return clock.instant().plus(settings.delay(0));
    }

    Outcome failed(Change change, String reason, String found) {
        return failed(change, reason, found, clock.instant());
    }
}
