package io.dualwrite.tablemap;

import java.util.Optional;

/**
 * That rows of Sales without a number are given one.
 *
 * @param column the Dataverse key column that holds it
 * @param prefix what the numbers begin with, at most seven characters: {@code ACC} gives {@code ACC-01000-BVRCPS}
 * @param finops what the number sequence of F&O looks like, if the map says it, as F&O has it: {@code CU######}
 */
public record Numbering(String column, String prefix, Optional<String> finops) {
    public Numbering(String column, String prefix) {
        this(column, prefix, Optional.empty());
    }
}
