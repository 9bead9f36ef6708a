package io.dualwrite.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Rows that wait for each other, which no arrival will ever end. A circle is closed by the last of its rows that starts
 * to wait, so it is looked for from there, once, when that is recorded: along what that row waits for, a query for each
 * step. Circles that the maps allow to break (a lookup that may follow later) do not get here.
 */
final class Circles {
    static final String REASON = "waits-in-a-circle";

    /** Longer circles, and rows that wait for so many others, are not looked through. */
    private static final int MOST_STEPS = 50;

    private static final int MOST_ROWS = 2_000;

    private final Handle handle;
    private final Map<Long, Set<Long>> needs = new LinkedHashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    private Circles(Handle handle) {
        this.handle = handle;
    }

    /** Tells the rows of each circle that these, which wait from now on, have closed. */
    static void tell(Handle handle, Collection<Long> waiting) {
        Circles circles = new Circles(handle);
        circles.follow(waiting);
        circles.peel();
        circles.needs.keySet().forEach(row -> circles.tell(row, circles.wayBack(row)));
        Outcomes.touchDropsOf(handle, circles.needs.keySet());
    }

    /** Those that wait in a circle; whoever breaks one lets them look again. */
    static List<Long> all(Handle handle) {
        return handle.createQuery("select id from row_change where state = 'waiting' and reason = :reason order by id")
                .bind("reason", REASON)
                .mapTo(Long.class)
                .list();
    }

    private record Need(long row, long needed, String state, String name) {}

    private void follow(Collection<Long> from) {
        Set<Long> next = new LinkedHashSet<>(from);
        for (int step = 0; step < MOST_STEPS && !next.isEmpty() && needs.size() < MOST_ROWS; step++) {
            List<Need> found = needs(next);
            Set<Long> movable = found.stream()
                    .filter(need -> !need.state().equals("waiting"))
                    .map(Need::row)
                    .collect(Collectors.toSet());
            next = new LinkedHashSet<>();
            for (Need need : found) {
                if (!movable.contains(need.row())) {
                    needs.computeIfAbsent(need.row(), row -> new LinkedHashSet<>())
                            .add(need.needed());
                    names.put(need.needed(), need.name());
                    next.add(need.needed());
                }
            }
            next.removeAll(needs.keySet());
        }
    }

    /** The rows under way that would end a wait. If one of them is not waiting itself, there is hope. */
    private List<Need> needs(Collection<Long> rows) {
        List<Need> found = new ArrayList<>();
        Chunks.each(
                rows,
                some -> found.addAll(handle.createQuery(
                                """
                                select w.change_id, c.id, c.state, c.map, c.row_key from awaited_row w
                                join row_change c on c.row_key = w.row_key and c.target_table = w.table_name
                                and c.direction = 'to-' || w.side
                                where w.change_id in (<ids>) and c.origin is null and c.operation = 'UPSERT'
                                and c.state in ('queued', 'retrying', 'waiting') order by w.change_id, c.id""")
                        .bindList("ids", some)
                        .map((row, context) -> new Need(
                                row.getLong("change_id"),
                                row.getLong("id"),
                                row.getString("state"),
                                new io.dualwrite.row.RowKey(row.getString("row_key")) + " of " + row.getString("map")
                                        + " (row " + row.getLong("id") + ")"))
                        .list()));
        return found;
    }

    /** Leaves those that are needed by one another; rows that only wait for a circle are in none. */
    private void peel() {
        boolean changed = true;
        while (changed) {
            Set<Long> needed = needs.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
            changed = needs.keySet().retainAll(needed);
            for (Set<Long> of : needs.values()) {
                changed |= of.retainAll(needs.keySet());
            }
            changed |= needs.values().removeIf(Set::isEmpty);
        }
    }

    /** The shortest way from a row to itself; empty if there is none, since it stands between two circles. */
    private List<Long> wayBack(long row) {
        Map<Long, Long> cameFrom = new HashMap<>();
        Deque<Long> open = new ArrayDeque<>(List.of(row));
        Set<Long> seen = new HashSet<>();
        while (!open.isEmpty()) {
            long here = open.poll();
            for (long next : needs.getOrDefault(here, Set.of())) {
                if (next == row) {
                    return way(row, here, cameFrom);
                }
                if (seen.add(next)) {
                    cameFrom.put(next, here);
                    open.add(next);
                }
            }
        }
        return List.of();
    }

    private static List<Long> way(long from, long to, Map<Long, Long> cameFrom) {
        Deque<Long> way = new ArrayDeque<>();
        for (long at = to; at != from; at = cameFrom.get(at)) {
            way.addFirst(at);
        }
        way.addFirst(from);
        return List.copyOf(way);
    }

    private void tell(long row, List<Long> circle) {
        if (circle.isEmpty()) {
            return;
        }
        String text = circle.stream().map(names::get).collect(Collectors.joining(" waits for "));
        handle.createUpdate("update row_change set reason = :reason, expected = :circle, remedy = :remedy"
                        + " where id = :id and state = 'waiting'")
                .bind("reason", REASON)
                .bind("circle", Texts.cut(text + " waits for " + names.get(row), 4000))
                .bind(
                        "remedy",
                        "edit one of these rows so that it names none of the others (dual-write edit --id " + row
                                + "), or discard it; the others then go by themselves, and what was left out can be dropped"
                                + " again afterwards")
                .bind("id", row)
                .execute();
    }
}
