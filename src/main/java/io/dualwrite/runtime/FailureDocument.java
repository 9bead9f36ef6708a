package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.journal.FailedRow;
import io.dualwrite.journal.FailureCause;
import io.dualwrite.journal.ReportRow;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Failed rows as JSON, and the content of a row there and back. */
final class FailureDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FailureDocument() {}

    static String ofCauses(List<FailureCause> causes) {
        ObjectNode document = JSON.createObjectNode();
        document.putArray("causes");
        for (FailureCause cause : causes) {
            ReportRow example = cause.example();
            ObjectNode entry = document.withArray("causes").addObject();
            entry.put("count", cause.count())
                    .put("outcome", example.outcome().word())
                    .put("reason", example.reason())
                    .put("map", example.map())
                    .put("direction", example.direction().word())
                    .put("field", example.field())
                    .put("remedy", example.remedy());
            entry.set("example", told(example));
        }
        return document.toString();
    }

    /**
     * @param more how many rows there are beside these
     */
    static String ofRows(List<FailedRow> rows, long more) {
        ObjectNode document = JSON.createObjectNode();
        document.putArray("rows");
        for (FailedRow row : rows) {
            ObjectNode entry = told(row.told());
            entry.set("row", json(row.content()));
            row.original().ifPresent(original -> entry.set("original", json(original)));
            row.edited().ifPresent(at -> entry.put("editedAt", at.toString()));
            document.withArray("rows").add(entry);
        }
        return document.put("more", more).toString();
    }

    private static ObjectNode told(ReportRow row) {
        return JSON.createObjectNode()
                .put("id", row.id())
                .put("file", row.file())
                .put("line", row.line())
                .put("map", row.map())
                .put("direction", row.direction().word())
                .put("key", row.key().map(RowKey::toString).orElse(""))
                .put("outcome", row.outcome().word())
                .put("reason", row.reason())
                .put("field", row.field())
                .put("found", row.found())
                .put("expected", row.expected())
                .put("remedy", row.remedy());
    }

    static ObjectNode json(Row row) {
        ObjectNode json = JSON.createObjectNode();
        row.toMap().forEach((name, value) -> {
            if (value instanceof BigDecimal number) {
                json.put(name, number);
            } else if (value instanceof Boolean truth) {
                json.put(name, truth);
            } else {
                json.put(name, (String) value);
            }
        });
        return json;
    }

    /**
     * @throws IllegalArgumentException if a value is neither text, number, true, false nor null
     */
    static Row row(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "the edited row is no JSON object; expected {\"column\": \"value\", ...}");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        json.properties().forEach(field -> values.put(field.getKey(), value(field.getKey(), field.getValue())));
        return Row.of(values);
    }

    private static Object value(String name, JsonNode value) {
        if (value.isContainerNode()) {
            throw new IllegalArgumentException(
                    "field " + name + ": found a nested value, expected text, a number, true, false or null");
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.textValue();
    }
}
