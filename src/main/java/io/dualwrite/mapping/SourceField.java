package io.dualwrite.mapping;

import io.dualwrite.row.Row;
import io.dualwrite.tablemap.LookupPath;
import java.util.Optional;

/**
 * A field as it is read from a dropped row.
 *
 * @param path where it is from Dataverse: other names it may go by
 */
record SourceField(ColumnKind column, Optional<LookupPath> path) {
    String name() {
        return column.name();
    }

    /** The name under which the row has it; nothing if it does not. */
    Optional<String> nameIn(Row row) {
        return path.isPresent()
                ? path.get().nameIn(row)
                : Optional.of(column.name()).filter(row::has);
    }
}
