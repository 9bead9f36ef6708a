package io.dualwrite.rule;

import java.util.Locale;

/** How products of F&O begin in Sales. */
public enum ProductStart {
    /** As drafts, which a person in Sales publishes. */
    DRAFT,
    /** Published: they can be sold at once. */
    ACTIVE;

    /**
     * @param word the setting {@code rules.product-state}
     * @throws IllegalArgumentException if it is neither draft nor active
     */
    public static ProductStart of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }
}
