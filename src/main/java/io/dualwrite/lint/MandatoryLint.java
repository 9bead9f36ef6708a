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
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns without which a row of Dataverse cannot be created. */
final class MandatoryLint implements MapLint {
    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        Table table = map.dataverse().schema();
        if (!map.flows(Direction.TO_DATAVERSE) || !MapReading.isKnown(table)) {
            return;
        }
        Set<String> written = Stream.concat(
                        map.fields().stream()
                                .filter(field -> field.flows(Direction.TO_DATAVERSE))
                                .map(FieldMapping::dataverse)
                                .flatMap(path -> path.map(LookupPath::root).stream()),
                        map.dataverse().key().stream().map(path -> path.split("\\.", 2)[0]))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (Column column : ColumnRules.shipped().mandatory(table)) {
            if (!written.contains(column.name())) {
                found.add(
                        Code.MANDATORY_UNMAPPED,
                        reading.lines().of("fields"),
                        column.name(),
                        "no line that fills " + column.name() + " of " + table.set(),
                        "a line that ends in " + column.name());
            }
        }
    }
}
