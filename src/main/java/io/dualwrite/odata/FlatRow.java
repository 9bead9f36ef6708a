package io.dualwrite.odata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of an answer by column; a column of another row that was asked for is named by its path:
 * {@code transactioncurrencyid.isocurrencycode}. Values are texts, decimals, truths or null.
 */
public final class FlatRow {
    private FlatRow() {}

    public static Map<String, Object> of(JsonNode row) {
        Map<String, Object> values = new LinkedHashMap<>();
        flatten("", row, values);
        return values;
    }

    /** A list of other rows is of no map: it is left out, as annotations are. */
    private static void flatten(String prefix, JsonNode object, Map<String, Object> values) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            boolean annotation = field.getKey().contains("@") && !field.getKey().equals("@odata.etag");
            if (value.isObject()) {
                flatten(prefix + field.getKey() + ".", value, values);
            } else if (!value.isArray() && !annotation) {
                values.put(prefix + field.getKey(), scalar(value));
            }
        }
    }

    private static Object scalar(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }
}
