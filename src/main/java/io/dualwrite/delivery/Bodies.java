package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dualwrite.row.Row;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Rows as JSON bodies. */
final class Bodies {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Bodies() {}

    /** A body for F&O. */
    static String finops(Table table, Row fields, Set<String> without) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String name : fields.names()) {
            if (!without.contains(name)) {
                body.put(
                        table.column(name).map(Column::name).orElse(name),
                        Values.json(fields.get(name), table.column(name), true));
            }
        }
        return text(body);
    }

    /**
     * A body for Dataverse: columns as they are, lookups bound to the rows they were resolved to.
     *
     * @param without columns that stand in the address already
     */
    static String dataverse(Task task, Set<String> without) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String path : task.send().names()) {
            String column = LookupPaths.column(path);
            if (task.references().containsKey(column)) {
                bind(body, task, column);
            } else if (!without.contains(column)) {
                body.put(column, Values.json(task.send().get(path), task.table().column(column), false));
            }
        }
        // The company of a line, which no map has, and lookups of the key; the owner, which no map has either.
        task.references().keySet().stream()
                .filter(column -> !task.known() || column.equals(Owners.OWNER))
                .forEach(column -> bind(body, task, column));
        return text(body);
    }

    private static void bind(Map<String, Object> body, Task task, String column) {
        Task.Reference reference = task.references().get(column);
        if (reference.target().isPresent() && reference.guid().isPresent()) {
            LookupTarget target = reference.target().get();
            String branch = target.branch().isEmpty() ? "" : "_" + target.branch();
            body.put(
                    column + branch + "@odata.bind",
                    "/" + target.table().set() + "(" + reference.guid().get() + ")");
        } else if (task.known()) {
            // Clearing: any of the navigation properties of a polymorphic lookup clears it.
            String branch = task.table()
                    .column(column)
                    .filter(lookup -> lookup.targets().size() > 1)
                    .map(lookup -> "_" + lookup.targets().get(0))
                    .orElse("");
            body.put(column + branch + "@odata.bind", null);
        }
    }

    static String text(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers and truths always make JSON", e);
        }
    }
}
