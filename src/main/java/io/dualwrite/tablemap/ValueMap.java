package io.dualwrite.tablemap;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which F&O value is which Dataverse value, and back. Values are compared regardless of case.
 *
 * <pre>
 * values:
 *   country:
 *     otherwise: keep                  # an unlisted value passes as it is; without this line it rejects the row;
 *                                      # default: it becomes the default of the line, so that a default can depend
 *                                      # on another column: SITEID << address1_city via site default 1
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
    private final Unlisted unlisted;
    private final Map<String, List<String>> entries;
    private final Set<String> winners = new LinkedHashSet<>();
    private final Map<String, String> forward = new LinkedHashMap<>();
    private final Map<String, String> backward = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /** What becomes of a value that is not listed. */
    enum Unlisted {
        REJECT,
        KEEP,
        DEFAULT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of a value.
     *
     * @param listed false if the value is unlisted and the map rejects such values
     * @param value null where null is meant, or the default of the line
     */
    public record Translation(boolean listed, String value) {}

    ValueMap(String name, Unlisted unlisted, Map<String, List<String>> entries, Map<String, String> reverse) {
        this.name = name;
        this.unlisted = unlisted;
        this.entries = new LinkedHashMap<>(entries);
        reverse.forEach((dataverse, finops) -> {
            backward.put(fold(dataverse), finops);
            winners.add(fold(dataverse));
        });
        entries.forEach((finops, values) -> {
            forward.put(fold(finops), values.isEmpty() ? null : values.get(0));
            if (!finops.isBlank()) {
                dataverseValues(values).forEach(value -> backward.putIfAbsent(fold(value), finops));
            }
        });
        entries.forEach((finops, values) ->
                dataverseValues(values).forEach(value -> backward.putIfAbsent(fold(value), finops)));
    }

    /** @param where the line of each entry in the map file, by its F&O value */
    ValueMap withLines(Map<String, Integer> where) {
        where.forEach((finops, line) -> lines.put(fold(finops), line));
        return this;
    }

    /** The line of the entry of an F&O value in the map file; 0 if it has none. */
    public int lineOf(String finopsValue) {
        return lines.getOrDefault(fold(finopsValue == null ? "" : finopsValue), 0);
    }

    private static List<String> dataverseValues(List<String> values) {
        return values.isEmpty() ? List.of("") : values;
    }

    public String name() {
        return name;
    }

    /** Does a value that is not listed pass as it is? */
    public boolean keepsUnlisted() {
        return unlisted == Unlisted.KEEP;
    }

    /** Does a value that is not listed become the default of the line? */
    public boolean defaultsUnlisted() {
        return unlisted == Unlisted.DEFAULT;
    }

    /** F&O value to its Dataverse values, the written one first, as the map file has them; no value means null. */
    public Map<String, List<String>> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** The Dataverse values, in lower case, of which the map says which F&O value wins on the way back. */
    public Set<String> winners() {
        return Collections.unmodifiableSet(winners);
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
        if (folded.isEmpty() || defaultsUnlisted()) {
            return new Translation(true, null);
        }
        return new Translation(keepsUnlisted(), value);
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
        return name + " " + unlisted.word() + " " + entries + " " + backward;
    }
}
