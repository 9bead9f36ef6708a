package io.dualwrite.tablemap;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * When two values of a field are the same: numbers by value, days by day, keys of other rows and what a value map
 * translates regardless of case. F&O knows no null: an empty text, 0, the first symbol of an enum and the year 1900 are
 * nothing there.
 *
 * @param column in F&O
 * @param anyCase is the text another row's key, or of a value map?
 */
public record Sameness(Optional<Column> column, boolean anyCase) {
    private static final String NO_DATE = "1900-01-01";

    public static Sameness of(TableMap map, FieldMapping field) {
        boolean lookup = field.dataverse().filter(LookupPath::isLookup).isPresent();
        return new Sameness(
                field.finops().flatMap(map.finops().schema()::column),
                lookup || field.values().isPresent());
    }

    /**
     * @param finops the value in F&O, typed
     * @param dataverse the value in Sales, typed
     * @param expected what the map makes of one of them
     * @param actual the other one
     */
    public boolean same(Object finops, Object dataverse, Object expected, Object actual) {
        return equal(expected, actual) || (nothingInFinops(finops) && blank(dataverse));
    }

    /** Are two values of one side the same? */
    public boolean equal(Object one, Object other) {
        if (blank(one) && blank(other)) {
            return true;
        }
        if (anyCase && one instanceof String a && other instanceof String b) {
            return a.strip().equalsIgnoreCase(b.strip()) || Row.same(a, b);
        }
        return Row.same(one, other);
    }

    /** Are two values that one field has on this side the same there? */
    public boolean equalOn(Side side, Object one, Object other) {
        return equal(one, other) || (side == Side.FINOPS && nothingInFinops(one) && nothingInFinops(other));
    }

    private static boolean blank(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    /** Does F&O have nothing there, as far as F&O can say? */
    public boolean nothingInFinops(Object value) {
        if (blank(value) || Boolean.FALSE.equals(value)) {
            return true;
        }
        if (value instanceof BigDecimal number) {
            return number.signum() == 0;
        }
        String text = Row.asText(value);
        return text.startsWith(NO_DATE) || isFirstSymbol(text);
    }

    private boolean isFirstSymbol(String symbol) {
        return column.filter(known -> known.type() == ColumnType.ENUM)
                .map(known -> known.options().get(symbol))
                .filter("0"::equals)
                .isPresent();
    }
}
