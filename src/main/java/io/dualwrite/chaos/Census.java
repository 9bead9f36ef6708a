package io.dualwrite.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the rows of both systems by key, as they have them, and knows nothing of how the runtime works: what is
 * missing, what is there twice, what nobody has written, what is not the newest.
 */
final class Census {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stage stage;
    private final Findings findings;

    Census(Stage stage, Findings findings) {
        this.stage = stage;
        this.findings = findings;
    }

    void take(List<Item> expected) throws IOException {
        for (Side side : Side.values()) {
            for (Kind kind : Kind.values()) {
                compare(
                        side,
                        expected.stream().filter(item -> item.kind() == kind).toList(),
                        there(side, kind));
            }
        }
    }

    private void compare(Side side, List<Item> expected, Map<Item.Key, List<JsonNode>> there) {
        for (Item item : expected) {
            List<JsonNode> rows = there.getOrDefault(item.key(), List.of());
            there.remove(item.key());
            if (rows.isEmpty()) {
                findings.lost(item.key() + " is not in " + side.word());
            } else if (rows.size() > 1) {
                findings.doubled(item.key() + " is " + rows.size() + " times in " + side.word());
            } else {
                compare(side, item, rows.get(0));
            }
        }
        there.keySet()
                .forEach(
                        key -> findings.different(key + " is in " + side.word() + ", where it should not be any more"));
    }

    private void compare(Side side, Item item, JsonNode row) {
        String column = item.kind().layout(side).column(item.witnessProperty());
        String found = row.path(column).asText();
        boolean same = item.kind().isLine()
                ? !found.isEmpty() && new BigDecimal(found).compareTo(new BigDecimal(item.witness())) == 0
                : found.equals(item.witness());
        if (!same) {
            findings.different(item.key() + " in " + side.word() + ": " + column + " is '" + found
                    + "', the newest is '" + item.witness() + "'");
        }
    }

    private Map<Item.Key, List<JsonNode>> there(Side side, Kind kind) throws IOException {
        Map<Item.Key, List<JsonNode>> there = new HashMap<>();
        Map<String, String> numbers = kind.isLine() && side == Side.DATAVERSE ? numbers(kind) : Map.of();
        for (JsonNode row : rows(side, kind)) {
            String number = row.path(root(kind.layout(side).column("number"))).asText();
            int line =
                    kind.isLine() ? row.path(kind.layout(side).column("line")).asInt() : 0;
            Item.Key key = new Item.Key(kind, numbers.getOrDefault(number, number), line);
            there.computeIfAbsent(key, first -> new ArrayList<>()).add(row);
        }
        return there;
    }

    /** Documents of Sales by GUID. */
    private Map<String, String> numbers(Kind line) throws IOException {
        Kind head = line == Kind.ORDER_LINE ? Kind.ORDER : Kind.QUOTE;
        String id = root(line.layout(Side.DATAVERSE).column("number"));
        Map<String, String> numbers = new HashMap<>();
        for (JsonNode row : rows(Side.DATAVERSE, head)) {
            numbers.put(
                    row.path(id).asText(),
                    row.path(head.layout(Side.DATAVERSE).column("number")).asText());
        }
        return numbers;
    }

    private static String root(String column) {
        return column.split("\\.")[0];
    }

    private JsonNode rows(Side side, Kind kind) throws IOException {
        return JSON.readTree(stage.ask(
                        "/sandbox/rows/" + side.word() + "/" + kind.layout(side).set()))
                .path("rows");
    }
}
