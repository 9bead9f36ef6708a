package io.dualwrite.sandbox;

import io.dualwrite.schema.Table;
import java.util.Map;

/** Where the rows come from that a store does not have: the real system, under an overlay. */
@FunctionalInterface
interface Origin {
    /** A store that has all there is. */
    Origin NONE = (table, values) -> {};

    /** Takes into the store the rows that have these values in these columns, if there are any. */
    void fetch(Table table, Map<String, Object> values);
}
