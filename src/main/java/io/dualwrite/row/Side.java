package io.dualwrite.row;

import java.util.Locale;

/** One of the two systems. The sides are fixed; which of them is source or target depends on the change in hand. */
public enum Side {
    /** Dynamics 365 Finance and Operations: OData at {@code /data/<EntitySet>}. */
    FINOPS,
    /** Dynamics 365 Sales on Dataverse: Web API at {@code /api/data/v9.2/<table set>}. */
    DATAVERSE;

    /** The word for this side in settings, folders and files: {@code finops} or {@code dataverse}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Side other() {
        return this == FINOPS ? DATAVERSE : FINOPS;
    }

    /**
     * @throws IllegalArgumentException if the word is neither {@code finops} nor {@code dataverse}
     */
    public static Side of(String word) {
        for (Side side : values()) {
            if (side.word().equalsIgnoreCase(word)) {
                return side;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is not a side; expected finops or dataverse");
    }
}
