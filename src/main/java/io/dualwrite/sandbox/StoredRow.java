package io.dualwrite.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row as it is kept. Immutable.
 *
 * @param id its GUID in Dataverse; its folded key in F&O
 * @param values by column name: text, BigDecimal, Boolean, {@link Reference} or null
 * @param version rises with each write; the ETag
 */
record StoredRow(String id, Map<String, Object> values, long version) {
    StoredRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Object get(String column) {
        return values.get(column);
    }

    String etag() {
        return "W/\"" + version + "\"";
    }

    StoredRow with(String id, long version) {
        return new StoredRow(id, values, version);
    }
}
