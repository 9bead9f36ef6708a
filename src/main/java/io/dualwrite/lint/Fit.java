package io.dualwrite.lint;

import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Can a column hold a value that stands in a map file? */
final class Fit {
    private static final Set<String> TRUTHS = Set.of("true", "false", "yes", "no", "1", "0");
    private static final String NUMBER = "[+-]?\\d{1,30}(\\.\\d{1,30})?";

    private Fit() {}

    static boolean holds(Column column, String value) {
        String text = value.strip();
        if (column.type().isOption()) {
            return option(column, text);
        }
        if (column.type().isNumber()) {
            return text.matches(whole(column) ? "[+-]?\\d{1,30}(\\.0*)?" : NUMBER);
        }
        return switch (column.type()) {
            case BOOLEAN -> TRUTHS.contains(text.toLowerCase(Locale.ROOT));
            case ENUM -> symbol(column, text);
            case DATE, DATE_TIME -> time(text);
            case TEXT -> column.maxLength() == 0 || text.length() <= column.maxLength();
            default -> true;
        };
    }

    private static boolean whole(Column column) {
        return column.type() == ColumnType.INTEGER || column.type() == ColumnType.BIG_INTEGER;
    }

    /** A value map may know symbols that are published nowhere; of a column whose source says so they are all known. */
    static boolean symbol(Column column, String text) {
        if (column.type() != ColumnType.ENUM) {
            return column.type() != ColumnType.BOOLEAN || TRUTHS.contains(text.toLowerCase(Locale.ROOT));
        }
        boolean noYes = column.options().keySet().equals(Set.of("No", "Yes"));
        return column.options().isEmpty()
                || (noYes && TRUTHS.contains(text.toLowerCase(Locale.ROOT)))
                || column.options().entrySet().stream()
                        .anyMatch(option -> option.getKey().equalsIgnoreCase(text)
                                || option.getValue().equals(text));
    }

    private static boolean option(Column column, String text) {
        boolean number = text.matches("-?\\d{1,12}(\\.0*)?");
        if (column.options().isEmpty()) {
            return number;
        }
        return column.options().containsKey(number ? text.replaceFirst("\\.0*$", "") : text)
                || column.options().values().stream()
                        .anyMatch(label -> label(label).equalsIgnoreCase(text));
    }

    private static String label(String label) {
        return label.replaceFirst("\\s*\\[state \\d+]$", "");
    }

    private static boolean time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).getYear() > 0
                    : OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    static String expected(Column column) {
        if (!column.options().isEmpty()) {
            return "one of "
                    + column.options().entrySet().stream()
                            .map(option -> option.getKey() + " (" + label(option.getValue()) + ")")
                            .collect(Collectors.joining(", "));
        }
        String kind = column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return column.type() == ColumnType.TEXT ? "at most " + column.maxLength() + " characters" : "a " + kind;
    }
}
