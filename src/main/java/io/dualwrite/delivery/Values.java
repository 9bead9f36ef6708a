package io.dualwrite.delivery;

import io.dualwrite.row.Row;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Values as columns hold them: which are blank, and how they stand in JSON. */
final class Values {
    private Values() {}

    static boolean blank(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    /** The value as it stands in a body; an F&O date column is a moment on the wire, and noon is in no zone another day. */
    static Object json(Object value, Optional<Column> column, boolean finops) {
        if (value == null || column.isEmpty()) {
            return value;
        }
        ColumnType type = column.get().type();
        if (type.isNumber() || type.isOption()) {
            return number(value);
        }
        if (type == ColumnType.DATE && finops && Row.isDay(Row.asText(value))) {
            return value + "T12:00:00Z";
        }
        if (type == ColumnType.BOOLEAN) {
            return value instanceof Boolean ? value : truth(Row.asText(value));
        }
        return Row.asText(value);
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> text;
        };
    }

    /** As a plain number without needless zeros, so that a whole one has no decimal point: 2.00 is no Int32. */
    private static Object number(Object value) {
        if (!(value instanceof BigDecimal number)) {
            return value;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
