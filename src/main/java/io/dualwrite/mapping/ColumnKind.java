package io.dualwrite.mapping;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.util.Map;

/**
 * What a field of a map holds: a column, or for a path the text of another row's key.
 *
 * @param lookup does the path end in another row?
 */
record ColumnKind(
        Side side,
        String name,
        ColumnType type,
        int maxLength,
        int scale,
        Map<String, String> options,
        boolean lookup) {

    /** @param column the column itself, or the one the path ends in */
    static ColumnKind of(Side side, String name, Column column, boolean lookup) {
        ColumnType type = !lookup || column.type() == ColumnType.DATE ? column.type() : ColumnType.TEXT;
        return new ColumnKind(side, name, type, column.maxLength(), column.scale(), column.options(), lookup);
    }

    /** A path whose end the schema does not know: any text. */
    static ColumnKind keyText(Side side, String name) {
        return new ColumnKind(side, name, ColumnType.TEXT, 0, -1, Map.of(), true);
    }

    boolean text() {
        return type == ColumnType.TEXT && !lookup;
    }
}
