package io.dualwrite.tablemap;

import java.util.Locale;

/**
 * Why something that a check finds in a map is meant to be so: {@code - <code> <field>: <reason>} under {@code
 * explained}; without a field it holds for the whole map.
 *
 * @param code in lower case; {@code duplicate} and {@code key} stand for target-duplicate and key-unmapped
 * @param field in lower case; empty for the whole map
 */
public record Explanation(String code, String field, int line) {
    static Explanation of(String finding, int line) {
        String[] parts = finding.strip().toLowerCase(Locale.ROOT).split("\\s+", 2);
        String code =
                switch (parts[0]) {
                    case "duplicate" -> code(MapFault.TARGET_DUPLICATE);
                    case "key" -> code(MapFault.KEY_UNMAPPED);
                    default -> parts[0];
                };
        return new Explanation(code, parts.length == 1 ? "" : parts[1], line);
    }

    /**
     * @param finding its code
     * @param about the field that it is about
     */
    public boolean explains(String finding, String about) {
        return code.equals(finding) && (field.isEmpty() || field.equalsIgnoreCase(about));
    }

    static String code(MapFault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Is it about something that the parser of maps finds itself? */
    public boolean ofParser() {
        return code.equals(code(MapFault.TARGET_DUPLICATE)) || code.equals(code(MapFault.KEY_UNMAPPED));
    }

    @Override
    public String toString() {
        return (code + " " + field).strip();
    }
}
