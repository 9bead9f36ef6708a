package io.dualwrite.journal;

import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;

/**
 * That the pending fields of a row were written, or could not be.
 *
 * @param written the fields sent, part of the new image
 * @param outcome updated or unchanged: done; retrying: later; anything else: the row's newest change gets this outcome
 */
public record Closing(Link link, Row written, Outcome outcome) {}
