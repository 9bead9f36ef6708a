package io.dualwrite.row;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields of one row, in their order; names are found in any case. A field is absent, null, an empty text or a
 * value, and these four stay different. A value is a {@link String}, a {@link BigDecimal} or a {@link Boolean}.
 *
 * <p>A field's name is a column ({@code SalesOrderNumber}), or on the Dataverse side also a lookup path
 * ({@code customerid.Account(accountnumber)}).
 */
public final class Row {
    private static final Row EMPTY = new Row(new LinkedHashMap<>());

    private final Map<String, Field> fields;

    private record Field(String name, Object value) {}

    private Row(Map<String, Field> fields) {
        this.fields = fields;
    }

    public static Row empty() {
        return EMPTY;
    }

    /**
     * @throws IllegalArgumentException if a value is of another class than this type allows
     */
    public static Row of(Map<String, ?> values) {
        Map<String, Field> fields = new LinkedHashMap<>();
        values.forEach((name, value) -> fields.put(fold(name), new Field(name, checked(name, value))));
        return new Row(fields);
    }

    /** Is the field there at all, be it null or empty? */
    public boolean has(String name) {
        return fields.containsKey(fold(name));
    }

    /** The value; null both for a null field and for an absent one, see {@link #has}. */
    public Object get(String name) {
        Field field = fields.get(fold(name));
        return field == null ? null : field.value();
    }

    /** The value as text; nothing if absent, null or blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(get(name)).map(Row::asText).filter(text -> !text.isBlank());
    }

    /** Absent, null and blank text alike. */
    public boolean isBlank(String name) {
        return text(name).isEmpty();
    }

    public Row with(String name, Object value) {
        Map<String, Field> copy = new LinkedHashMap<>(fields);
        copy.put(fold(name), new Field(name, checked(name, value)));
        return new Row(copy);
    }

    public Row without(String name) {
        if (!has(name)) {
            return this;
        }
        Map<String, Field> copy = new LinkedHashMap<>(fields);
        copy.remove(fold(name));
        return new Row(copy);
    }

    /** This row with the fields of another laid over it. */
    public Row overlaidWith(Row other) {
        Map<String, Field> copy = new LinkedHashMap<>(fields);
        other.fields.forEach(
                (folded, field) -> copy.merge(folded, field, (mine, theirs) -> new Field(mine.name(), theirs.value())));
        return new Row(copy);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The names as they were written, in order. */
    public Collection<String> names() {
        return fields.values().stream().map(Field::name).toList();
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.values().forEach(field -> map.put(field.name(), field.value()));
        return Collections.unmodifiableMap(map);
    }

    /** How a value is written as text: decimals without exponent, booleans as true or false. */
    public static String asText(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    /** By value: 1.0 is 1, a day is the same day at any hour if one of the two has no time; text is exact. */
    public static boolean same(Object one, Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (one instanceof String a && other instanceof String b && (isDay(a) || isDay(b))) {
            return a.equals(b)
                    || (startsWithDay(a)
                            && startsWithDay(b)
                            && a.substring(0, 10).equals(b.substring(0, 10)));
        }
        return Objects.equals(one, other);
    }

    /** Is it a date without time, as 2020-08-25? */
    public static boolean isDay(String text) {
        return text.length() == 10 && startsWithDay(text);
    }

    private static boolean startsWithDay(String text) {
        return text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?");
    }

    private static Object checked(String name, Object value) {
        if (value == null || value instanceof String || value instanceof BigDecimal || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("field " + name + " holds a "
                + value.getClass().getName() + "; expected text, decimal, boolean or null");
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && valuesByFoldedName().equals(row.valuesByFoldedName());
    }

    @Override
    public int hashCode() {
        return valuesByFoldedName().hashCode();
    }

    private Map<String, Object> valuesByFoldedName() {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach((folded, field) -> values.put(folded, field.value()));
        return values;
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
