package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;

/** Filters that read well and mean nothing: the column never has such a value. */
final class FilterLint implements MapLint {
    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        for (Side side : Side.values()) {
            Table table = map.side(side).schema();
            map.side(side)
                    .filter()
                    .ifPresent(filter -> filter.literals((field, literal) -> table.column(field)
                            .filter(column -> literal != null && !holds(column, literal))
                            .ifPresent(column -> found.add(
                                    Code.FILTER_VALUE,
                                    reading.lines().of(side.word(), "filter"),
                                    column.name(),
                                    column.name() + " compared with '" + Row.asText(literal) + "'",
                                    Fit.expected(column)))));
        }
    }

    private static boolean holds(Column column, Object literal) {
        String text = Row.asText(literal).strip();
        return text.isEmpty() || Fit.holds(column, text);
    }
}
