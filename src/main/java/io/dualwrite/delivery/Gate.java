package io.dualwrite.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a side may be spoken to now. One per side, shared by everything that talks to it: what one caller learns
 * (Retry-After, connection refused) holds for all. Nobody sleeps at a closed gate; work stays where it is. Safe for
 * use by several threads.
 */
public final class Gate {
    private final Clock clock;
    private final DeliverySettings settings;
    private Instant closedUntil = Instant.MIN;
    private Instant latest = Instant.MIN;
    private int failures;
    private boolean closedByFailure;

    public Gate(Clock clock, DeliverySettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /** When the gate opens; nothing if it is open. */
    public synchronized Optional<Instant> closedUntil() {
        return closedUntil.isAfter(now()) ? Optional.of(closedUntil) : Optional.empty();
    }

    /** The side asked us to stay away. */
    public synchronized void closeUntil(Instant when) {
        now();
        if (when.isAfter(closedUntil)) {
            closedUntil = when;
        }
    }

    /** The side is busy or out of reach and did not say for how long: longer with every failure in a row. */
    public synchronized Instant failed() {
        Instant now = now();
        if (closedByFailure && closedUntil.isAfter(now)) {
            return closedUntil; // others were under way when it closed; it is one failure
        }
        Instant until = now.plus(settings.delay(failures));
        failures++;
        closeUntil(until);
        closedByFailure = true;
        return closedUntil;
    }

    public synchronized void worked() {
        closedByFailure = false;
        failures = 0;
    }

    /** A clock that is set back takes the opening time back with it: the gate is closed no longer than was meant. */
    private Instant now() {
        Instant now = clock.instant();
        if (now.isBefore(latest) && closedUntil.isAfter(latest)) {
            closedUntil = closedUntil.minus(Duration.between(now, latest));
        }
        latest = now;
        return now;
    }
}
