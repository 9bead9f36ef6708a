package io.dualwrite.tablemap;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which F&O value is which Dataverse value, and back. Values are compared regardless of case.
 *
 * <pre>
 * values:
 *   country:
 *     otherwise: keep                  # an unlisted value passes as it is; without this line it rejects the row
 *     us: united states                # F&O value: Dataverse value
 *     tr: [turkey, türkiye]            # the first one is written, all of them are understood on the way back
 *     '': unknown                      # what a blank F&O value becomes
 *     none: ~                          # becomes null, and null becomes this
 *     reverse: { united states: us }   # which F&O value wins on the way back where several have the same
 *                                      # Dataverse value; without it the first that is not blank
 * </pre>
 */
public final class ValueMap {
    private final String name;
    private final boolean keepsUnlisted;
    private final Map<String, List<String>> entries;
    private final Map<String, String> forward = new LinkedHashMap<>();
    private final Map<String, String> backward = new LinkedHashMap<>();

    /**
     * What became of a value.
     *
     * @param listed false if the value is unlisted and the map rejects such values
     * @param value null where null is meant
     */
    public record Translation(boolean listed, String value) {}

    ValueMap(String name, boolean keepsUnlisted, Map<String, List<String>> entries, Map<String, String> reverse) {
        this.name = name;
        this.keepsUnlisted = keepsUnlisted;
        this.entries = new LinkedHashMap<>(entries);
        reverse.forEach((dataverse, finops) -> backward.put(fold(dataverse), finops));
        entries.forEach((finops, values) -> {
            forward.put(fold(finops), values.isEmpty() ? null : values.get(0));
            if (!finops.isBlank()) {
                dataverseValues(values).forEach(value -> backward.putIfAbsent(fold(value), finops));
            }
        });
        entries.forEach((finops, values) ->
                dataverseValues(values).forEach(value -> backward.putIfAbsent(fold(value), finops)));
    }

    private static List<String> dataverseValues(List<String> values) {
        return values.isEmpty() ? List.of("") : values;
    }

    public String name() {
        return name;
    }

    /** Does a value that is not listed pass as it is? */
    public boolean keepsUnlisted() {
        return keepsUnlisted;
    }

    /** F&O value to its Dataverse values, the written one first, as the map file has them; no value means null. */
    public Map<String, List<String>> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** @param finopsValue null and blank are the same */
    public Translation toDataverse(String finopsValue) {
        return translate(forward, finopsValue);
    }

    /** @param dataverseValue null and blank are the same */
    public Translation toFinops(String dataverseValue) {
        return translate(backward, dataverseValue);
    }

    /** The listed F&O values, for messages. */
    public String finopsValues() {
        return String.join(", ", entries.keySet());
    }

    /** The listed Dataverse values, for messages. */
    public String dataverseValues() {
        return entries.values().stream().flatMap(List::stream).distinct().collect(Collectors.joining(", "));
    }

    private Translation translate(Map<String, String> table, String value) {
        String folded = fold(value == null ? "" : value);
        if (table.containsKey(folded)) {
            return new Translation(true, table.get(folded));
        }
        boolean blank = folded.isEmpty();
        return new Translation(blank || keepsUnlisted, blank ? null : value);
    }

    /** Numbers are listed as text: {@code 1.0} of a number column is {@code 1}. */
    private static String fold(String value) {
        String stripped = value.strip().toLowerCase(Locale.ROOT);
        return stripped.matches("-?\\d{1,20}\\.0+")
                ? new BigDecimal(stripped).toBigInteger().toString()
                : stripped;
    }

    @Override
    public String toString() {
        return name + (keepsUnlisted ? " keep " : " reject ") + entries + " " + backward;
    }
}
