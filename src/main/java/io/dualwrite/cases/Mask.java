package io.dualwrite.cases;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes names, addresses and the like out of a row. A masked value has the length, the case and the punctuation of the
 * real one and nothing else of it; the same value is masked alike everywhere. What decides whether the row goes at all
 * stays: keys, lookups, values of a value map, columns of a filter, options.
 */
final class Mask {
    private static final String DAY = "2000-01-01";
    private static final String NO_DATE = "1900-01-01";

    private final List<String> words;
    private final Map<String, String> masked = new LinkedHashMap<>();

    /** @param words parts of the names of columns to be masked, in any case; none: nothing is masked */
    Mask(Collection<String> words) {
        this.words =
                words.stream().map(Mask::plain).filter(word -> !word.isEmpty()).toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** How many different values were masked. */
    int count() {
        return masked.size();
    }

    Optional<Images> of(TableMap map, Optional<Images> images) {
        return images.map(known -> new Images(
                of(map, Side.FINOPS, known.finops()),
                of(map, Side.DATAVERSE, known.dataverse()),
                of(map, Side.DATAVERSE, known.pending())));
    }

    Row of(TableMap map, Side side, Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        row.toMap()
                .forEach((name, value) ->
                        values.put(name, personal(map, side, name) ? mask(map, side, name, value) : value));
        return Row.of(values);
    }

    private boolean personal(TableMap map, Side side, String name) {
        String column = plain(name);
        return words.stream().anyMatch(column::contains) && !decides(map, side, name);
    }

    private static boolean decides(TableMap map, Side side, String name) {
        boolean key = map.side(side).key().stream().anyMatch(name::equalsIgnoreCase)
                || map.derive().containsValue(name);
        boolean filter = map.side(side).filter().map(RowFilter::fields).orElse(Set.of()).stream()
                .anyMatch(name::equalsIgnoreCase);
        boolean path = side == Side.DATAVERSE && name.contains(".");
        return key || filter || path || ofMap(map, side, name);
    }

    private static boolean ofMap(TableMap map, Side side, String name) {
        List<FieldMapping> lines = map.fields().stream()
                .filter(line -> line.name(side).filter(name::equalsIgnoreCase).isPresent())
                .toList();
        ColumnType type = type(map, side, name);
        boolean option = type.isOption() || type == ColumnType.ENUM || type == ColumnType.BOOLEAN;
        return option
                || lines.stream()
                        .anyMatch(line -> line.values().isPresent()
                                || line.dataverse().filter(LookupPath::isLookup).isPresent());
    }

    private static ColumnType type(TableMap map, Side side, String name) {
        return map.side(side).schema().column(name).map(Column::type).orElse(ColumnType.TEXT);
    }

    private Object mask(TableMap map, Side side, String name, Object value) {
        if (value instanceof BigDecimal number) {
            return new BigDecimal(digits(number.toPlainString()));
        }
        if (!(value instanceof String text) || text.isBlank()) {
            return value;
        }
        ColumnType type = type(map, side, name);
        if (type.isNumber()) {
            return digits(text);
        }
        return type == ColumnType.DATE || type == ColumnType.DATE_TIME ? day(text) : masked(text);
    }

    /** A number stays one, with as many digits. */
    private static String digits(String number) {
        return number.replaceAll("[1-9]", "1");
    }

    private static String day(String text) {
        return text.startsWith(NO_DATE)
                ? text
                : text.replaceFirst("^\\d{4}-\\d{2}-\\d{2}", DAY).replaceFirst("^\\d{1,2}/\\d{1,2}/\\d{4}", "1/1/2000");
    }

    /** The n-th value has the n-th letter and digit throughout. */
    private String masked(String text) {
        int n = masked.size();
        return masked.computeIfAbsent(
                text,
                real -> real.codePoints().mapToObj(point -> masked(point, n)).collect(Collectors.joining()));
    }

    private static String masked(int point, int n) {
        if (Character.isDigit(point)) {
            return String.valueOf((char) ('1' + n % 9));
        }
        if (!Character.isLetter(point)) {
            return Character.toString(point);
        }
        return String.valueOf((char) ((Character.isUpperCase(point) ? 'A' : 'a') + n % 26));
    }
}
