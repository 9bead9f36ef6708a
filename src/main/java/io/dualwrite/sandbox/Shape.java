package io.dualwrite.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What of a row goes out.
 *
 * @param select property names; empty for all
 * @param expand items of {@code $expand}, each with its options in parentheses
 * @param annotations formatted values and the like are wanted
 */
record Shape(List<String> select, List<String> expand, boolean annotations) {
    static final Shape ALL = new Shape(List.of(), List.of(), false);

    static Shape of(Map<String, String> parameters, boolean annotations) {
        return new Shape(list(parameters.get("$select")), list(parameters.get("$expand")), annotations);
    }

    static List<String> list(String text) {
        if (text == null || text.isBlank() || text.trim().equals("*")) {
            return List.of();
        }
        return Segment.split(text, ',').stream()
                .map(String::trim)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    boolean wants(String property) {
        return select.isEmpty() || select.contains(property);
    }
}
