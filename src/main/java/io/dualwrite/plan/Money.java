package io.dualwrite.plan;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.Written;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Adds up the amounts of rows that would be written, as they are and as they would be. */
final class Money {
    private static final String CURRENCY = "transactioncurrencyid";

    private final Map<String, Touched> rows = new LinkedHashMap<>();

    /** A row from its first write to its last. */
    private record Touched(TableMap map, Direction direction, Optional<Row> before, Optional<Row> after) {}

    void add(TableMap map, Direction direction, Written write) {
        String name = map.name() + " " + direction.word() + " " + write.id();
        rows.merge(
                name,
                new Touched(map, direction, write.before(), write.after()),
                (first, last) -> new Touched(map, direction, first.before(), last.after()));
    }

    List<MoneyTotal> totals() {
        Map<String, MoneyTotal> totals = new TreeMap<>();
        for (Touched row : rows.values()) {
            Side side = row.direction().target();
            for (String column : columns(row.map(), side)) {
                BigDecimal before = amount(row.before(), column);
                BigDecimal after = amount(row.after(), column);
                if (before != null || after != null) {
                    MoneyTotal one = new MoneyTotal(
                            row.map().name(),
                            row.direction(),
                            row.after()
                                    .or(row::before)
                                    .map(any -> currency(row.map(), side, any))
                                    .orElse(""),
                            column,
                            1,
                            before == null ? BigDecimal.ZERO : before,
                            after == null ? BigDecimal.ZERO : after);
                    totals.merge(name(one), one, Money::sum);
                }
            }
        }
        return List.copyOf(totals.values());
    }

    private static String name(MoneyTotal total) {
        return String.join("|", total.map(), total.direction().word(), total.currency(), total.field());
    }

    private static MoneyTotal sum(MoneyTotal one, MoneyTotal other) {
        return new MoneyTotal(
                one.map(),
                one.direction(),
                one.currency(),
                one.field(),
                one.rows() + other.rows(),
                one.before().add(other.before()),
                one.after().add(other.after()));
    }

    private static BigDecimal amount(Optional<Row> row, String column) {
        return row.map(values -> values.get(column))
                .filter(BigDecimal.class::isInstance)
                .map(BigDecimal.class::cast)
                .orElse(null);
    }

    /** The columns of a side that hold money: Dataverse's types say so, for F&O too. */
    private static List<String> columns(TableMap map, Side side) {
        return map.fields().stream()
                .filter(field -> isMoney(map, field))
                .flatMap(field -> field.name(side).stream())
                .distinct()
                .toList();
    }

    private static boolean isMoney(TableMap map, FieldMapping field) {
        return field.dataverse()
                .filter(path -> !path.isLookup())
                .map(LookupPath::text)
                .flatMap(map.dataverse().schema()::column)
                .map(Column::type)
                .filter(ColumnType.MONEY::equals)
                .isPresent();
    }

    private static String currency(TableMap map, Side side, Row row) {
        String column = side == Side.DATAVERSE
                ? CURRENCY
                : map.fields().stream()
                        .filter(field -> field.dataverse()
                                .map(LookupPath::root)
                                .filter(CURRENCY::equals)
                                .isPresent())
                        .flatMap(field -> field.finops().stream())
                        .findFirst()
                        .orElse("CurrencyCode");
        return row.text(column).orElse("");
    }
}
