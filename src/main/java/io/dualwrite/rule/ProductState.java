package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import java.math.BigDecimal;

/**
 * Sales makes every product a draft; an active one is published by a change of its state. That is done once, when the
 * product comes to Sales: whoever retires or revises it there later is not overruled by its next change in F&O.
 */
final class ProductState implements Rule {
    private static final String STATE = "statecode";
    private static final String STATUS = "statuscode";

    private static final Change.Transition PUBLISH = new Change.Transition(
            Row.empty().with(STATE, BigDecimal.valueOf(2)),
            Row.empty().with(STATE, BigDecimal.ZERO).with(STATUS, BigDecimal.ONE));

    private final ProductStart start;

    ProductState(ProductStart start) {
        this.start = start;
    }

    @Override
    public void apply(Change change) {
        boolean fresh = change.link().filter(link -> !link.deleted()).isEmpty();
        if (change.direction() == Direction.TO_DATAVERSE && start == ProductStart.ACTIVE && fresh) {
            change.setTransition(PUBLISH);
        }
    }
}
