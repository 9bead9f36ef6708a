package io.dualwrite.intake;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;

/**
 * A record that cannot be read as a row. It counts as one row of the file.
 *
 * @param reason short stable word: {@code row-broken}, {@code cell-too-long}, {@code operation-unknown} ...
 * @param field the column at fault, or empty
 * @param found what stands in the file, shortened
 */
public record BrokenRow(Place place, String reason, String field, String found, String expected, String remedy)
        implements Dropped {

    static BrokenRow of(Place place, Fault fault) {
        return new BrokenRow(place, fault.reason(), fault.field(), fault.found(), fault.expected(), fault.remedy());
    }

    /** The outcome of such a row, whatever map it was meant for. */
    public Outcome outcome() {
        return Outcome.rejected(reason, field, found, expected, remedy);
    }
}
