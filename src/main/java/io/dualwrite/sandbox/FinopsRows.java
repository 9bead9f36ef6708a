package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates, changes and removes F&O rows. F&O knows no null: what is not sent is empty, zero or the first symbol. */
final class FinopsRows {
    private static final String NO_DATE = "1900-01-01T00:00:00Z";

    private final RowStore store;
    private final FinopsChecks checks;
    private final FinopsViews views;
    private final ExternalCustomers customers;
    private final String company;

    FinopsRows(Schema schema, RowStore store, ExternalCustomers customers, String company) {
        this.store = store;
        this.views = new FinopsViews(schema);
        this.customers = customers;
        this.checks = new FinopsChecks(store);
        this.company = company;
    }

    /** @throws Refusal 400 if a value or a reference is wrong, or the key is taken */
    StoredRow create(Table table, ObjectNode body) {
        Table kept = views.kept(table);
        Map<String, Object> values = emptyRow(kept);
        values.putAll(parse(table, body));
        fillKey(table, body, values);
        checks.fillNumber(kept, values);
        fillKey(kept, body, values);
        checks.fillCurrency(kept, values);
        customers.fill(kept, values);
        checks.checkThroughOlder(table, values, values);
        checks.check(kept, values, values);
        StoredRow row = new StoredRow(id(kept, values), values, 0);
        if (store.rows(kept).byId(row.id()).isPresent()
                || store.rows(table).byKey(table.key(), values).isPresent()) {
            throw Refusal.badRequest(
                    "",
                    "Cannot create a record in " + table.display() + " (" + table.name() + "). "
                            + keyText(table, values) + ". The record already exists.");
        }
        return stored(table, kept, row, values);
    }

    private StoredRow stored(Table table, Table kept, StoredRow row, Map<String, Object> changes) {
        StoredRow stored = store.put(kept, row);
        customers.follow(kept, changes, stored);
        if (!customers.shown(table, stored)) {
            throw Refusal.badRequest(
                    "",
                    "Write failed for table row of type '" + table.name() + "'. Infolog: Error: The customer of "
                            + keyText(table, stored.values()) + " is not externally maintained.");
        }
        return stored;
    }

    StoredRow change(Table table, StoredRow row, ObjectNode body) {
        Table kept = views.kept(table);
        Map<String, Object> changes = parse(table, body);
        for (String key : keys(table, kept)) {
            if (changes.containsKey(key) && !FilterExpression.equal(changes.get(key), row.get(key))) {
                throw Refusal.badRequest("", "The key field '" + key + "' of " + table.name() + " cannot be changed.");
            }
            changes.remove(key);
        }
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.putAll(changes);
        customers.fill(kept, values);
        checks.checkThroughOlder(table, values, changes);
        checks.check(kept, values, changes);
        return stored(table, kept, new StoredRow(row.id(), values, 0), changes);
    }

    /** A row that another system shows, as it would be kept here; what of it is not known is left out. */
    StoredRow shown(Table table, ObjectNode row) {
        Table kept = views.kept(table);
        Map<String, Object> values = emptyRow(kept);
        for (Column column : table.allColumns()) {
            JsonNode value = row.path(column.name());
            if (!value.isMissingNode() && !value.isNull()) {
                values.put(column.name(), shown(column, value));
            }
        }
        return new StoredRow(id(kept, values), values, 0);
    }

    private static Object shown(Column column, JsonNode value) {
        try {
            return Values.parse(Side.FINOPS, column, value);
        } catch (Refusal other) {
            return value.asText(); // a symbol of its own, for one
        }
    }

    private static Set<String> keys(Table table, Table kept) {
        Set<String> keys = new LinkedHashSet<>(kept.key());
        keys.addAll(table.key());
        return keys;
    }

    /** Removes a row, and its lines with it. */
    void remove(Table table, StoredRow row) {
        Table kept = views.kept(table);
        checks.checkMayGo(kept, row);
        for (FinopsChecks.Lines lines : checks.linesOf(kept, row)) {
            lines.rows().forEach(line -> store.remove(lines.table(), line.id()));
        }
        store.remove(kept, row.id());
    }

    /** The row that a key in a URL names; names in any case, single-key tables also by the value alone. */
    Optional<StoredRow> find(Table table, Map<String, String> key) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : table.key()) {
            String literal = key.size() == 1 && key.containsKey("") ? key.get("") : ignoringCase(key, name);
            if (literal == null && name.equals(table.companyColumn())) {
                literal = company;
            }
            if (literal == null) {
                throw Refusal.badRequest(
                        "", "The key of " + table.set() + " is " + String.join(", ", table.key()) + ".");
            }
            values.put(name, keyValue(table.column(name).orElseThrow(), literal));
        }
        return store.rows(table).byKey(table.key(), values);
    }

    private static Object keyValue(Column column, String literal) {
        return Values.parse(
                Side.FINOPS, column, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.textNode(literal));
    }

    private static String ignoringCase(Map<String, String> key, String name) {
        return key.entrySet().stream()
                .filter(part -> part.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private Map<String, Object> parse(Table table, ObjectNode body) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!field.getKey().contains("@")) {
                Column column = FinopsNames.column(table, field.getKey());
                Object value = Values.parse(Side.FINOPS, column, field.getValue());
                values.put(column.name(), value == null ? empty(column) : value);
            }
        }
        return values;
    }

    private Map<String, Object> emptyRow(Table kept) {
        Map<String, Object> values = new LinkedHashMap<>();
        views.columns(kept).forEach(column -> values.put(column.name(), empty(column)));
        return values;
    }

    private static Object empty(Column column) {
        if (column.type().isNumber()) {
            return BigDecimal.ZERO;
        }
        if (column.type() == ColumnType.DATE_TIME || column.type() == ColumnType.DATE) {
            return NO_DATE;
        }
        return column.type() == ColumnType.ENUM && !column.options().isEmpty() ? Values.firstOption(column) : "";
    }

    /** The company is the user's if not sent; a line's number is the next one. */
    private void fillKey(Table table, ObjectNode body, Map<String, Object> values) {
        for (String key : table.key()) {
            if (key.equals(table.companyColumn())) {
                String sent = String.valueOf(values.get(key));
                values.put(key, (sent.isEmpty() ? company : sent).toLowerCase(Locale.ROOT));
            } else if (key.equals("LineCreationSequenceNumber") && !body.has(key)) {
                values.put(key, checks.nextLine(table, values));
            } else if (String.valueOf(values.get(key)).isBlank()) {
                throw Refusal.badRequest("", "Field '" + key + "' of " + table.name() + " must be filled in.");
            }
        }
    }

    private static String id(Table table, Map<String, Object> values) {
        StringBuilder id = new StringBuilder();
        table.key().forEach(name -> id.append(TableRows.fold(values.get(name))).append('\u0001'));
        return id.toString();
    }

    private static String keyText(Table table, Map<String, Object> values) {
        return String.join(
                ", ",
                table.key().stream().map(name -> name + ": " + values.get(name)).toList());
    }
}
