package io.dualwrite.mapping;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the dates of drops; writes days as {@code 1996-08-01} and moments as {@code 1996-08-01T12:00:00Z}. */
final class Dates {
    /** F&O keeps days as moments at noon, so that no time zone moves them to another day. */
    private static final LocalTime NOON = LocalTime.NOON;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .appendPattern("HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[ ][XXX][X]")
            .optionalEnd()
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final List<DateTimeFormatter> US =
            List.of(strict("M/d/uuuu"), strict("M/d/uuuu H:mm[:ss]"), strict("M/d/uuuu h:mm[:ss] a"));

    private final List<DateTimeFormatter> formatters = new ArrayList<>(List.of(ISO));
    private final ZoneId zone;
    private final String expected;

    Dates(SourceFormats formats) {
        zone = formats.zone();
        formatters.addAll(formats.dateFormat().map(Dates::configured).orElse(US));
        expected = "a date such as 2020-08-25, 2020-08-25T13:03:00Z or "
                + formats.dateFormat()
                        .map(pattern -> "of the pattern " + pattern)
                        .orElse("8/25/2020 13:03");
    }

    private static List<DateTimeFormatter> configured(String pattern) {
        // with "yy" years the era-less form does not resolve strictly: only four digits are taken as proleptic years
        String proleptic = pattern.replace("yyyy", "uuuu");
        return List.of(strict(proleptic), strict(proleptic + " H:mm[:ss]"), strict(proleptic + " h:mm[:ss] a"));
    }

    private static DateTimeFormatter strict(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** The day as it is written, whatever zone stands behind it. */
    String day(String text) throws BadValue {
        return LocalDate.from(parsed(text)).toString();
    }

    String moment(String text) throws BadValue {
        TemporalAccessor parsed = parsed(text);
        LocalDate day = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time == null) {
            return written(day.atTime(NOON).toInstant(ZoneOffset.UTC));
        }
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return written(OffsetDateTime.from(parsed).toInstant());
        }
        return written(LocalDateTime.of(day, time).atZone(zone).toInstant());
    }

    private static String written(Instant moment) {
        return DateTimeFormatter.ISO_INSTANT.format(moment);
    }

    private TemporalAccessor parsed(String text) throws BadValue {
        for (DateTimeFormatter formatter : formatters) {
            ParsePosition end = new ParsePosition(0);
            TemporalAccessor parsed = attempt(formatter, text.strip(), end);
            if (parsed != null && end.getIndex() == text.strip().length()) {
                return parsed;
            }
        }
        throw new BadValue("'" + text + "'", expected);
    }

    /** Null if this notation does not fit: the next one may. */
    private static TemporalAccessor attempt(DateTimeFormatter formatter, String text, ParsePosition end) {
        try {
            return formatter.parse(text, end);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
