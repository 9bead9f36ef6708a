package io.dualwrite.rule;

import io.dualwrite.row.Outcome;

/** A rule found that the row cannot go; carries the outcome up to where the change is settled. */
final class Unfit extends RuntimeException {
    private final transient Outcome outcome;

    Unfit(Outcome outcome) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
