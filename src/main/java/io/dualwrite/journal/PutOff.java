package io.dualwrite.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was put off until a time of a clock that has been set back since. It would wait for as long as the clock was set
 * back; it is due at once instead. Whether a side may be spoken to is not decided here but by its gate.
 */
final class PutOff {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    /** A clock that is kept right by steps this small does no harm. */
    private static final Duration SLIP = Duration.ofMinutes(1);

    private final Database database;
    private final Clock clock;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    PutOff(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Looks at the clock; to be asked before anything is looked for that is due. */
    void look() {
        long now = clock.millis();
        long before = latest.getAndSet(now);
        if (before > now + SLIP.toMillis()) {
            LOG.warn(
                    "the clock was set back by {}; rows that were to be tried again later are tried now",
                    Duration.ofMillis(before - now));
            recover();
        }
    }

    /** Also what another process put off before this one started: it was settled at a time that is still to come. */
    void recover() {
        long now = clock.millis();
        database.write(handle -> {
            handle.createUpdate("update row_change set due_at = :now where state = 'retrying' and settled_at > :slip")
                    .bind("now", now)
                    .bind("slip", now + SLIP.toMillis())
                    .execute();
            return handle.createUpdate("update link set pending_due = :now where pending_side is not null"
                            + " and pending_due > :far and pending_due < " + Closings.NEVER)
                    .bind("now", now)
                    .bind("far", now + SLIP.toMillis())
                    .execute();
        });
    }
}
