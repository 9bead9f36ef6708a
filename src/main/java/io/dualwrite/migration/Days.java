package io.dualwrite.migration;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The days of an export. A date is read if it can mean one day only: ISO, the given format, the given language's own,
 * {@code 27.03.2020}, or, where no language is given, {@code 27/03/2020} which no month makes ambiguous. All others are
 * refused, never guessed: a day that the given language cannot write tells that the language is wrong.
 */
final class Days {
    /** A time behind the day; which day it is does not depend on it. */
    private static final Pattern TIME = Pattern.compile(
            "([T ,]+\\d{1,2}[:.]\\d{2}([:.]\\d{2}([.,]\\d{1,9})?)?([ \\u00a0\\u202f]*[\\p{L}. ]{1,12})?([ ]*[+-]\\d{2}:?\\d{2})?)?");

    private static final List<String> ALWAYS = List.of("uuuu-M-d", "uuuu/M/d", "d.M.uuuu");
    private static final List<String> EITHER = List.of("M/d/uuuu", "d/M/uuuu", "M-d-uuuu", "d-M-uuuu");

    private final List<DateTimeFormatter> certain = new ArrayList<>();
    private final List<DateTimeFormatter> possible = new ArrayList<>();
    private final String expected;

    /** A text that is no day, or may be several. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1;

        Unclear(String found) {
            super(found);
        }
    }

    /**
     * @param format as java.time writes it, or nothing
     * @throws WrongUse if it is no format of a date
     */
    Days(Optional<String> format, Optional<Locale> locale) {
        Locale language = locale.orElse(Locale.ENGLISH);
        format.ifPresent(pattern -> certain.add(given(pattern, language)));
        ALWAYS.forEach(pattern -> certain.add(strict(pattern, language)));
        if (format.isEmpty() && locale.isPresent()) {
            patterns(language).forEach(pattern -> certain.add(strict(pattern, language)));
        } else if (format.isEmpty()) {
            EITHER.forEach(pattern -> possible.add(strict(pattern, language)));
        }
        expected = "a date such as 2020-03-27"
                + format.map(pattern -> " or of the format " + pattern).orElse("")
                + locale.map(own -> " or as " + own.toLanguageTag() + " writes it")
                        .orElse("");
    }

    String expected() {
        return expected;
    }

    LocalDate read(String text) throws Unclear {
        for (DateTimeFormatter formatter : certain) {
            Optional<LocalDate> day = day(formatter, text.strip());
            if (day.isPresent()) {
                return day.get();
            }
        }
        Set<LocalDate> days = new LinkedHashSet<>();
        possible.forEach(formatter -> day(formatter, text.strip()).ifPresent(days::add));
        if (days.size() == 1) {
            return days.iterator().next();
        }
        throw new Unclear(days.isEmpty() ? "'" + text + "'" : "'" + text + "', which may be " + either(days));
    }

    private static String either(Set<LocalDate> days) {
        return String.join(" or ", days.stream().map(LocalDate::toString).toList());
    }

    private static Optional<LocalDate> day(DateTimeFormatter formatter, String text) {
        ParsePosition end = new ParsePosition(0);
        try {
            TemporalAccessor parsed = formatter.parse(text, end);
            boolean whole = TIME.matcher(text.substring(end.getIndex())).matches();
            return whole ? Optional.of(LocalDate.from(parsed)) : Optional.empty();
        } catch (DateTimeException doesNotFit) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter given(String pattern, Locale locale) {
        try {
            DateTimeFormatter formatter = strict(pattern.replace('y', 'u'), locale);
            LocalDate probe = LocalDate.of(2020, 3, 27);
            LocalDate.parse(formatter.format(probe.atStartOfDay()), formatter);
            return formatter;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new WrongUse("--date-format: found '" + pattern + "', expected a format such as dd.MM.yyyy");
        }
    }

    /** Short and medium dates of a language, with the year in four digits. */
    private static Set<String> patterns(Locale locale) {
        Set<String> patterns = new LinkedHashSet<>();
        for (FormatStyle style : List.of(FormatStyle.SHORT, FormatStyle.MEDIUM)) {
            String own =
                    DateTimeFormatterBuilder.getLocalizedDateTimePattern(style, null, IsoChronology.INSTANCE, locale);
            patterns.add(own.replaceAll("y+", "uuuu").replace("dd", "d").replaceAll("(?<!M)MM(?!M)", "M"));
        }
        return patterns;
    }

    private static DateTimeFormatter strict(String pattern, Locale locale) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
