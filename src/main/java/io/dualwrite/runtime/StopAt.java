package io.dualwrite.runtime;

import io.dualwrite.moment.Moment;
import io.dualwrite.moment.Moments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For the crash test: the thread that comes to the n-th of a moment says so in a file and goes no further, so that the
 * process can be killed exactly there. Asked for by a system property and not by a setting, that nobody turns it on by
 * mistake.
 */
public final class StopAt implements Moments {
    /** Name of the system property: {@code <moment>:<n>:<file that is written when the moment has come>}. */
    public static final String PROPERTY = "dual-write.chaos.stop-at";

    private static final Logger LOG = LoggerFactory.getLogger("dual-write");
    private static final Pattern ORDER = Pattern.compile("([a-z-]+):(\\d{1,6}):(.+)");

    private final Moment moment;
    private final int number;
    private final Path mark;
    private final AtomicInteger passed = new AtomicInteger();

    private StopAt(Moment moment, int number, Path mark) {
        this.moment = moment;
        this.number = number;
        this.mark = mark;
    }

    /**
     * What the system property asks for; usually nothing.
     *
     * @throws IllegalArgumentException if it is set and not understood
     */
    static Moments asked() {
        String order = System.getProperty(PROPERTY, "");
        if (order.isEmpty()) {
            return UNWATCHED;
        }
        Matcher parts = ORDER.matcher(order);
        Moment moment = Arrays.stream(Moment.values())
                .filter(one -> parts.matches() && one.word().equals(parts.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("system property " + PROPERTY + ": found '" + order
                        + "', expected <moment>:<n>:<file>, such as before-commit:3:/tmp/mark"));
        LOG.warn(
                "A crash test: this process stops for ever at {} number {}. Never do this to real data.",
                moment.word(),
                parts.group(2));
        return new StopAt(moment, Integer.parseInt(parts.group(2)), Path.of(parts.group(3)));
    }

    @Override
    public void reached(Moment now) {
        if (now == moment && passed.incrementAndGet() == number) {
            say();
            while (true) {
                LockSupport.park(this);
            }
        }
    }

    private void say() {
        try {
            Path draft = Files.writeString(
                    mark.resolveSibling(mark.getFileName() + ".tmp"), moment.word() + " " + number + "\n");
            Files.move(draft, mark, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + mark, e);
        }
    }
}
