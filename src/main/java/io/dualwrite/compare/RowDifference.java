package io.dualwrite.compare;

import java.util.List;

/**
 * A row that is not the same on both sides.
 *
 * @param key as the journal has it, with blanks between its parts
 * @param note what a person must know to find or to mend it, or empty
 * @param fields those that differ; empty for a row that one side alone has
 */
public record RowDifference(Kind kind, String key, String note, List<FieldDifference> fields) {
    /** How the sides disagree. */
    public enum Kind {
        DIFFERS("differs"),
        ONLY_IN_FINOPS("only in F&O"),
        ONLY_IN_DATAVERSE("only in Sales"),
        /** A line whose header its own system does not have. */
        ORPHANED("orphaned"),
        /** One more row of a key that another one has. */
        DOUBLE("double");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
