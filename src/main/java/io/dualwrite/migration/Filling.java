package io.dualwrite.migration;

/** Fills the documented columns of one table's rows. */
interface Filling {
    /** Puts cells into the draft, or says what is wrong with it. */
    void fill(Draft draft);
}
