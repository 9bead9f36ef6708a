package io.dualwrite.delivery;

import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.Optional;

/** Key values as literals of their columns' types. */
final class KeyValues {
    private static final int MOST_DIGITS = 1000;

    private final Schema schema;

    KeyValues(Schema schema) {
        this.schema = schema;
    }

    /** The column at the end of a path such as {@code msdyn_hierarchy.msdyn_name}. */
    Optional<Column> column(Table table, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return table.column(path);
        }
        return table.column(path.substring(0, dot))
                .flatMap(lookup -> lookup.targets().stream().findFirst())
                .flatMap(target -> schema.table(Side.DATAVERSE, target))
                .flatMap(target -> column(target, path.substring(dot + 1)));
    }

    /** A key with one more part; the parts of a path are joined by slashes, as filters want them. */
    ODataKey plus(ODataKey key, Table table, String path, Object value) {
        int dot = path.indexOf('.');
        return dot > 0 && Values.blank(value)
                ? key.bare("_" + path.substring(0, dot) + "_value", "null")
                : plus(key, path.replace('.', '/'), column(table, path), value);
    }

    static ODataKey plus(ODataKey key, String name, Optional<Column> column, Object value) {
        ColumnType type = column.map(Column::type).orElse(ColumnType.TEXT);
        String text = Row.asText(value);
        if (type.isNumber() || type.isOption()) {
            return number(key, name, text);
        }
        boolean bare = type == ColumnType.GUID
                || type == ColumnType.DATE
                || type == ColumnType.DATE_TIME
                || type == ColumnType.BOOLEAN;
        return bare ? key.bare(name, text) : key.text(name, text);
    }

    private static ODataKey number(ODataKey key, String name, String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            // Written out, 1E999999999 would fill the memory.
            return Math.abs((long) number.scale()) <= MOST_DIGITS ? key.number(name, number) : key.text(name, text);
        } catch (NumberFormatException e) {
            // No row has such a key; the server says so better than we could.
            return key.text(name, text);
        }
    }
}
