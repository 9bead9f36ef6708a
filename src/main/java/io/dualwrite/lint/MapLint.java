package io.dualwrite.lint;

import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;

/** Looks for one kind of fault in a map. */
interface MapLint {
    /**
     * @param map as far as it could be read; its tables may be unknown
     * @param reading where it was read
     */
    void check(TableMap map, MapReading reading, Findings found);
}
