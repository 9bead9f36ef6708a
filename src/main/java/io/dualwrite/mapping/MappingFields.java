package io.dualwrite.mapping;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prepares the lines of a map for one direction. */
record MappingFields(TableMap map, Direction direction, Schema schema) {
    List<FieldStep> steps() {
        return map.fields().stream()
                .filter(field -> field.flows(direction))
                .filter(field -> field.name(direction.target()).isPresent())
                .map(field -> new FieldStep(
                        new Reason(map.name(), field.line(), ""),
                        direction,
                        source(field),
                        column(field, direction.target()),
                        field.values(),
                        field.otherwise(),
                        field.ifFits()))
                .toList();
    }

    /** Every field of the map on the source side, also those that do not flow this way, and those of the filter. */
    List<SourceField> sources() {
        Map<String, SourceField> fields = new LinkedHashMap<>();
        map.fields()
                .forEach(field -> source(field).ifPresent(source -> fields.putIfAbsent(fold(source.name()), source)));
        Table table = map.side(direction.source()).schema();
        for (String name :
                map.side(direction.source()).filter().map(RowFilter::fields).orElse(Set.of())) {
            Optional<Column> column = table.column(name);
            column.ifPresent(known -> fields.putIfAbsent(
                    fold(name),
                    new SourceField(ColumnKind.of(direction.source(), known.name(), known, false), Optional.empty())));
        }
        return List.copyOf(fields.values());
    }

    Map<String, String> feeds(List<FieldStep> steps) {
        Map<String, String> feeds = new LinkedHashMap<>();
        for (FieldStep step : steps) {
            step.source()
                    .ifPresent(source -> feeds.putIfAbsent(fold(step.target().name()), source.name()));
        }
        return feeds;
    }

    private Optional<SourceField> source(FieldMapping field) {
        Side side = direction.source();
        return field.name(side)
                .map(name -> new SourceField(
                        column(field, side), side == Side.DATAVERSE ? field.dataverse() : Optional.empty()));
    }

    private ColumnKind column(FieldMapping field, Side side) {
        String name = field.name(side).orElseThrow();
        if (side == Side.FINOPS) {
            Column column = map.finops().schema().column(name).orElseThrow();
            return ColumnKind.of(side, column.name(), column, false);
        }
        LookupPath path = field.dataverse().orElseThrow();
        return path.end(map.dataverse().schema(), schema)
                .map(end -> ColumnKind.of(side, name, end, path.isLookup()))
                .orElse(ColumnKind.keyText(side, name));
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
