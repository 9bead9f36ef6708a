package io.dualwrite.cases;

import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.rule.OrderLines.KnownLine;
import io.dualwrite.rule.ShippingDefaults.Place;
import io.dualwrite.tablemap.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the answers of a case. */
record AnswersReader(YamlReader reader) {
    private static final Set<String> KEYS =
            Set.of("currencies", "lines", "price-lists", "products", "customers", "accounts", "contacts");

    Answers read(Node node) {
        if (node == null) {
            return Answers.none();
        }
        Map<String, Node> keys = reader.mapping(node, "answers to what rules ask", Set.of(), KEYS);
        return new Answers(
                decimals(keys.get("currencies")),
                lines(keys.get("lines")),
                texts(keys.get("price-lists")),
                places(keys.get("products")),
                places(keys.get("customers")),
                list(keys.get("accounts")),
                list(keys.get("contacts")));
    }

    private Map<String, String> decimals(Node node) {
        Map<String, String> decimals = texts(node);
        decimals.forEach((code, digits) -> {
            if (!digits.matches("[0-9]")) {
                reader.report(node, "'" + digits + "' decimals of " + code, "a number from 0 to 9");
            }
        });
        return decimals;
    }

    private List<KnownLine> lines(Node node) {
        List<KnownLine> lines = new ArrayList<>();
        for (Node line : node == null ? List.<Node>of() : reader.list(node, "a list of lines")) {
            Map<String, Node> keys =
                    reader.mapping(line, "a line of the document", Set.of("map", "key", "row"), Set.of("delivered"));
            Row row =
                    keys.containsKey("row") ? CaseValue.row(reader, keys.get("row"), "the line's fields") : Row.empty();
            lines.add(new KnownLine(
                    text(keys, "map"),
                    new RowKey(text(keys, "key")),
                    row,
                    Boolean.parseBoolean(text(keys, "delivered"))));
        }
        return lines;
    }

    private String text(Map<String, Node> keys, String key) {
        return Optional.ofNullable(keys.get(key))
                .flatMap(node -> reader.text(node, "a text"))
                .orElse("");
    }

    private Map<String, Place> places(Node node) {
        Map<String, Place> places = new LinkedHashMap<>();
        if (node != null) {
            reader.mapping(node, "numbers and their places").forEach((number, place) -> {
                Map<String, Node> keys = reader.mapping(place, "a place", Set.of(), Set.of("site", "warehouse"));
                places.put(number, new Place(given(keys, "site"), given(keys, "warehouse")));
            });
        }
        return places;
    }

    private Optional<String> given(Map<String, Node> keys, String key) {
        return Optional.of(text(keys, key)).filter(text -> !text.isBlank());
    }

    private Map<String, String> texts(Node node) {
        Map<String, String> texts = new TreeMap<>();
        if (node != null) {
            reader.mapping(node, "names and values")
                    .forEach((name, value) -> reader.text(value, "a value").ifPresent(text -> texts.put(name, text)));
        }
        return texts;
    }

    private List<String> list(Node node) {
        return node == null ? List.of() : reader.texts(node, "a list of numbers");
    }
}
