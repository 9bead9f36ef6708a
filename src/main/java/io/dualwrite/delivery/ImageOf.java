package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.time.Instant;
import java.util.Optional;

/** What the comparison asks of the mapping. */
public interface ImageOf {
    /** The change's source fields that its map reads, as typed values: what will be the new image of the source. */
    Row sourceImage(Change change);

    /**
     * The source field whose value alone decides a target field; nothing for a constant and for a field that a rule
     * computes.
     */
    Optional<String> feeds(String map, Direction direction, String targetField);

    /** A row as its system shows it, typed as the images of that side are. */
    Row typed(String map, Side side, RowKey key, Row row);

    /** When the change was made, if its row says so. */
    Optional<Instant> madeAt(Change change);

    /** Does a change of this F&O field never come back from Dataverse, whatever the map says: F&O owns it? */
    boolean ownedByFinops(String map, String finopsField);
}
