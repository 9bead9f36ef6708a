package io.dualwrite.journal;

import io.dualwrite.row.RowKey;

/** The row that a line belongs to: its map ({@code orders} for a row of {@code order-lines}) and its key. */
public record ParentKey(String map, RowKey key) {}
