package io.dualwrite.delivery;

import io.dualwrite.row.RowRef;
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
record LookupTarget(Table table, String branch, Map<String, String> keys, Optional<String> company, RowRef ref) {}
