package io.dualwrite.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transforms of one field mapping. */
final class Transforms {
    private static final Set<String> WORDS = Set.of("otherwise", "reverse");

    private final List<String> told;
    private final String where;
    private final Map<String, Optional<String>> entries = new LinkedHashMap<>();
    private Optional<String> otherwise = Optional.empty();
    private boolean present;

    Transforms(List<String> told, String where) {
        this.told = told;
        this.where = where;
    }

    /** @param list may be absent, null or empty; even an empty one marks a field that may be transformed */
    Transforms read(JsonNode list) {
        present = list.isArray();
        for (JsonNode transform : list) {
            String type = transform.path("transformType").asText("") + " "
                    + transform.path("$type").asText("");
            if (transform.path("valueMap").isObject() || type.contains("ValueMap")) {
                valueMap(transform);
            } else if (transform.has("defaultValue") || type.contains("Default")) {
                constant(transform.path("defaultValue"));
            } else {
                told.add(where + ": left out a transform that there is no other for: " + transform);
            }
        }
        return this;
    }

    private void constant(JsonNode value) {
        String text = value.isNull() ? "" : value.asText("");
        if (Quoted.fitsOnLine(text)) {
            otherwise = Optional.of(text);
        } else {
            told.add(where + ": left out the default " + value + ", which no line can hold");
        }
    }

    private void valueMap(JsonNode transform) {
        Set<String> folded = new java.util.HashSet<>();
        transform.path("valueMap").properties().forEach(entry -> {
            Optional<String> value =
                    Optional.of(entry.getValue()).filter(node -> !node.isNull()).map(JsonNode::asText);
            if (WORDS.contains(entry.getKey())) {
                told.add(where + ": left out the value " + entry.getKey() + ", which is a word of value maps here");
            } else if (folded.add(entry.getKey().toLowerCase(Locale.ROOT))) {
                entries.put(entry.getKey(), value);
            } else {
                told.add(where + ": left out the second " + entry.getKey() + " -> " + value.orElse("null")
                        + ": values are the same in any case");
            }
        });
        if (transform.path("createValuesOnDestination").asBoolean()) {
            told.add(where + ": createValuesOnDestination: a value that is not listed rejects its row instead");
        }
    }

    boolean present() {
        return present || otherwise.isPresent() || !entries.isEmpty();
    }

    Map<String, Optional<String>> entries() {
        return entries;
    }

    Optional<String> otherwise() {
        return otherwise;
    }
}
