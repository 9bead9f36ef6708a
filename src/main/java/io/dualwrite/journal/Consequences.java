package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Consequence;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * What rows mean for rows of other maps. A consequence is kept for good and applied whenever something is recorded of
 * the row it is about: so it does not matter which of the two came first, and what was under way meanwhile cannot undo
 * it. It becomes a pending field of the row, which is written after the row's lines.
 */
final class Consequences {
    private Consequences() {}

    /** Keeps what these changes entail and applies it to the rows that are there already. */
    static void keep(Handle handle, Direction direction, Collection<Change> changes) {
        Map<String, Set<RowKey>> about = new LinkedHashMap<>();
        for (Change change : changes) {
            for (Consequence consequence : change.consequences()) {
                if (about.computeIfAbsent(consequence.map(), map -> new LinkedHashSet<>())
                        .add(consequence.key())) {
                    put(handle, consequence);
                }
            }
        }
        about.forEach((map, keys) -> apply(handle, map, direction, keys));
    }

    private static void put(Handle handle, Consequence consequence) {
        handle.createUpdate("delete from consequence where map = :map and row_key = :key")
                .bind("map", consequence.map())
                .bind("key", consequence.key().text())
                .execute();
        handle.createUpdate("insert into consequence (map, row_key, fields, unless_fields)"
                        + " values (:map, :key, :fields, :unless)")
                .bind("map", consequence.map())
                .bind("key", consequence.key().text())
                .bind("fields", Json.text(consequence.fields()))
                .bind("unless", Json.text(consequence.unless()))
                .execute();
    }

    /** Applies what is kept to these rows of a map. */
    static void apply(Handle handle, String map, Direction direction, Collection<RowKey> keys) {
        Map<RowKey, Consequence> kept = find(handle, map, keys);
        List<LinkTable.Stored> updated = new ArrayList<>();
        LinkTable.find(handle, map, kept.keySet()).forEach((key, stored) -> {
            Link link = stored.link();
            Consequence consequence = kept.get(key);
            Row now = link.dataverse().overlaidWith(link.pending());
            boolean stronger = !consequence.unless().isEmpty() && has(now, consequence.unless());
            if (!link.deleted() && !stronger && !has(now, consequence.fields())) {
                updated.add(stored.with(link.withPending(link.pending().overlaidWith(consequence.fields())))
                        .withPendingSide(direction.target(), 0));
            }
        });
        LinkTable.update(handle, updated);
    }

    private static Map<RowKey, Consequence> find(Handle handle, String map, Collection<RowKey> keys) {
        Map<RowKey, Consequence> found = new HashMap<>();
        Chunks.each(keys.stream().map(RowKey::text).distinct().toList(), some -> handle.createQuery(
                        "select * from consequence where map = :map and row_key in (<keys>)")
                .bind("map", map)
                .bindList("keys", some)
                .map((row, context) -> new Consequence(
                        map,
                        new RowKey(row.getString("row_key")),
                        Json.row(row.getString("fields")),
                        Json.row(row.getString("unless_fields"))))
                .forEach(consequence -> found.put(consequence.key(), consequence)));
        return found;
    }

    private static boolean has(Row row, Row fields) {
        return fields.names().stream().allMatch(name -> LinkUpdate.same(row.get(name), fields.get(name)));
    }
}
