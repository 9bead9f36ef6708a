package io.dualwrite.lint;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.ValueMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values that a field may have, the plainest first. */
final class Samples {
    private static final int LONG_TEXT = 120;

    private final TableMap map;
    private final Schema schema;

    Samples(TableMap map, Schema schema) {
        this.map = map;
        this.schema = schema;
    }

    List<Object> of(FieldMapping field, Side side) {
        Set<Object> values = new LinkedHashSet<>();
        if (field.values().isPresent()) {
            values.addAll(listed(field.values().get(), side));
        } else {
            Optional<Column> own = Columns.of(map, field, side, schema);
            Optional<Column> other = Columns.of(map, field, side.other(), schema);
            boolean reference = field.dataverse().filter(LookupPath::isLookup).isPresent();
            values.addAll(of(own, other, name(field, side), reference));
        }
        // F&O knows no blank symbol: what has none shows the first.
        Optional<Column> own = Columns.of(map, field, side, schema);
        boolean symbol = own.filter(column -> column.type() == ColumnType.ENUM).isPresent()
                || (side == Side.FINOPS
                        && field.values()
                                .filter(listed -> !listed.entries().containsKey(""))
                                .isPresent());
        if (!symbol) {
            values.add("");
        }
        return new ArrayList<>(values);
    }

    private static String name(FieldMapping field, Side side) {
        return field.name(side).orElse("").toLowerCase(Locale.ROOT);
    }

    /** Those that can come back: of several F&O values for one Dataverse value, the one that wins. */
    private static List<Object> listed(ValueMap values, Side side) {
        Map<String, List<String>> ambiguous = ValueLint.ambiguous(values);
        List<Object> listed = new ArrayList<>();
        values.entries().forEach((symbol, options) -> {
            String written = options.isEmpty() ? "" : options.get(0);
            String back = values.toFinops(written).value();
            boolean goes = written.equalsIgnoreCase(
                    Optional.ofNullable(values.toDataverse(symbol).value()).orElse(""));
            boolean wins =
                    goes && !ambiguous.containsKey(written.toLowerCase(Locale.ROOT)) && symbol.equalsIgnoreCase(back);
            if (wins && !symbol.isBlank()) {
                listed.add(side == Side.FINOPS ? symbol : written);
            }
        });
        if (values.keepsUnlisted()) {
            listed.add("zz9");
        }
        return listed;
    }

    /** Of a column that no line of a map names. */
    static List<Object> of(Column column) {
        return of(Optional.of(column), Optional.empty(), column.name().toLowerCase(Locale.ROOT), false);
    }

    private static List<Object> of(Optional<Column> own, Optional<Column> other, String name, boolean reference) {
        if (name.contains("currencycode")) {
            return List.of("USD", "JPY", "KWD");
        }
        Column column = own.orElse(null);
        if (column == null || (reference && column.type() != ColumnType.DATE)) {
            return List.of("A1", "7", "Ab-2 c");
        }
        if (column.type().isNumber()) {
            return numbers(column, other.orElse(column));
        }
        if (column.type().isOption() || column.type() == ColumnType.ENUM) {
            List<Object> options = new ArrayList<>(column.options().keySet());
            return options.isEmpty() ? List.of(column.type() == ColumnType.ENUM ? "Alpha" : "1") : options;
        }
        return switch (column.type()) {
            case BOOLEAN -> List.of(true, false);
            case DATE -> List.of("2020-08-25", "2024-02-29", "1999-12-31");
            case DATE_TIME -> moments(other);
            case GUID, LOOKUP -> List.of("00000000-0000-4000-8000-000000000001");
            default -> texts(column, other);
        };
    }

    private static List<Object> moments(Optional<Column> other) {
        boolean day = other.filter(column -> column.type() == ColumnType.DATE).isPresent();
        return day
                ? List.of("2020-08-25T12:00:00Z", "2024-02-29T12:00:00Z", "1999-12-31T12:00:00Z")
                : List.of("2020-08-25T12:00:00Z", "2024-02-29T23:59:59Z", "1999-12-31T00:00:00Z");
    }

    private static List<Object> texts(Column own, Optional<Column> other) {
        int most = shortest(own, other);
        List<Object> texts = new ArrayList<>();
        for (String text : List.of("A1", "7", "Ünï \"q\" 'p', x", "2020-08-25", "x".repeat(most))) {
            if (text.length() <= most) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static int shortest(Column own, Optional<Column> other) {
        int mine = own.maxLength() > 0 ? own.maxLength() : LONG_TEXT;
        int theirs = other.map(Column::maxLength).filter(length -> length > 0).orElse(LONG_TEXT);
        return Math.min(LONG_TEXT, Math.min(mine, theirs));
    }

    private static List<Object> numbers(Column own, Column other) {
        int decimals = Math.min(decimals(own), decimals(other));
        List<Object> numbers = new ArrayList<>();
        for (String number : decimals == 0
                ? List.of("3", "1", "0", "-7", "2147483647")
                : own.type() == ColumnType.MONEY
                        ? List.of("10.00", "3", "0", "-7.25", "0.05", "12345678.90")
                        : List.of("3", "10.00", "0", "-7.25", "0.05", "12345678.90")) {
            numbers.add(new BigDecimal(number));
        }
        return numbers;
    }

    private static int decimals(Column column) {
        boolean whole = column.type() == ColumnType.INTEGER || column.type() == ColumnType.BIG_INTEGER;
        return whole || !column.type().isNumber() ? 0 : column.scale() < 0 ? 2 : column.scale();
    }

    static String told(Object value) {
        return value == null || Row.asText(value).isEmpty() ? "nothing" : Row.asText(value);
    }
}
