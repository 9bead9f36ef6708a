package io.dualwrite.mapping;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Objects;
import java.util.Optional;

/**
 * How the side that rows come from writes dates.
 *
 * @param dateFormat a pattern such as {@code dd.MM.yyyy}, understood beside ISO; without it, US dates are understood
 * @param zone of times that do not say theirs
 */
public record SourceFormats(Optional<String> dateFormat, ZoneId zone) {
    /**
     * @throws IllegalArgumentException if the pattern is no date pattern
     */
    public SourceFormats {
        Objects.requireNonNull(zone);
        dateFormat.ifPresent(new DateTimeFormatterBuilder()::appendPattern);
    }

    /** ISO and US dates, UTC. */
    public static SourceFormats usual() {
        return new SourceFormats(Optional.empty(), ZoneOffset.UTC);
    }
}
