package io.dualwrite.journal;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import java.time.Instant;
import java.util.Optional;

/**
 * A rejected, refused or held row with its content.
 *
 * @param content as it is tried next
 * @param parent the header's key, if the row is a line
 * @param original as it was dropped, if a person edited it since
 * @param edited when it was edited last
 */
public record FailedRow(
        ReportRow told,
        Operation operation,
        Row content,
        Optional<ParentKey> parent,
        Optional<Row> original,
        Optional<Instant> edited) {}
