package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.cases.Images;
import io.dualwrite.cases.RecordedRow;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.LastRow;
import io.dualwrite.journal.ParentKey;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.RowKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The newest row of a key, with what both sides agreed on, as JSON and back. */
final class LastRowDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LastRowDocument() {}

    /** @param direction null: whichever has such a row */
    static String request(String map, String key, String direction) {
        return JSON.createObjectNode()
                .put("map", map)
                .put("key", key)
                .put("direction", direction)
                .toString();
    }

    /**
     * @throws IllegalArgumentException if there is no such row, or more than one
     */
    static String of(Journal journal, String request) {
        JsonNode wanted = Requests.read(request);
        String map = wanted.path("map").asText();
        String way = wanted.path("direction").asText("");
        List<LastRow> rows = journal.lastRows(map, wanted.path("key").asText()).stream()
                .filter(row -> way.isEmpty()
                        || wanted.path("direction").isNull()
                        || row.direction().word().equals(way))
                .toList();
        if (rows.size() != 1) {
            throw new IllegalArgumentException(
                    (rows.isEmpty() ? "the journal has no row " : "the journal has several rows ")
                            + wanted.path("key").asText() + " of the map " + map
                            + (rows.isEmpty()
                                    ? "; keys stand in reports and in dual-write errors --rows: USMF F10248"
                                    : ": " + named(rows) + "; name one, with --direction where needed"));
        }
        return json(journal, map, rows.get(0)).toString();
    }

    private static String named(List<LastRow> rows) {
        return rows.stream()
                .map(row -> row.key() + " " + row.direction().word())
                .limit(10)
                .collect(Collectors.joining(", "));
    }

    private static ObjectNode json(Journal journal, String map, LastRow row) {
        ObjectNode document = JSON.createObjectNode()
                .put("map", map)
                .put("direction", row.direction().word())
                .put("key", row.key().text())
                .put("operation", row.operation().name())
                .put("first", row.first())
                .put("outcome", row.state())
                .put("reason", row.reason())
                .put("field", row.field());
        document.set("row", FailureDocument.json(row.content()));
        images(journal, map, row.key()).ifPresent(images -> document.set("image", json(images)));
        row.parent()
                .flatMap((ParentKey parent) -> images(journal, parent.map(), parent.key()))
                .ifPresent(images -> document.set("parent", json(images)));
        return document;
    }

    private static Optional<Images> images(Journal journal, String map, RowKey key) {
        return Optional.ofNullable(journal.links(map, List.of(key)).get(key))
                .filter(link -> !link.deleted())
                .map(Images::of);
    }

    private static ObjectNode json(Images images) {
        ObjectNode json = JSON.createObjectNode();
        json.set("finops", FailureDocument.json(images.finops()));
        json.set("dataverse", FailureDocument.json(images.dataverse()));
        json.set("pending", FailureDocument.json(images.pending()));
        return json;
    }

    static RecordedRow read(String text) {
        JsonNode json = Requests.exact(text);
        return new RecordedRow(
                json.path("map").asText(),
                Direction.of(json.path("direction").asText()),
                new RowKey(json.path("key").asText()),
                Operation.valueOf(json.path("operation").asText()),
                FailureDocument.row(json.path("row")),
                images(json.path("image")),
                images(json.path("parent")),
                json.path("first").asBoolean(),
                json.path("outcome").asText(),
                json.path("reason").asText(),
                json.path("field").asText());
    }

    private static Optional<Images> images(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Images(
                        FailureDocument.row(json.path("finops")),
                        FailureDocument.row(json.path("dataverse")),
                        FailureDocument.row(json.path("pending"))));
    }
}
