package io.dualwrite.plan;

import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.Written;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What was written and is no row of a file: what rows mean for others. */
final class Consequences {
    /** What rules write beside their row, by the table they write into. */
    private static final Map<String, String> BY_RULE =
            Map.of("pricelevels", "rule priceList: the currency has no price list", "contacts", "rule activeCustomer");

    private final TableMaps maps;

    Consequences(TableMaps maps) {
        this.maps = maps;
    }

    List<AlsoWritten> of(List<List<Written>> rows) {
        List<AlsoWritten> also = new ArrayList<>();
        for (List<Written> row : rows) {
            Written first = row.get(0);
            Written last = row.get(row.size() - 1);
            List<PlannedField> fields = fields(row, first.before(), last.after());
            boolean whole = first.before().isPresent() != last.after().isPresent();
            if (whole || !fields.isEmpty()) {
                String how = first.before().isEmpty() ? "created" : last.after().isEmpty() ? "deleted" : "updated";
                also.add(new AlsoWritten(
                        first.side(), first.table(), name(row, first), why(first, last, fields), how, fields));
            }
        }
        return also;
    }

    private static List<PlannedField> fields(List<Written> row, Optional<Row> before, Optional<Row> after) {
        Set<String> columns = new TreeSet<>();
        row.forEach(write -> columns.addAll(write.columns()));
        List<PlannedField> fields = new ArrayList<>();
        for (String column : columns) {
            Object old = before.map(values -> values.get(column)).orElse(null);
            Object now = after.map(values -> values.get(column)).orElse(null);
            if (!Row.same(old, now)) {
                fields.add(new PlannedField(column, old, now, Fate.SENT, Optional.empty(), ""));
            }
        }
        return fields;
    }

    /** The key by a map of the table, or what tells the row apart. */
    private String name(List<Written> row, Written first) {
        Row values = first.before().or(() -> row.get(row.size() - 1).after()).orElse(Row.empty());
        return maps.all().stream()
                .filter(map -> map.table(first.side()).equals(first.table()))
                .flatMap(map -> key(map, first.side(), values).stream())
                .findFirst()
                .or(() -> values.text("name"))
                .orElse(first.id().replace('\u0001', ' ').strip());
    }

    private static Optional<String> key(TableMap map, Side side, Row values) {
        List<String> parts = map.side(side).key().stream()
                .map(name ->
                        LookupPath.of(name).isLookup() ? LookupPath.of(name).root() : name)
                .flatMap(name -> values.text(name).stream())
                .toList();
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", parts));
    }

    private String why(Written first, Written last, List<PlannedField> fields) {
        if (last.after().isEmpty()) {
            return "goes with the row that it belongs to";
        }
        boolean lastFields = maps.all().stream()
                .filter(map -> map.table(first.side()).equals(first.table()))
                .anyMatch(map -> fields.stream()
                        .map(PlannedField::field)
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .allMatch(map.lastFields()::contains));
        if (lastFields && !fields.isEmpty()) {
            return "its state once its lines and invoices are through (orderStatus, orderInvoiced)";
        }
        return BY_RULE.getOrDefault(first.table(), "completes a row that went before, or follows from a rule");
    }
}
