package io.dualwrite.delivery;

import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.util.Map;
import java.util.Optional;

/**
 * The Dataverse row that a lookup names.
 *
 * @param branch the logical name to put behind the column where it can point to several tables, else empty
 * @param keys values by column, or by path where the key goes on through another lookup
 * @param company that the row must belong to; nothing where all companies share the table
 */
record LookupTarget(Table table, String branch, Map<String, String> keys, Optional<String> company, RowRef ref) {
    /** A row named by its GUID. */
    static LookupTarget byId(Table table, String id) {
        RowRef ref = new RowRef(Side.DATAVERSE, table.set(), RowKey.global(id));
        return new LookupTarget(table, "", Map.of(table.primaryId(), id), Optional.empty(), ref);
    }
}
