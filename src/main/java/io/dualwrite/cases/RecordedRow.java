package io.dualwrite.cases;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.Optional;

/**
 * A row that really came, as the journal has it.
 *
 * @param row as it was dropped, or edited since
 * @param image what both sides have agreed on since, if the row is on both
 * @param parent the same of its header
 * @param first did no other row of this key come before it?
 * @param outcome word of its outcome, or {@code queued}
 */
public record RecordedRow(
        String map,
        Direction direction,
        RowKey key,
        Operation operation,
        Row row,
        Optional<Images> image,
        Optional<Images> parent,
        boolean first,
        String outcome,
        String reason,
        String field) {

    /** Was it written, or found to be there already? */
    boolean fine() {
        return kind().filter(Outcome.Kind::fine).isPresent();
    }

    Optional<Outcome.Kind> kind() {
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            if (kind.word().equals(outcome)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
