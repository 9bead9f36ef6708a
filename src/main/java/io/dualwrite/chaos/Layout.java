package io.dualwrite.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How one side exports the rows of a table.
 *
 * @param set its name there
 * @param columns {@code name=value,name=value}; a value may be {@code {property}} of an {@link Item}
 */
record Layout(String set, String columns) {
    private List<String[]> pairs() {
        return Arrays.stream(columns.split(",")).map(pair -> pair.split("=", 2)).toList();
    }

    String header() {
        return pairs().stream().map(pair -> pair[0]).collect(Collectors.joining(","));
    }

    String line(Item item) {
        return pairs().stream().map(pair -> item.fill(pair[1])).collect(Collectors.joining(","));
    }

    /** The column that is filled with this property. */
    String column(String property) {
        return pairs().stream()
                .filter(pair -> pair[1].equals("{" + property + "}"))
                .map(pair -> pair[0])
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column of " + set + " has the " + property));
    }
}
