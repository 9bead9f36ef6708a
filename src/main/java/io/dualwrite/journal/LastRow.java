package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.Optional;

/**
 * The newest row that drops brought of a key.
 *
 * @param content as dropped, or edited since
 * @param parent the header's key, if the row is a line
 * @param state queued, or the word of its outcome
 * @param first is there no older one of this key in the journal, from either side?
 */
public record LastRow(
        Direction direction,
        RowKey key,
        Operation operation,
        Row content,
        Optional<ParentKey> parent,
        String state,
        String reason,
        String field,
        boolean first) {}
