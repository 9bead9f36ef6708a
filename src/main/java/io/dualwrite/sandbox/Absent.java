package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tables, columns, alternate keys and options that the sandbox was told not to show in its metadata, as if the solution
 * that brings them were not installed. The rows themselves do not change.
 */
final class Absent {
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** @param order table, and if not the whole table is meant: column (with option, if that is meant), or key: true */
    void add(ObjectNode order) {
        String table = order.path("table").asText();
        if (table.isEmpty()) {
            throw Refusal.badRequest("", "expected table, and column, column and option, or key: true");
        }
        String what = order.path("key").asBoolean()
                ? "key"
                : order.path("column").asText()
                        + (order.has("option") ? "=" + order.get("option").asText() : "");
        names.add(table + "." + what);
    }

    void clear() {
        names.clear();
    }

    boolean table(Table table) {
        return names.contains(table.set() + ".");
    }

    boolean key(Table table) {
        return names.contains(table.set() + ".key");
    }

    boolean column(Table table, Column column) {
        return names.contains(table.set() + "." + column.name());
    }

    boolean option(Table table, Column column, String option) {
        return names.contains(table.set() + "." + column.name() + "=" + option);
    }
}
