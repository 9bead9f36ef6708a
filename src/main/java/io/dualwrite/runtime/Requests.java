package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What {@link Repairing} is asked, as JSON, and what it answers. */
final class Requests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Requests() {}

    static String errors(RowSelection which, boolean rows, int limit) {
        return JSON.createObjectNode()
                .put("rows", rows)
                .put("limit", limit)
                .set("which", which.toJson())
                .toString();
    }

    /** @param winner finops or dataverse; null if the row is just to be tried again */
    static String retry(RowSelection which, String winner) {
        return which.toJson().put("winner", winner).toString();
    }

    static String conflicts(String map, boolean open, int limit) {
        return JSON.createObjectNode()
                .put("map", map)
                .put("open", open)
                .put("limit", limit)
                .toString();
    }

    static String edit(long id, JsonNode row) {
        return JSON.createObjectNode().put("id", id).set("row", row).toString();
    }

    static String discard(RowSelection which, String reason) {
        return JSON.createObjectNode()
                .put("reason", reason)
                .set("which", which.toJson())
                .toString();
    }

    static JsonNode read(String answer) {
        return read(JSON, answer);
    }

    /** With every decimal as it is written. */
    static JsonNode exact(String answer) {
        return read(EXACT, answer);
    }

    private static JsonNode read(ObjectMapper reader, String answer) {
        try {
            return reader.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the answer is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
