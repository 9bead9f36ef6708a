package io.dualwrite.journal;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What becomes of the changes that queued up while a map was paused. */
public enum Resume {
    /** They go, in order. */
    CATCH_UP,
    /** They go, and those skipped earlier as well; also where the map is not paused. */
    CATCH_UP_SKIPPED,
    /** They are kept for later: {@code held}, {@code skipped}. */
    KEEP,
    /** They are given up, with a reason. */
    DISCARD;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException if there is no such way
     */
    public static Resume of(String word) {
        return Stream.of(values())
                .filter(way -> way.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no way to resume; expected "
                        + Stream.of(values()).map(Resume::word).collect(Collectors.joining(", "))));
    }
}
