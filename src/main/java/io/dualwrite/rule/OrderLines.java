package io.dualwrite.rule;

import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.List;

/** The lines of orders in Sales, as far as they ever arrived. */
public interface OrderLines {
    /** The newest known state of every line of this order, in any order; empty if none is known. */
    List<KnownLine> of(RowKey order);

    /**
     * @param row the newest values that Sales sent for the line
     * @param delivered is the line in F&O already?
     */
    record KnownLine(RowKey key, Row row, boolean delivered) {}
}
