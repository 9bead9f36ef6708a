package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;

/** F&O: property names are the columns' names, in exactly their case. */
final class FinopsNames implements Names {
    @Override
    public void check(Table table, String path) {
        column(table, path);
    }

    /** @throws Refusal 400 if the table has no such column, or it is spelt in another case */
    static Column column(Table table, String name) {
        return table.column(name)
                .filter(column -> column.name().equals(name))
                .orElseThrow(() -> Refusal.badRequest(
                        "",
                        "Could not find a property named '" + name + "' on type 'Microsoft.Dynamics.DataEntities."
                                + table.name() + "'."));
    }

    @Override
    public Object value(Table table, StoredRow row, String path) {
        return row.get(path);
    }

    @Override
    public ObjectNode print(Table table, StoredRow row, Shape shape) {
        ObjectNode node = Json.object();
        node.put("@odata.etag", row.etag());
        for (Column column : table.allColumns()) {
            if (shape.wants(column.name())) {
                node.set(column.name(), Values.print(row.get(column.name())));
            }
        }
        return node;
    }
}
