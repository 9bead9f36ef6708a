package io.dualwrite.intake;

import io.dualwrite.row.Place;

/** What a file gives for one of its records: a row, or the reason why there is none. */
public sealed interface Dropped permits DroppedRow, BrokenRow {

    /** File and line on which the record starts. */
    Place place();
}
