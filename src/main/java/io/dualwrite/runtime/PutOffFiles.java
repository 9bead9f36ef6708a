package io.dualwrite.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dropped files that could not be taken for a reason that is not theirs: a full disk, a folder that cannot be written,
 * a journal that is away. They stay where they are and are tried again, after a while that grows; told once, not at
 * every try, and again when it is over.
 */
final class PutOffFiles {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int SHOWN = 500;

    /** As the drop folders are read. */
    private static final Comparator<Path> ORDER = Comparator.comparingLong(
                    (Path file) -> file.toFile().lastModified())
            .thenComparing(Path::getFileName);

    private final Clock clock;
    private final Map<Path, Trouble> troubles = new ConcurrentHashMap<>();

    /**
     * @param reason what failed, in one line
     * @param since when it failed first
     * @param unread its rows are not in the journal yet
     */
    record Trouble(Path file, String reason, Instant since, Instant next, Duration delay, boolean unread) {}

    PutOffFiles(Clock clock) {
        this.clock = clock;
    }

    /** Is it too early to try this file again? A time too far away is one from before the clock was set back. */
    boolean waits(Path file) {
        Trouble trouble = troubles.get(file);
        Instant now = clock.instant();
        return trouble != null && trouble.next().isAfter(now) && !trouble.next().isAfter(now.plus(LONGEST));
    }

    /** What came later than a file of its side that is still to be taken must wait, or the older values would win. */
    boolean holdsUp(Path file) {
        return troubles.values().stream()
                .filter(Trouble::unread)
                .map(Trouble::file)
                .filter(other -> !other.equals(file) && sameSide(other, file) && Files.exists(other))
                .anyMatch(other -> ORDER.compare(other, file) < 0);
    }

    private static boolean sameSide(Path one, Path other) {
        Path folder = one.getParent();
        return folder.equals(other.getParent())
                || folder.equals(other.getParent().getParent())
                || other.getParent().equals(folder.getParent());
    }

    void failed(Path file, Exception failure, boolean unread) {
        String reason = reason(failure);
        Instant now = clock.instant();
        Trouble before = troubles.get(file);
        Duration delay = before == null ? FIRST : min(before.delay().multipliedBy(2));
        troubles.put(
                file, new Trouble(file, reason, before == null ? now : before.since(), now.plus(delay), delay, unread));
        if (before == null || !before.reason().equals(reason)) {
            LOG.warn(
                    "{} stays where it is: {}; look at the disk, the folders and the journal; it is tried again every"
                            + " few seconds",
                    file,
                    reason);
        }
        LOG.debug("{} could not be taken", file, failure);
    }

    void taken(Path file) {
        if (troubles.remove(file) != null) {
            LOG.info("{} is taken, after all", file);
        }
    }

    /** Those that are still there. */
    List<Trouble> all() {
        troubles.keySet().removeIf(file -> !Files.exists(file));
        return troubles.values().stream()
                .sorted(Comparator.comparing(Trouble::file))
                .toList();
    }

    private static Duration min(Duration delay) {
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        String reason = cause.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
        return reason.substring(0, Math.min(reason.length(), SHOWN));
    }
}
