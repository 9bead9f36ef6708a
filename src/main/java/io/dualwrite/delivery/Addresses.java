package io.dualwrite.delivery;

import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.Row;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys by which rows are addressed in URLs. */
final class Addresses {
    /** The alternate key with lookups as GUIDs; empty if the table has none or the row lacks a part of it. */
    ODataKey alternateKey(Task task) {
        ODataKey key = ODataKey.empty();
        for (String name : task.table().key()) {
            Optional<Column> column = task.table().column(name);
            if (isLookup(column)) {
                Optional<String> guid =
                        Optional.ofNullable(task.references().get(name)).flatMap(Task.Reference::guid);
                if (guid.isEmpty()) {
                    return ODataKey.empty();
                }
                key = key.bare("_" + name + "_value", guid.get());
            } else {
                Object value = value(task.change(), name);
                if (Values.blank(value)) {
                    return ODataKey.empty();
                }
                key = KeyValues.plus(key, name, column, value);
            }
        }
        return key;
    }

    /** The key columns that the server takes from the address; lookups are bound in the body all the same. */
    List<String> plainKeyColumns(Task task) {
        return task.table().key().stream()
                .filter(name -> !isLookup(task.table().column(name)))
                .toList();
    }

    private static boolean isLookup(Optional<Column> column) {
        return column.map(Column::type).filter(ColumnType.LOOKUP::equals).isPresent();
    }

    /** The key of an F&O row. */
    ODataKey finopsKey(Task task) {
        ODataKey key = ODataKey.empty();
        Table table = task.table();
        int position = 0;
        for (String name : table.key()) {
            if (name.equalsIgnoreCase(table.companyColumn())) {
                key = key.text(name, company(task.change(), name));
            } else {
                Object value = value(task.change(), name);
                List<String> values = task.change().key().values();
                Object there = Values.blank(value) && position < values.size() ? values.get(position) : value;
                key = KeyValues.plus(key, name, table.column(name), there == null ? "" : there);
                position++;
            }
        }
        return key;
    }

    /** F&O spells company codes in lower case. */
    static String company(Change change, String column) {
        return change.target()
                .text(column)
                .or(() -> change.key().company())
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** As this row has it, else as it stood in the target when last written. */
    private static Object value(Change change, String column) {
        Object value = change.target().get(column);
        return Values.blank(value)
                ? change.link()
                        .map(link -> link.image(change.direction().target()))
                        .map((Row image) -> image.get(column))
                        .orElse(value)
                : value;
    }
}
