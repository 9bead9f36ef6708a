package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.Optional;

/**
 * A row of a drop on its way into the journal, for one map.
 *
 * @param key may be missing only if the row is settled already
 * @param line where its record starts in the file, from 1
 * @param settled the outcome of a row that never gets as far as its map: rejected or refused at intake
 */
public record Accepted(
        String map,
        Direction direction,
        Operation operation,
        Optional<RowKey> key,
        Optional<ParentKey> parent,
        String sourceTable,
        String targetTable,
        long line,
        Row row,
        Optional<Outcome> settled) {

    public Accepted {
        if (key.isEmpty() && settled.isEmpty()) {
            throw new IllegalArgumentException("line " + line + " has no key for " + map + "; expected a settled row");
        }
    }
}
