package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The same pair of fields on two lines, each perhaps in another direction. */
final class DuplicateLint implements MapLint {
    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        Map<String, Integer> seen = new HashMap<>();
        for (FieldMapping field : map.fields()) {
            if (field.constant()) {
                continue;
            }
            String finops = field.finops().orElseThrow();
            String pair = (finops + " " + field.name(Side.DATAVERSE).orElseThrow()).toLowerCase(Locale.ROOT);
            Integer first = seen.putIfAbsent(pair, field.line());
            if (first != null) {
                found.add(
                        Code.SOURCE_DUPLICATE,
                        field,
                        finops,
                        "the pair of line " + first + " again",
                        "one line for a pair of fields, with >< or = if it flows both ways");
            }
        }
    }
}
