package io.dualwrite.mapping;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives a value the type of a column; what does not fit is a bad value, never a guess or a cut. */
final class Values {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,2})?");
    private static final String NO_DATE = "1900-01-01";
    private static final BigDecimal BIGGEST_INTEGER = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final BigDecimal BIGGEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Dates dates;

    Values(SourceFormats formats) {
        this.dates = new Dates(formats);
    }

    /**
     * @param raw text, decimal, boolean or null
     * @return text, decimal, boolean or null
     */
    Object typed(Object raw, ColumnKind column) throws BadValue {
        String text = raw == null ? "" : plain(raw);
        if (column.text()) {
            boolean nullBecomesEmpty = raw == null && column.side() == Side.FINOPS;
            return raw == null && !nullBecomesEmpty ? null : text;
        }
        if (text.isBlank()) {
            return null;
        }
        ColumnType type = column.type();
        String stripped = text.strip();
        if (type.isOption()) {
            return option(stripped, column);
        }
        if (type.isNumber()) {
            return number(stripped, column);
        }
        return switch (type) {
            case BOOLEAN -> truth(stripped);
            case ENUM -> symbol(raw, stripped, column);
            case DATE, DATE_TIME -> time(stripped, column);
            default -> stripped;
        };
    }

    /** F&O has no empty date: it shows the first one it knows. */
    private Object time(String text, ColumnKind column) throws BadValue {
        String time = column.type() == ColumnType.DATE ? dates.day(text) : dates.moment(text);
        return column.side() == Side.FINOPS && dates.day(text).equals(NO_DATE) ? null : time;
    }

    /** The same for a column that is written: what is too long or too precise for it is a bad value too. */
    Object fitting(Object raw, ColumnKind column) throws BadValue {
        Object value = typed(raw, column);
        if (value instanceof String text
                && column.text()
                && column.maxLength() > 0
                && text.length() > column.maxLength()) {
            throw new BadValue(
                    "too-long",
                    text.length() + " characters",
                    "at most " + column.maxLength() + " for " + column.name(),
                    "shorten the text in " + column.side().other().word() + " and drop the row again");
        }
        // money is judged by its currency's decimals, not here
        boolean scaled = column.type() == ColumnType.DECIMAL && column.scale() >= 0;
        if (scaled
                && value instanceof BigDecimal number
                && number.stripTrailingZeros().scale() > column.scale()) {
            throw new BadValue(
                    "too-precise",
                    number.toPlainString(),
                    "at most " + column.scale() + " decimals for " + column.name(),
                    "round the value in " + column.side().other().word() + " and drop the row again");
        }
        return value;
    }

    /** Nothing if it is no time. */
    Optional<Instant> moment(Object raw) {
        try {
            return Optional.of(Instant.parse(dates.moment(plain(raw))));
        } catch (BadValue e) {
            return Optional.empty();
        }
    }

    /** The day as it is written. */
    String day(Object raw) throws BadValue {
        return dates.day(plain(raw));
    }

    private static String plain(Object raw) throws BadValue {
        // written out, such a number would fill the memory
        if (raw instanceof BigDecimal number && Math.abs((long) number.scale()) + number.precision() > 200) {
            throw new BadValue("a number of exponent " + -number.scale(), "a number such as 1234.50");
        }
        return Row.asText(raw);
    }

    private static BigDecimal number(String text, ColumnKind column) throws BadValue {
        if (!NUMBER.matcher(text).matches()) {
            throw new BadValue("'" + text + "'", "a number such as 1234.50");
        }
        BigDecimal number = new BigDecimal(text);
        if (column.type() == ColumnType.INTEGER || column.type() == ColumnType.BIG_INTEGER) {
            BigDecimal biggest = column.type() == ColumnType.INTEGER ? BIGGEST_INTEGER : BIGGEST_LONG;
            if (number.stripTrailingZeros().scale() > 0 || number.abs().compareTo(biggest) > 0) {
                throw new BadValue("'" + text + "'", "a whole number up to " + biggest.toPlainString());
            }
        }
        return number;
    }

    private static Boolean truth(String text) throws BadValue {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "1" -> true;
            case "no", "false", "0" -> false;
            default -> throw new BadValue("'" + text + "'", "Yes or No, true or false, 1 or 0");
        };
    }

    /** An enum's symbol as F&O spells it; understood by symbol or number, two options as true and false too. */
    private static String symbol(Object raw, String text, ColumnKind column) throws BadValue {
        String wanted = raw instanceof Boolean truth ? (truth ? "Yes" : "No") : text;
        String byNumber = raw instanceof String && isNoYes(column) ? yesNo(text) : wanted;
        for (Map.Entry<String, String> option : column.options().entrySet()) {
            if (option.getKey().equalsIgnoreCase(byNumber) || option.getValue().equals(byNumber)) {
                return option.getKey();
            }
        }
        if (!column.options().isEmpty()) {
            throw new BadValue(
                    "'" + text + "'",
                    "one of " + String.join(", ", column.options().keySet()));
        }
        return wanted;
    }

    private static boolean isNoYes(ColumnKind column) {
        return column.options().keySet().equals(Set.of("No", "Yes"));
    }

    private static String yesNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> "Yes";
            case "false" -> "No";
            default -> text;
        };
    }

    /** The number of an option; understood by number or label. */
    private static BigDecimal option(String text, ColumnKind column) throws BadValue {
        Map<String, String> options = column.options();
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (label(option.getValue()).equalsIgnoreCase(text)) {
                return new BigDecimal(option.getKey());
            }
        }
        boolean number = NUMBER.matcher(text).matches();
        String code = number ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text;
        if (!number || (!options.isEmpty() && !options.containsKey(code))) {
            String allowed = options.isEmpty() ? "the number of an option" : "one of " + list(options);
            throw new BadValue("'" + text + "'", allowed);
        }
        return new BigDecimal(code);
    }

    private static String list(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " (" + label(option.getValue()) + ")")
                .reduce((first, second) -> first + ", " + second)
                .orElse("");
    }

    private static String label(String label) {
        return label.replaceFirst("\\s*\\[state \\d+]$", "");
    }
}
