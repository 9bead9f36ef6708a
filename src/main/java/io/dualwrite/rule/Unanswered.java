package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import java.util.function.Function;

/** A port could not find out what a rule asked: nothing is wrong with the row, it is tried again. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Function<Change, Outcome> outcome;

    public Unanswered(Outcome outcome) {
        this(outcome.found(), change -> outcome);
    }

    /** @param outcome of a row, which may depend on how often it was tried */
    public Unanswered(String found, Function<Change, Outcome> outcome) {
        super(found, null, false, false);
        this.outcome = outcome;
    }

    Outcome outcome(Change change) {
        return outcome.apply(change);
    }
}
