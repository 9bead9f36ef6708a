package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;

/** What Sales got from F&O is F&O's to change: it does not go back, or F&O would be told its own yesterday's values. */
final class ExternallyMaintained implements Rule {
    private static final String FLAG = "msdynce_ismaintainedexternally";

    @Override
    public void apply(Change change) {
        boolean finops = YesNo.of(change.known(), FLAG).orElse(false);
        if (change.direction() == Direction.TO_FINOPS && finops) {
            change.settle(Outcome.filtered("maintained-in-finops", FLAG + " = No: F&O maintains this document"));
        }
    }
}
