package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates, changes and removes Dataverse rows. Money with more decimals than its column is stored as sent, where the
 * real one rounds silently; header totals are stored as sent too, nothing is calculated.
 */
final class DataverseRows {
    private final Schema schema;
    private final RowStore store;
    private final DataverseKeys keys;
    private final DataverseChecks checks;
    private final PlatformDefaults defaults;
    private final DataverseBody bodies;

    DataverseRows(Schema schema, RowStore store, DataverseKeys keys, PlatformDefaults defaults) {
        this.schema = schema;
        this.store = store;
        this.keys = keys;
        this.checks = new DataverseChecks(keys, store);
        this.defaults = defaults;
        this.bodies = new DataverseBody(keys, this);
    }

    /** @param address column values that the URL gave: the GUID, or an alternate key */
    StoredRow create(Table table, ObjectNode body, Map<String, Object> address) {
        Map<String, Object> values = new LinkedHashMap<>();
        address.forEach(
                (name, value) -> values.put(name, keyValue(table.column(name).orElseThrow(), value)));
        values.putAll(bodies.parse(table, withoutChildren(table, body)));
        Map<String, Object> sent = new LinkedHashMap<>(values);
        Object id = values.get(table.primaryId());
        values.put(table.primaryId(), id == null ? defaults.newId() : id);
        defaults.fill(table, values);
        StoredRow row = new StoredRow(values.get(table.primaryId()).toString(), values, 0);
        if (store.rows(table).byId(row.id()).isPresent()) {
            throw Refusal.precondition(
                    "0x80040237",
                    "Cannot insert duplicate key. " + table.name() + " With Id = " + row.id() + " exists.");
        }
        checks.checkHeaderIsOpen(table, row);
        checks.check(table, row, sent, table.allColumns());
        StoredRow stored = store.put(table, row);
        createChildren(table, stored, body);
        return stored;
    }

    StoredRow change(Table table, StoredRow row, ObjectNode body) {
        return change(table, row, bodies.parse(table, body));
    }

    StoredRow change(Table table, StoredRow row, Map<String, Object> changes) {
        changes.remove(table.primaryId());
        checks.checkHeaderIsOpen(table, row);
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.putAll(changes);
        if (changes.containsKey("statecode")
                && !changes.containsKey("statuscode")
                && !FilterExpression.equal(changes.get("statecode"), row.get("statecode"))) {
            values.remove("statuscode");
            defaults.fillStatus(table, values);
        }
        values.put("modifiedon", defaults.now());
        defaults.compute(table, values);
        StoredRow changed = new StoredRow(row.id(), values, 0);
        checks.checkHeaderIsOpen(table, changed);
        checks.check(table, changed, changes, written(table, changes));
        return store.put(table, changed);
    }

    private static List<Column> written(Table table, Map<String, Object> changes) {
        return changes.keySet().stream()
                .flatMap(name -> table.column(name).stream())
                .toList();
    }

    /**
     * Removes a row; its lines go with it. Rows that cannot be without it keep it from going, others that point to it
     * point nowhere afterwards.
     */
    void remove(Table table, StoredRow row) {
        checks.checkHeaderIsOpen(table, row);
        store.remove(table, row.id());
        Reference gone = new Reference(table.name(), row.id());
        for (Table other : schema.tables(Side.DATAVERSE)) {
            for (Column column : other.allColumns()) {
                if (DataverseChecks.isLookup(column) && column.targets().contains(table.name())) {
                    pointing(gone, other, column).forEach(child -> letGo(table, row, other, child, column));
                }
            }
        }
    }

    private List<StoredRow> pointing(Reference gone, Table table, Column column) {
        boolean matters =
                DataverseChecks.restricts(column) || column.name().equals(DataverseChecks.headerLookup(table));
        List<StoredRow> rows = matters
                ? store.rows(table).where(Map.of(column.name(), gone))
                : List.copyOf(store.rows(table).all());
        return rows.stream().filter(row -> gone.equals(row.get(column.name()))).toList();
    }

    private void letGo(Table removed, StoredRow row, Table table, StoredRow child, Column column) {
        if (column.name().equals(DataverseChecks.headerLookup(table))) {
            remove(table, child);
            return;
        }
        checks.checkMayGo(removed, row, table, column);
        Map<String, Object> values = new LinkedHashMap<>(child.values());
        values.put(column.name(), null);
        store.put(table, new StoredRow(child.id(), values, 0));
    }

    private Object keyValue(Column column, Object value) {
        if (!DataverseChecks.isLookup(column)) {
            return value;
        }
        for (String target : column.targets()) {
            Optional<Table> table = keys.byName(target);
            if (table.isPresent()
                    && store.rows(table.get()).byId(value.toString()).isPresent()) {
                return new Reference(target, value.toString());
            }
        }
        throw Refusal.notFound(
                "0x80040217", String.join(" or ", column.targets()) + " With Id = " + value + " Does Not Exist");
    }

    private ObjectNode withoutChildren(Table table, ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        Navigation.collections(schema, table).forEach(collection -> copy.remove(collection.name()));
        return copy;
    }

    /** Rows given in the body under a collection are created with their parent. */
    private void createChildren(Table table, StoredRow parent, ObjectNode body) {
        for (Navigation.Collection collection : Navigation.collections(schema, table)) {
            for (JsonNode child : body.path(collection.name())) {
                create(
                        collection.table(),
                        (ObjectNode) child,
                        Map.of(collection.column().name(), parent.id()));
            }
        }
    }
}
