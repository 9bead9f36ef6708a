package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code CreateMultiple}, {@code UpdateMultiple}, {@code UpsertMultiple}: many rows of one table, all or nothing. */
final class BulkActions {
    private final DataverseKeys keys;
    private final DataverseRows rows;

    BulkActions(DataverseKeys keys, DataverseRows rows) {
        this.keys = keys;
        this.rows = rows;
    }

    Answer run(String action, Table table, Request request) {
        JsonNode targets = Json.readObject(request.body()).path("Targets");
        ObjectNode answer = Json.object();
        ArrayNode ids = answer.putArray(action.equals("CreateMultiple") ? "Ids" : "Results");
        for (JsonNode target : targets) {
            ObjectNode body = (ObjectNode) target;
            switch (action) {
                case "CreateMultiple" ->
                    ids.add(rows.create(table, body, Map.of()).id());
                case "UpdateMultiple" -> {
                    DataverseKeys.Address address = address(table, body);
                    rows.change(table, keys.existing(address), body);
                }
                case "UpsertMultiple" -> upsert(table, body, ids.addObject());
                default ->
                    throw Refusal.notFound(
                            "0x80060888",
                            "Resource not found for the segment 'Microsoft.Dynamics.CRM." + action + "'.");
            }
        }
        return action.equals("UpdateMultiple") ? Answer.empty(204) : Answer.json(200, answer);
    }

    private void upsert(Table table, ObjectNode body, ObjectNode result) {
        DataverseKeys.Address address = address(table, body);
        Optional<StoredRow> present = keys.find(address);
        StoredRow row;
        if (present.isPresent()) {
            row = rows.change(table, present.get(), body);
        } else {
            Map<String, Object> known = new LinkedHashMap<>(address.values());
            address.id().ifPresent(id -> known.put(table.primaryId(), id));
            row = rows.create(table, body, known);
        }
        result.put("RecordCreated", present.isEmpty());
        result.putObject("Target")
                .put("@odata.id", table.set() + "(" + row.id() + ")")
                .put(table.primaryId(), row.id());
    }

    /** A target names its row by {@code @odata.id} or by its primary id. */
    private DataverseKeys.Address address(Table table, ObjectNode body) {
        if (body.hasNonNull("@odata.id")) {
            List<Segment> path = Segment.of(body.get("@odata.id")
                    .asText()
                    .replaceFirst("(?i)^https?://[^/]+", "")
                    .replaceFirst("^/?api/data/v[\\d.]+", ""));
            return keys.address(table, path.get(0).key());
        }
        if (body.hasNonNull(table.primaryId())) {
            return keys.address(table, Map.of("", body.get(table.primaryId()).asText()));
        }
        throw Refusal.badRequest(
                "0x80048d19", "A target names no row: neither @odata.id nor " + table.primaryId() + " is there.");
    }
}
