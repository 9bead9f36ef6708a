package io.dualwrite.tablemap;

import io.dualwrite.row.Row;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A field compared with a literal.
 *
 * @param literal text, decimal, boolean or null
 */
record Comparison(String field, Operator operator, Object literal, Optional<Column> column) implements Condition {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");

    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        LIKE
    }

    @Override
    public boolean holds(Row row) {
        String value = row.text(field).map(String::strip).orElse("");
        String wanted = literal == null ? "" : Row.asText(literal).strip();
        if (value.isEmpty() || wanted.isEmpty()) {
            return blankHolds(value.isEmpty() && wanted.isEmpty());
        }
        if (operator == Operator.LIKE) {
            return like(value, wanted);
        }
        Integer order = order(value, wanted);
        return switch (operator) {
            case EQUAL -> order != null && order == 0;
            case UNEQUAL -> order == null || order != 0;
            case LESS -> order != null && order < 0;
            case LESS_OR_EQUAL -> order != null && order <= 0;
            case GREATER -> order != null && order > 0;
            default -> order != null && order >= 0;
        };
    }

    private boolean blankHolds(boolean bothBlank) {
        return switch (operator) {
            case EQUAL, LESS_OR_EQUAL, GREATER_OR_EQUAL, LIKE -> bothBlank;
            case UNEQUAL -> !bothBlank;
            default -> false;
        };
    }

    /** Null if the two cannot be compared: a symbol without number and a number. */
    private Integer order(String value, String wanted) {
        if (literal instanceof Boolean) {
            return truth(value).equals(truth(wanted)) ? 0 : null;
        }
        Optional<BigDecimal> left = number(value);
        Optional<BigDecimal> right = number(wanted);
        if (left.isPresent() && right.isPresent()) {
            return left.get().compareTo(right.get());
        }
        if (left.isPresent() != right.isPresent() && (literal instanceof BigDecimal || isEnum())) {
            return null;
        }
        return value.compareToIgnoreCase(wanted);
    }

    private static String truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "1" -> "true";
            case "no", "0" -> "false";
            default -> value.toLowerCase(Locale.ROOT);
        };
    }

    /** The number a text or an enum's symbol stands for. */
    private Optional<BigDecimal> number(String value) {
        if (isEnum()) {
            for (Map.Entry<String, String> option :
                    column.orElseThrow().options().entrySet()) {
                if (option.getKey().equalsIgnoreCase(value)) {
                    return Optional.of(option.getValue()).filter(this::isNumber).map(BigDecimal::new);
                }
            }
        }
        boolean comparable = !isText() || literal instanceof BigDecimal;
        return Optional.of(value).filter(text -> comparable && isNumber(text)).map(BigDecimal::new);
    }

    private boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    private boolean isEnum() {
        return column.filter(c -> c.type() == ColumnType.ENUM).isPresent();
    }

    private boolean isText() {
        return column.map(c -> c.type() == ColumnType.TEXT).orElse(true);
    }

    /** Back to the last star only, never to those before it: so it takes no longer than one length times the other. */
    private static boolean like(String value, String pattern) {
        int at = 0;
        int in = 0;
        int star = -1;
        int from = 0;
        while (at < value.length()) {
            boolean fits = in < pattern.length() && fits(pattern.charAt(in), value.charAt(at));
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                from = at;
            } else if (fits) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++from;
            } else {
                return false;
            }
        }
        return pattern.substring(in).chars().allMatch(c -> c == '*');
    }

    private static boolean fits(char wanted, char c) {
        return wanted == '?'
                || Character.toLowerCase(Character.toUpperCase(wanted))
                        == Character.toLowerCase(Character.toUpperCase(c));
    }

    @Override
    public void addFields(Set<String> names) {
        names.add(field);
    }

    @Override
    public void literals(BiConsumer<String, Object> seen) {
        if (operator != Operator.LIKE) {
            seen.accept(field, literal);
        }
    }
}
