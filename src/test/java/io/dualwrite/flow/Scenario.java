package io.dualwrite.flow;

import io.dualwrite.row.Side;
import java.util.List;

/**
 * What people do to one document, in both systems.
 *
 * @param bornIn where it is made; products are always made in F&O
 * @param lines how many it starts with, if it is one with lines
 */
record Scenario(Kind kind, Side bornIn, int lines, List<Edit> edits) {
    enum Kind {
        CUSTOMER,
        ORDER,
        QUOTE,
        PRODUCT
    }

    enum Act {
        SET,
        SET_TWO,
        LINE_SET,
        LINE_SET_TWO,
        LINE_ADD,
        LINE_DELETE,
        DELETE;

        boolean ofLine() {
            return name().startsWith("LINE");
        }
    }

    /**
     * @param tick when
     * @param field which of the kind's fields; of all numbers the remainder counts
     * @param value which of the field's values
     */
    record Edit(int tick, Side side, Act act, int field, int value) {
        @Override
        public String toString() {
            return tick + ":" + side.word() + " " + act + " " + field + "=" + value;
        }
    }

    /** What happens between the edits of one tick and those of the next. */
    enum Pace {
        /** Rounds until nobody tells anything. */
        SETTLE,
        ROUND,
        /** One side's files alone are handed over. */
        FINOPS_ALONE,
        DATAVERSE_ALONE,
        /** The files are handed over, and the next edits are made meanwhile. */
        HAND_OVER,
        NOTHING
    }

    /** A failure that the next requests meet. */
    record Fault(int tick, Side side, String kind, int count) {}

    /** Documents of their own, at the same time. */
    record Group(List<Scenario> scenarios, List<Pace> paces, List<Fault> faults) {}
}
