package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.ValueMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Value maps and defaults: can their columns hold the values, and does each value come back? */
final class ValueLint implements MapLint {
    private final Schema schema;

    ValueLint(Schema schema) {
        this.schema = schema;
    }

    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        for (FieldMapping field : map.fields()) {
            field.values().ifPresent(values -> {
                entries(map, field, values, reading, found);
                if (field.flows(Direction.TO_DATAVERSE) && field.flows(Direction.TO_FINOPS)) {
                    reversible(map, values, reading, found);
                }
            });
            field.otherwise().ifPresent(value -> defaults(map, field, value, found));
        }
    }

    private void entries(TableMap map, FieldMapping field, ValueMap values, MapReading reading, Findings found) {
        Optional<Column> finops = Columns.of(map, field, Side.FINOPS, schema);
        Optional<Column> dataverse = Columns.of(map, field, Side.DATAVERSE, schema);
        values.entries().forEach((symbol, options) -> {
            int line = reading.lines().of("values", values.name(), symbol);
            finops.filter(column -> !symbol.isBlank() && !Fit.symbol(column, symbol))
                    .ifPresent(column -> found.add(
                            Code.VALUE_UNFIT,
                            line,
                            values.name(),
                            "'" + symbol + "' for " + column.name(),
                            Fit.expected(column)));
            for (String option : options) {
                dataverse
                        .filter(column -> !option.isBlank() && !Fit.holds(column, option))
                        .ifPresent(column -> found.add(
                                Code.VALUE_UNFIT,
                                line,
                                values.name(),
                                "'" + option + "' for " + column.name(),
                                Fit.expected(column)));
            }
        });
    }

    private static void reversible(TableMap map, ValueMap values, MapReading reading, Findings found) {
        if (map.only().isPresent()) {
            return;
        }
        ambiguous(values)
                .forEach((dataverse, symbols) -> found.add(
                        Code.VALUE_MAP_NOT_REVERSIBLE,
                        reading.lines().of("values", values.name(), symbols.get(1)),
                        values.name(),
                        String.join(", ", symbols) + " -> " + (dataverse.isEmpty() ? "null" : dataverse) + " -> "
                                + values.toFinops(dataverse).value(),
                        "one F&O value for each Dataverse value, or the winner under reverse"));
    }

    /** Dataverse values that several F&O values become, none of which was said to win. */
    static Map<String, List<String>> ambiguous(ValueMap values) {
        Map<String, List<String>> symbols = new LinkedHashMap<>();
        values.entries().forEach((symbol, options) -> {
            String written = options.isEmpty() ? "" : options.get(0).toLowerCase(Locale.ROOT);
            if (!symbol.isBlank()) {
                symbols.computeIfAbsent(written, first -> new ArrayList<>(1)).add(symbol);
            }
        });
        symbols.entrySet()
                .removeIf(
                        entry -> entry.getValue().size() < 2 || values.winners().contains(entry.getKey()));
        return symbols;
    }

    private void defaults(TableMap map, FieldMapping field, String value, Findings found) {
        for (Direction direction : Direction.values()) {
            Optional<Column> target = Columns.of(map, field, direction.target(), schema);
            if (field.flows(direction) && target.isPresent() && !Fit.holds(target.get(), value)) {
                found.add(
                        Code.DEFAULT_UNFIT,
                        field,
                        target.get().name(),
                        "'" + value + "' for " + target.get().name(),
                        Fit.expected(target.get()));
            }
        }
    }

    /** Of one type alone can a value be told to be wrong without its line. */
    static boolean isOption(Column column) {
        return column.type().isOption() || column.type() == ColumnType.ENUM;
    }
}
