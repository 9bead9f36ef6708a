package io.dualwrite.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers how files looked, to leave alone those that are still being written and those that could not be read and
 * have not changed since. Knows nothing after a restart: then every file is looked at afresh.
 */
public final class FileWatch {
    private final Clock clock;
    private final Duration quietTime;
    private final Map<Path, Look> looks = new ConcurrentHashMap<>();
    private final Map<Path, FileState> unreadable = new ConcurrentHashMap<>();

    private record Look(FileState state, Instant since) {}

    /** A change of permissions shows only in {@code changed}, which not every file system has. */
    private record FileState(long size, Instant modified, Object changed, boolean readable) {
        static Optional<FileState> of(Path file) {
            try {
                BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new FileState(
                        basic.size(), basic.lastModifiedTime().toInstant(), changed(file), Files.isReadable(file)));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static Object changed(Path file) throws IOException {
            try {
                return Files.getAttribute(file, "unix:ctime");
            } catch (UnsupportedOperationException | IllegalArgumentException e) {
                return "";
            }
        }
    }

    /**
     * @param quietTime how long a file must stay as it is before it is read
     */
    public FileWatch(Clock clock, Duration quietTime) {
        this.clock = clock;
        this.quietTime = quietTime;
    }

    /** Does the file look as it did when this was asked before, at least the quiet time ago? */
    public boolean isQuiet(Path file) {
        Optional<FileState> state = FileState.of(file);
        if (state.isEmpty()) {
            looks.remove(file);
            return false;
        }
        Instant now = clock.instant();
        Look look = looks.merge(file, new Look(state.get(), now), (old, latest) -> same(old, latest) ? old : latest);
        boolean quiet =
                look.since().isBefore(now) && !look.since().plus(quietTime).isAfter(now);
        if (quiet) {
            looks.remove(file);
        }
        return quiet;
    }

    /** A look from a time to come is one from before the clock was set back. */
    private static boolean same(Look old, Look latest) {
        return old.state().equals(latest.state()) && !old.since().isAfter(latest.since());
    }

    /**
     * Notes that a file could not be read.
     *
     * @return is this new? Then it wants a report; else it has had one and has not changed since
     */
    public boolean unreadable(Path file) {
        FileState state = FileState.of(file).orElse(new FileState(-1, Instant.EPOCH, "", false));
        return !state.equals(unreadable.put(file, state));
    }

    /** Is it worth trying this file: could it be read so far, or has it changed since? */
    public boolean worthTrying(Path file) {
        FileState then = unreadable.get(file);
        return then == null || !then.equals(FileState.of(file).orElse(new FileState(-1, Instant.EPOCH, "", false)));
    }

    /** Forgets a file that was read, moved or removed. */
    public void forget(Path file) {
        looks.remove(file);
        unreadable.remove(file);
    }
}
