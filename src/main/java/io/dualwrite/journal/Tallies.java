package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Counts of the rows of every accepted drop, the purged ones with the others. A drop is counted again only if its version grew, so that a status costs
 * as much as what is on its way, not as all that ever was.
 */
final class Tallies {
    private record Tally(long version, List<RowCounts> counts) {}

    private final Map<Long, Tally> known = new HashMap<>();

    synchronized List<RowCounts> counts(Handle handle) {
        Map<Long, Long> versions = new HashMap<>();
        handle.createQuery("select id, version from drop_file where state = 'accepted'")
                .map((row, context) -> Map.entry(row.getLong("id"), row.getLong("version")))
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
        List<Long> stale = versions.keySet().stream()
                .filter(drop -> !known.containsKey(drop) || known.get(drop).version() != versions.get(drop))
                .toList();
        Chunks.each(stale, some -> {
            Map<Long, List<RowCounts>> counted = count(handle, some);
            some.forEach(drop -> known.put(drop, new Tally(versions.get(drop), counted.getOrDefault(drop, List.of()))));
        });
        known.keySet().retainAll(versions.keySet());
        return known.values().stream().flatMap(tally -> tally.counts().stream()).toList();
    }

    static Map<Long, List<RowCounts>> count(Handle handle, List<Long> drops) {
        Map<Long, List<RowCounts>> counted = new HashMap<>();
        handle.createQuery(
                        """
                        select drop_id, map, direction, state, count(*) as n from row_change where drop_id in (<drops>)
                        group by drop_id, map, direction, state
                        union all select drop_id, map, direction, state, n from purged_rows
                        where drop_id in (<drops>)""")
                .bindList("drops", drops)
                .map((row, context) -> Map.entry(row.getLong("drop_id"), count(row)))
                .forEach(entry -> counted.computeIfAbsent(entry.getKey(), drop -> new ArrayList<>())
                        .add(entry.getValue()));
        return counted;
    }

    private static RowCounts count(ResultSet row) throws SQLException {
        String state = row.getString("state");
        long n = row.getLong("n");
        boolean queued = state.equals("queued");
        return new RowCounts(
                row.getString("map"),
                Direction.of(row.getString("direction")),
                queued ? Map.of() : Map.of(Overview.kind(state), n),
                queued ? n : 0);
    }
}
