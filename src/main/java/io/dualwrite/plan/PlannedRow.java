package io.dualwrite.plan;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.Optional;

/**
 * A row of a file in one map: what would become of it.
 *
 * @param file where the row stands, and in which line
 * @param older it was in the journal before, waiting or queued, and would go now
 * @param key nothing if the row cannot be read so far
 * @param outcome nothing if it would stay queued: its map is paused
 * @param table the set it would be written to
 * @param fields those that would change, and those that would not because of a conflict or since something is missing
 * @param equal how many fields the target has already as they should be
 */
public record PlannedRow(
        String file,
        long line,
        boolean older,
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
        String table,
        List<PlannedField> fields,
        int equal) {

    /** Would anything be other than before? */
    public boolean changes() {
        boolean whole = outcome.filter(kind -> kind == Outcome.Kind.CREATED || kind == Outcome.Kind.DELETED)
                .isPresent();
        return whole || fields.stream().anyMatch(field -> field.fate().writes());
    }

    public Side side() {
        return direction.target();
    }
}
