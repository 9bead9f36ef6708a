package io.dualwrite.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a resource path: {@code accounts}, {@code accounts(guid)}, {@code $ref}.
 *
 * @param key literals by name, unquoted; a single unnamed literal has the name ""; null if there are no parentheses
 */
record Segment(String name, Map<String, String> key) {

    boolean hasKey() {
        return key != null && !key.isEmpty();
    }

    /** The path's segments after its root, decoded; slashes inside quotes do not separate. */
    static List<Segment> of(String path) {
        List<Segment> segments = new ArrayList<>();
        for (String raw : split(path.replace("%27", "'"), '/')) {
            if (!raw.isEmpty()) {
                segments.add(parse(decode(raw)));
            }
        }
        return segments;
    }

    private static Segment parse(String text) {
        int open = text.indexOf('(');
        if (open < 0 || !text.endsWith(")")) {
            return new Segment(text, null);
        }
        return new Segment(text.substring(0, open), keyOf(text.substring(open + 1, text.length() - 1)));
    }

    /** {@code dataAreaId='usmf',SalesOrderNumber='F1'} or a single literal. */
    static Map<String, String> keyOf(String text) {
        Map<String, String> key = new LinkedHashMap<>();
        for (String part : split(text, ',')) {
            List<String> sides = split(part, '=');
            if (sides.size() == 1 && !part.isBlank()) {
                key.put("", unquote(part.trim()));
            } else if (sides.size() == 2) {
                key.put(sides.get(0).trim(), unquote(sides.get(1).trim()));
            }
        }
        return key;
    }

    static String unquote(String literal) {
        boolean quoted = literal.length() >= 2 && literal.startsWith("'") && literal.endsWith("'");
        return quoted ? literal.substring(1, literal.length() - 1).replace("''", "'") : literal;
    }

    /** Splits outside quotes and parentheses. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted && (c == '(' || c == ')')) {
                depth += c == '(' ? 1 : -1;
            } else if (!quoted && depth == 0 && c == separator) {
                parts.add(text.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    static String decode(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }
}
