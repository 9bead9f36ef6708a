package io.dualwrite.rule;

import io.dualwrite.row.Outcome;

/** A port could not find out what a rule asked: nothing is wrong with the row, it is tried again. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    public Unanswered(Outcome outcome) {
        super(outcome.found(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
