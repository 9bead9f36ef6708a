package io.dualwrite.journal;

import io.dualwrite.row.Side;

/** What the journal must know of the table maps: the table that a map has on a side. */
@FunctionalInterface
public interface MapTables {
    /** The entity set or table set of the map on that side, as in the URL. */
    String table(String map, Side side);
}
