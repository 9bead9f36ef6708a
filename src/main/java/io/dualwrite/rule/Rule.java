package io.dualwrite.rule;

import io.dualwrite.row.Change;

/** A step of a flow that knows something about the business. Keeps no state, so several threads may share it. */
@FunctionalInterface
public interface Rule {
    /** Edits the mapped fields of a change or settles it; passes by what is settled already. */
    void apply(Change change);
}
