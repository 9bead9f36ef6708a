package io.dualwrite.journal;

import java.util.List;

/**
 * What became of a file.
 *
 * @param drop the file, with the version that this report shows
 * @param counts its rows by map, direction and outcome
 * @param rows those not delivered or with a warning, by line; at most {@link #MOST_ROWS}
 * @param more how many further rows there are
 * @param conflicts what both sides had changed, also of rows that were delivered; at most {@link #MOST_ROWS}
 */
public record DropReport(
        Drop drop, List<RowCounts> counts, List<ReportRow> rows, long more, List<FoundConflict> conflicts) {
    public static final int MOST_ROWS = 10_000;
}
