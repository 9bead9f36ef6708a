package io.dualwrite.rule;

import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.List;

/** The lines of orders and quotes in Sales, as far as they ever arrived. */
public interface OrderLines {
    /**
     * The newest known state of every line of this document, in any order; empty if none is known.
     *
     * @param headerMap the map that the document goes through
     */
    List<KnownLine> of(String headerMap, RowKey header);

    /**
     * @param map that the line goes through
     * @param row the newest values that Sales sent for the line
     * @param delivered is the line in F&O already?
     */
    record KnownLine(String map, RowKey key, Row row, boolean delivered) {}
}
