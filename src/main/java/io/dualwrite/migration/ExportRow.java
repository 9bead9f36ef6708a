package io.dualwrite.migration;

import io.dualwrite.row.Place;
import java.util.Map;
import java.util.Optional;

/**
 * A row of an export, as far as the migration needs it.
 *
 * @param all every cell by its column's name in lower case, for filters
 */
record ExportRow(ImportTable table, Place place, Map<Field, String> values, Map<String, String> all) {
    ExportRow {
        values = Map.copyOf(values);
        all = Map.copyOf(all);
    }

    /** The value without blanks around it; nothing if the column is missing or the cell is blank. */
    Optional<String> text(Field field) {
        return Optional.ofNullable(values.get(field)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** How a person finds the row. */
    String key() {
        return text(Field.NUMBER)
                .or(() -> text(Field.HEADER)
                        .map(header -> header
                                + text(Field.LINE_NUMBER)
                                        .map(line -> " line " + line)
                                        .orElse("")))
                .or(() -> text(Field.NAME))
                .or(() -> text(Field.ID))
                .orElse("");
    }
}
