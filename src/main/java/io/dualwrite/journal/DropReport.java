package io.dualwrite.journal;

import java.util.List;

/**
 * What became of a file.
 *
 * @param drop the file, with the version that this report shows
 * @param counts its rows by map, direction and outcome
 * @param rows those not delivered or with a warning, by line; at most {@link #MOST_ROWS}
 * @param more how many further rows there are
 */
public record DropReport(Drop drop, List<RowCounts> counts, List<ReportRow> rows, long more) {
    public static final int MOST_ROWS = 10_000;
}
