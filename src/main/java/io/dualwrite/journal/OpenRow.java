package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.RowKey;

/**
 * A row that is not through.
 *
 * @param state queued, or the word of an outcome
 */
public record OpenRow(String map, Direction direction, RowKey key, String state, String reason) {}
