package io.dualwrite.migration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** A row as Sales has it now: its GUID, its version, and the columns that were asked for; a blank one is "". */
record SalesRow(String id, String etag, Map<String, String> values) {

    static SalesRow of(JsonNode row, String primaryId) {
        Map<String, String> values = new HashMap<>();
        row.properties().forEach(column -> {
            if (!column.getKey().contains("@") && !column.getValue().isNull()) {
                values.put(column.getKey(), column.getValue().asText());
            }
        });
        return new SalesRow(
                row.path(primaryId).asText(), row.path("@odata.etag").asText(), values);
    }

    String get(String property) {
        return values.getOrDefault(property, "");
    }

    String company() {
        return get(Target.COMPANY.property());
    }
}
