package io.dualwrite.lint;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.TableMap;
import java.util.Optional;

/** The columns that a line of a map reads and writes. */
final class Columns {
    private Columns() {}

    /** The column of one side, the last one of a path; nothing for a constant, and where the schema does not know it. */
    static Optional<Column> of(TableMap map, FieldMapping field, Side side, Schema schema) {
        return side == Side.FINOPS
                ? field.finops().flatMap(map.finops().schema()::column)
                : field.dataverse().flatMap(path -> path.end(map.dataverse().schema(), schema));
    }
}
