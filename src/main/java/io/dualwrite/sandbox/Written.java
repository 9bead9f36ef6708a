package io.dualwrite.sandbox;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.util.Optional;
import java.util.Set;

/**
 * A write that an {@link Overlay} kept to itself.
 *
 * @param table the set that keeps the row, also where it was written through another that shows it
 * @param id the row's GUID in Dataverse; its key in F&O, as text
 * @param before the row as it was; nothing if it was not there. A lookup has the key of the row it points to, or its
 *     name, or its GUID
 * @param after the row as it is then; nothing if it is gone
 * @param columns those that were sent; empty for a deletion
 */
public record Written(
        Side side, String table, String id, Optional<Row> before, Optional<Row> after, Set<String> columns) {}
