package io.dualwrite.compare;

import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.Optional;

/** Is told of every row that is not the same on both sides, also of those that no list has room for. */
@FunctionalInterface
public interface Finds {
    /** Nobody listens. */
    Finds NOBODY = (map, key, difference, finops, dataverse) -> {};

    /**
     * @param finops the row in F&O as the system has it, if it is there; likewise {@code dataverse}
     */
    void found(TableMap map, RowKey key, RowDifference difference, Optional<Row> finops, Optional<Row> dataverse)
            throws IOException;
}
