package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
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
}
