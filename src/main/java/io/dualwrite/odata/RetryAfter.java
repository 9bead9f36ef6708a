package io.dualwrite.odata;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header by which a server says when to come back: seconds, or a date. */
public final class RetryAfter {
    /** No server asks for more; a slip in a date would close a side for years. */
    static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** When the server may be asked again, within a day; nothing if it did not say, or not intelligibly. */
    public static Optional<Instant> of(HttpAnswer answer, Instant now) {
        Instant latest = now.plus(LONGEST);
        return answer.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> read(text, now))
                .map(when -> when.isBefore(latest) ? when : latest);
    }

    private static Optional<Instant> read(String text, Instant now) {
        try {
            if (text.matches("[0-9]{1,9}([.][0-9]*)?")) {
                return Optional.of(now.plusMillis((long) Math.ceil(Double.parseDouble(text) * 1000)));
            }
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
