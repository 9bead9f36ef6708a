package io.dualwrite.delivery;

import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;

/**
 * What became of the pending fields of an order.
 *
 * @param written the fields that stand in the target now; empty if it failed
 * @param outcome updated, retrying, or rejected: then a person must act
 */
public record Closed(Link link, Row written, Outcome outcome) {
    public boolean done() {
        return outcome.kind().fine();
    }
}
