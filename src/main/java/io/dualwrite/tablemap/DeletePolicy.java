package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a deletion on one side does to the row on the other side; per direction.
 *
 * <pre>
 * delete: keep
 * delete: { to-dataverse: deactivate, to-finops: keep }
 * </pre>
 */
public enum DeletePolicy {
    /** The counterpart is deleted. */
    DELETE,
    /** The counterpart is set inactive, canceled or on hold. */
    DEACTIVATE,
    /** The counterpart stays as it is. */
    KEEP;

    static final String WORDS = "delete, deactivate or keep";

    /** The policy of a map that says nothing. */
    static Map<Direction, DeletePolicy> standard() {
        return both(DELETE);
    }

    static Map<Direction, DeletePolicy> both(DeletePolicy policy) {
        Map<Direction, DeletePolicy> both = new EnumMap<>(Direction.class);
        for (Direction direction : Direction.values()) {
            both.put(direction, policy);
        }
        return both;
    }

    /**
     * @throws IllegalArgumentException if it is none of {@link #WORDS}
     */
    static DeletePolicy of(String word) {
        for (DeletePolicy policy : values()) {
            if (policy.word().equalsIgnoreCase(word.strip())) {
                return policy;
            }
        }
        throw new IllegalArgumentException("'" + word + "'");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
