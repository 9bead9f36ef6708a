package io.dualwrite.sandbox;

import io.dualwrite.schema.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rows of one table, by id and by key; keys compare as SQL Server does: case and trailing blanks do not count. */
final class TableRows {
    private final Table table;
    private final Map<String, StoredRow> byId = new LinkedHashMap<>();
    private final Map<String, String> idByKey = new HashMap<>();

    TableRows(Table table) {
        this.table = table;
    }

    Table table() {
        return table;
    }

    Optional<StoredRow> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<StoredRow> byKey(Map<String, Object> keyValues) {
        return keyText(keyValues).map(idByKey::get).map(byId::get);
    }

    Collection<StoredRow> all() {
        return byId.values();
    }

    /** Puts a row in, or takes it out if null; gives back what was there. */
    StoredRow replace(String id, StoredRow row) {
        StoredRow before = row == null ? byId.remove(id) : byId.put(id, row);
        if (before != null) {
            keyText(before.values()).ifPresent(key -> idByKey.remove(key, id));
        }
        if (row != null) {
            keyText(row.values()).ifPresent(key -> idByKey.put(key, id));
        }
        return before;
    }

    /** The row of another id that has the same key, if there is one. */
    Optional<StoredRow> clashWith(StoredRow row) {
        return byKey(row.values()).filter(other -> !other.id().equals(row.id()));
    }

    /** Nothing if the table has no key or a part of it is null: then the row is not in the index, as in Dataverse. */
    private Optional<String> keyText(Map<String, Object> values) {
        List<String> key = table.key();
        StringBuilder text = new StringBuilder();
        for (String column : key) {
            Object value = values.get(column);
            if (value == null) {
                return Optional.empty();
            }
            text.append(fold(value)).append('\u0001');
        }
        return key.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    static String fold(Object value) {
        if (value instanceof java.math.BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        String text = value instanceof Reference reference ? reference.id() : String.valueOf(value);
        return text.stripTrailing().toLowerCase(Locale.ROOT);
    }
}
