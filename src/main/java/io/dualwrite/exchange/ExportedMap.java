package io.dualwrite.exchange;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One version of one map of an export.
 *
 * @param display as Microsoft's tools show it; empty where the export is the mapping alone
 * @param version empty likewise
 * @param place where in the export it stands, for messages
 */
public record ExportedMap(String display, String version, JsonNode mapping, String place) {
    /** {@code [Customers V3] - [accounts]}. */
    public String name() {
        String name = mapping.path("name").asText("");
        return name.isEmpty() ? display : name;
    }

    @Override
    public String toString() {
        return name() + (version.isEmpty() ? "" : " " + version);
    }
}
