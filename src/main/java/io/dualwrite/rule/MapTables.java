package io.dualwrite.rule;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.util.Optional;

/** Which tables a map joins. */
public interface MapTables {
    Optional<Table> table(String map, Side side);

    /** The table of the header if the map is one of lines; nothing for a map of headers. */
    Optional<Table> headerTable(String map, Side side);
}
