package io.dualwrite.rule;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.util.Optional;

/** Which tables a map joins. */
public interface MapTables {
    Optional<Table> table(String map, Side side);

    /** Does a line of the map join these two fields? */
    boolean pairs(String map, String finopsField, String dataverseField);

    /** The field of the other side that the map's first line for this field joins it with; nothing for a constant. */
    Optional<String> paired(String map, Side side, String field);

    /** Is the map of the newest published set? */
    boolean newest(String map);

    /** The table of the header if the map is one of lines; nothing for a map of headers. */
    Optional<Table> headerTable(String map, Side side);
}
