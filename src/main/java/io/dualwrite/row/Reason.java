package io.dualwrite.row;

/**
 * Why a field of the target has the value it has.
 *
 * @param map the map whose file has the line; empty if no line of a map is behind it
 * @param line in that file; 0 if there is none
 * @param how what was done with the value: {@code value map country: us -> united states (line 88)}, {@code default 0},
 *     {@code constant 0}, {@code company}, {@code rule orderStatus}; empty if it was taken as it is
 */
public record Reason(String map, int line, String how) {
    private static final String RULE = "rule ";

    public static Reason rule(String name) {
        return new Reason("", 0, RULE + name);
    }

    /** For what no field line says. */
    public static Reason of(String how) {
        return new Reason("", 0, how);
    }

    public boolean isRule() {
        return how.startsWith(RULE);
    }

    /** For a person: {@code orders.map.yaml:31, value map country: us -> united states (line 88)}. */
    @Override
    public String toString() {
        String place = map.isEmpty() ? "" : map + ".map.yaml" + (line > 0 ? ":" + line : "");
        return place.isEmpty() || how.isEmpty() ? place + how : place + ", " + how;
    }
}
