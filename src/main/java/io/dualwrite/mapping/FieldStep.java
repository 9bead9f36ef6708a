package io.dualwrite.mapping;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.tablemap.ValueMap;
import io.dualwrite.tablemap.ValueMap.Translation;
import java.util.Optional;

/**
 * One line of the map, in one direction.
 *
 * @param plain why a field has its value where nothing was done with it: the line
 * @param source empty for a constant
 * @param otherwise the constant, or the value where the source has none
 * @param ifFits a value that the column cannot hold is left out
 */
record FieldStep(
        Reason plain,
        Direction direction,
        Optional<SourceField> source,
        ColumnKind target,
        Optional<ValueMap> values,
        Optional<String> otherwise,
        boolean ifFits) {

    /** A value, and how it was made. */
    record Made(Object value, Reason why) {}

    /** @param sourceName the name under which the row has the source field */
    Made value(Row row, String sourceName, Values types) throws BadValue {
        Object raw = row.get(sourceName);
        boolean blank = row.isBlank(sourceName);
        if (values.isPresent()) {
            return translated(canonical(raw, source.orElseThrow().column(), types), types);
        }
        Object typed = types.typed(raw, source.orElseThrow().column());
        if ((blank || typed == null) && otherwise.isPresent()) {
            return otherwise("default ", types);
        }
        // the day stands in the text as dropped; in the moment it may be another one
        Object value = types.fitting(typed != null && target.type() == ColumnType.DATE ? raw : typed, target);
        return new Made(value, converted(raw, value));
    }

    private Reason converted(Object raw, Object value) {
        boolean same = raw == null || value == null || Row.asText(raw).equals(Row.asText(value));
        return same ? plain : how("from '" + Row.asText(raw) + "'");
    }

    private Reason how(String text) {
        return new Reason(plain.map(), plain.line(), text);
    }

    /** A value map may know symbols that the schema does not. */
    private static Object canonical(Object raw, ColumnKind column, Values types) throws BadValue {
        try {
            return types.typed(raw, column);
        } catch (BadValue e) {
            if (column.type() == ColumnType.ENUM) {
                return raw;
            }
            throw e;
        }
    }

    Made constant(Values types) throws BadValue {
        return otherwise(source.isEmpty() ? "constant " : "default ", types);
    }

    private Made otherwise(String word, Values types) throws BadValue {
        return new Made(types.fitting(otherwise.orElseThrow(), target), how(word + otherwise.orElseThrow()));
    }

    private Made translated(Object canonical, Values types) throws BadValue {
        String text = canonical == null ? null : Row.asText(canonical);
        ValueMap map = values.orElseThrow();
        boolean there = direction == Direction.TO_DATAVERSE;
        Translation translation = there ? map.toDataverse(text) : map.toFinops(text);
        if (!translation.listed()) {
            throw new BadValue(
                    "value-unlisted",
                    "'" + text + "'",
                    "one of " + (there ? map.finopsValues() : map.dataverseValues()),
                    "mend the value, or list it in the value map '" + map.name() + "', and retry the row");
        }
        boolean blank = translation.value() == null || translation.value().isBlank();
        if (blank && otherwise.isPresent()) {
            return otherwise("default ", types);
        }
        Object value = types.fitting(translation.value(), target);
        return new Made(value, how(entry(map, text, translation.value(), there ? text : translation.value())));
    }

    private static String entry(ValueMap map, String from, String to, String finops) {
        int line = map.lineOf(finops);
        return "value map " + map.name() + ": " + (from == null || from.isBlank() ? "''" : from)
                + (line == 0 ? " as it is" : " -> " + (to == null ? "null" : to) + " (line " + line + ")");
    }
}
