package io.dualwrite.sandbox;

import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The rows that a filter must look at: with a text that a column must equal, those that an index has, else all. */
record Candidates(Table table, TableRows rows, Predicate<StoredRow> seen) {
    private static final Set<ColumnType> INDEXED = Set.of(ColumnType.TEXT, ColumnType.LOOKUP, ColumnType.GUID);

    List<StoredRow> all() {
        List<StoredRow> all = new ArrayList<>();
        for (StoredRow row : rows.all()) {
            if (seen.test(row)) {
                all.add(row);
            }
        }
        return all;
    }

    List<StoredRow> of(FilterExpression filter) {
        return indexed(filter)
                .map(found -> found.stream().filter(seen).toList())
                .orElseGet(this::all);
    }

    private Optional<Collection<StoredRow>> indexed(FilterExpression filter) {
        if (filter instanceof FilterExpression.Both both) {
            return indexed(both.left()).or(() -> indexed(both.right()));
        }
        if (filter instanceof FilterExpression.Either either) {
            Optional<Collection<StoredRow>> left = indexed(either.left());
            return left.isEmpty() ? left : indexed(either.right()).map(right -> union(left.get(), right));
        }
        return filter instanceof FilterExpression.Comparison comparison ? equal(comparison) : Optional.empty();
    }

    private static Collection<StoredRow> union(Collection<StoredRow> some, Collection<StoredRow> others) {
        Set<StoredRow> all = new java.util.LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    private Optional<Collection<StoredRow>> equal(FilterExpression.Comparison comparison) {
        boolean usable = comparison.operator().equals("eq")
                && comparison.left() instanceof FilterExpression.Property
                && comparison.right() instanceof FilterExpression.Literal;
        if (!usable) {
            return Optional.empty();
        }
        Object value = ((FilterExpression.Literal) comparison.right()).value();
        boolean text = value instanceof String plain && !plain.isBlank() && !FilterExpression.looksLikeDay(plain);
        return text
                ? column(((FilterExpression.Property) comparison.left()).path())
                        .map(column -> rows.having(column.name(), value))
                : Optional.empty();
    }

    private Optional<Column> column(String path) {
        return DataverseNames.column(table, path).filter(column -> INDEXED.contains(column.type()));
    }
}
