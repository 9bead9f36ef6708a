package io.dualwrite.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That the journal cannot be written, most often because its disk is full. H2 closes its file then. No work is taken
 * meanwhile, but for a try now and then; it is told once, and again when it is over.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    /** A failure so soon after it seemed to be over is the same one. */
    private static final long SOON_NANOS = Duration.ofMinutes(2).toNanos();

    /** H2: reading or writing a file failed, or it was closed because of that. */
    private static final Set<Integer> H2_FILE = Set.of(90028, 90031, 90098);

    /** PostgreSQL: disk full, input or output error. */
    private static final Set<String> POSTGRES_FILE = Set.of("53100", "58030");

    private final String where;
    private String lost = "";
    private Thread trying;
    private long delay = FIRST_NANOS;
    private long nextTry;
    private long lastFailure = System.nanoTime() - SOON_NANOS;

    /** @param where the journal, for messages */
    Outage(String where) {
        this.where = where;
    }

    synchronized boolean isOver() {
        return lost.isEmpty();
    }

    /** Shall this thread try whether it is over? One at a time, and not too often. */
    synchronized boolean letTry() {
        boolean due = !lost.isEmpty() && System.nanoTime() - nextTry >= 0;
        if (due) {
            nextTry = System.nanoTime() + delay;
            trying = Thread.currentThread();
        }
        return due;
    }

    /** @throws JournalUnavailable to all but the one that tries */
    synchronized void require() {
        if (!lost.isEmpty() && trying != Thread.currentThread()) {
            throw new JournalUnavailable(lost, null, false);
        }
    }

    /** A transaction went through. */
    synchronized void worked() {
        if (!lost.isEmpty() && trying == Thread.currentThread()) {
            lost = "";
            trying = null;
            LOG.info("the journal can be written again; work goes on");
        }
    }

    /** What to throw for this failure of a transaction: itself, if it says nothing about the disk. */
    synchronized RuntimeException failed(RuntimeException failure) {
        if (!isOfTheDisk(failure)) {
            return failure;
        }
        long now = System.nanoTime();
        boolean first = lost.isEmpty();
        if (first || trying == Thread.currentThread()) {
            delay = now - lastFailure < SOON_NANOS ? Math.min(2 * delay, LONGEST_NANOS) : FIRST_NANOS;
            lastFailure = now;
            nextTry = now + delay;
            trying = null;
        }
        lost = where + " cannot be read or written: " + reason(failure)
                + "; no work is taken until it can; make room on its disk, and it goes on by itself";
        if (first) {
            LOG.error(lost);
        }
        return new JournalUnavailable(lost, failure, false);
    }

    private static boolean isOfTheDisk(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (H2_FILE.contains(sql.getErrorCode()) || POSTGRES_FILE.contains(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
