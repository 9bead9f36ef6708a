package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * A row that somebody may want to know about: not delivered, delivered with a warning, or on its way through CDS.
 *
 * @param id the journal's number of the change; what retry and discard take
 * @param file the dropped file's name, with that of the file in it if it is a package: {@code a.zip!b.csv}
 * @param cds what the row is in CDS, where it goes to F&O in two legs
 * @param line where the record starts in it, from 1
 */
public record ReportRow(
        long id,
        String file,
        long line,
        String map,
        Direction direction,
        Optional<RowKey> key,
        Outcome.Kind outcome,
        String reason,
        String field,
        String found,
        String expected,
        String remedy,
        List<String> warnings,
        Optional<CdsRow> cds) {

    /** The row as it is in an entity of the Common Data Service. */
    public record CdsRow(String entity, Row row) {}
}
