package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the journal keeps of one row of a drop on its way through one map.
 *
 * @param id the journal's number of it
 * @param drop the journal's number of the file
 * @param file the dropped file's name, with that of the file in it if it is a package: {@code a.zip!b.csv}
 * @param line where the record starts in it, from 1
 * @param key nothing if the row could not be read so far
 * @param outcome nothing while it is queued
 * @param attempts how often delivery failed
 * @param settled when the outcome was written
 * @param winner the side that a person said wins
 * @param content as dropped, or as edited last
 * @param dropped as dropped, if it was edited since
 * @param earlier outcomes it had before, oldest first: moment, outcome, reason and what was awaited; or what woke it
 * @param account its fields; empty where nothing was written and nobody need look
 */
public record HistoryRow(
        long id,
        long drop,
        String file,
        long line,
        String map,
        Direction direction,
        Operation operation,
        Optional<RowKey> key,
        Optional<Outcome.Kind> outcome,
        String reason,
        String field,
        String found,
        String expected,
        String remedy,
        List<String> warnings,
        int attempts,
        Instant received,
        Optional<Instant> settled,
        Optional<Instant> edited,
        Optional<Side> winner,
        Row content,
        Optional<Row> dropped,
        Optional<ReportRow.CdsRow> cds,
        List<String> earlier,
        List<FieldAccount> account) {}
