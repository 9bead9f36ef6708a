package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Direction;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnRules;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.Optional;

/** Lines that write what a system fills itself. */
final class ReadOnlyLint implements MapLint {
    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        for (FieldMapping field : map.fields()) {
            for (Direction direction : Direction.values()) {
                if (field.flows(direction) && map.only().map(direction::equals).orElse(true)) {
                    target(map, field, direction)
                            .ifPresent(column -> found.add(
                                    Code.READ_ONLY_MAPPED,
                                    field,
                                    column.name(),
                                    column.name() + ", which only "
                                            + direction.target().word() + " itself fills",
                                    direction == Direction.TO_DATAVERSE
                                            ? "a line that flows to F&O alone: < or <<"
                                            : "a line that flows to Dataverse alone: > or >>"));
                }
            }
        }
    }

    private static Optional<Column> target(TableMap map, FieldMapping field, Direction direction) {
        Table table = map.side(direction.target()).schema();
        return field.name(direction.target())
                .map(name -> field.dataverse()
                        .filter(path -> direction == Direction.TO_DATAVERSE)
                        .map(LookupPath::root)
                        .orElse(name))
                .flatMap(table::column)
                .filter(column -> ColumnRules.shipped().readOnly(table, column));
    }
}
