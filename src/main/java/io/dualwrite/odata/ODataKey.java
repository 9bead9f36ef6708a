package io.dualwrite.odata;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns that identify a row and their values: as an address {@code accounts(accountnumber='A1',...)} and as a
 * filter {@code accountnumber eq 'A1' and ...}. Immutable.
 */
public final class ODataKey {
    /** Dataverse answers 400 to an address with one of these in a key value, encoded or not. */
    private static final String NOT_ADDRESSABLE = "/<>*%&:\\?+";

    private final List<Part> parts;

    private record Part(String name, String literal, boolean addressable) {}

    private ODataKey(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    public static ODataKey empty() {
        return new ODataKey(List.of());
    }

    /** The address of a row by its GUID: {@code accounts(1c5a...)}. */
    public static String byId(String set, String guid) {
        return set + "(" + guid + ")";
    }

    public ODataKey text(String column, String value) {
        boolean addressable = value.chars().noneMatch(c -> NOT_ADDRESSABLE.indexOf(c) >= 0);
        return plus(new Part(column, quoted(value), addressable));
    }

    public ODataKey number(String column, BigDecimal value) {
        // A whole number without decimal point: servers take 1.0 for another type than 1.
        BigDecimal stripped = value.stripTrailingZeros();
        return plus(new Part(column, stripped.toPlainString(), true));
    }

    /** A value that stands as it is: a GUID, a date, true or false, null. */
    public ODataKey bare(String column, String value) {
        return plus(new Part(column, value, true));
    }

    private ODataKey plus(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new ODataKey(more);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Can the row be addressed by this key in a URL at all? If not, find it by {@link #query}. */
    public boolean addressable() {
        return parts.stream().allMatch(Part::addressable);
    }

    /** The row's address, percent-encoded. */
    public String address(String set) {
        return set + "("
                + parts.stream()
                        .map(part -> encoded(part.name()) + "=" + encoded(part.literal()))
                        .collect(Collectors.joining(","))
                + ")";
    }

    /** A query for the rows with this key, percent-encoded; column names may be paths with slashes. */
    public String query(String set, String select, int top) {
        return set + "?$select=" + encoded(select) + "&$filter=" + encoded(filter()) + "&$top=" + top;
    }

    /** The same for all columns. */
    public String query(String set, int top) {
        return set + "?$filter=" + encoded(filter()) + "&$top=" + top;
    }

    /** {@code a eq 'x' and b eq 1}, not encoded. */
    public String filter() {
        return parts.stream().map(part -> part.name() + " eq " + part.literal()).collect(Collectors.joining(" and "));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Percent-encodes all but what RFC 3986 leaves alone in any place and the marks that OData itself reads. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~'(),$".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", (int) c));
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return filter();
    }
}
