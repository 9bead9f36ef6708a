package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Fields that must be written after a row and its lines: the state of an order, for a closed order takes no lines. */
final class Closings {
    static final long NEVER = Long.MAX_VALUE;
    private static final int PAGE = 500;

    private final Database database;
    private final Memory memory;
    private final Outcomes outcomes;
    private final Clock clock;

    Closings(Database database, Memory memory, Outcomes outcomes, Clock clock) {
        this.database = database;
        this.memory = memory;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    List<Link> closable(String map, Direction direction, int limit) {
        return database.alone(() -> {
            List<Link> closable = database.read(handle -> find(handle, map, direction, limit));
            closable.forEach(link -> memory.startClosing(new ParentKey(map, link.key())));
            return closable;
        });
    }

    private List<Link> find(Handle handle, String map, Direction direction, int limit) {
        List<Link> closable = new ArrayList<>();
        long after = 0;
        while (closable.size() < limit) {
            List<Long> ids = pending(handle, map, direction.target(), after);
            if (ids.isEmpty()) {
                break;
            }
            after = ids.get(ids.size() - 1);
            List<Link> links = handle.createQuery("select * from link where id in (<ids>) order by id")
                    .bindList("ids", ids)
                    .map(LinkTable::map)
                    .map(LinkTable.Stored::link)
                    .list();
            Set<RowKey> busy = busy(handle, map, direction, links);
            links.stream()
                    .filter(link -> !busy.contains(link.key()) && !memory.isClosing(new ParentKey(map, link.key())))
                    .limit(limit - closable.size())
                    .forEach(closable::add);
        }
        return closable;
    }

    private List<Long> pending(Handle handle, String map, Side side, long after) {
        return handle.createQuery("select id from link where pending_side = :side and map = :map and id > :after"
                        + " and pending_due <= :now order by id fetch first " + PAGE + " rows only")
                .bind("side", side.word())
                .bind("map", map)
                .bind("after", after)
                .bind("now", clock.millis())
                .mapTo(Long.class)
                .list();
    }

    /** Rows with a change on its way, be it their own or a line's. */
    private Set<RowKey> busy(Handle handle, String map, Direction direction, List<Link> links) {
        Set<RowKey> busy = new HashSet<>();
        for (String which :
                List.of("parent_key in (<keys>) and parent_map = :map", "row_key in (<keys>) and map = :map")) {
            String key = which.substring(0, which.indexOf(' '));
            handle.createQuery("select distinct " + key + " from row_change where " + which
                            + " and direction = :direction and state in ('queued', 'retrying')"
                            + " and drop_id not in (<reading>)")
                    .bindList(
                            "keys",
                            links.stream().map(link -> link.key().text()).toList())
                    .bind("map", map)
                    .bind("direction", direction.word())
                    .bindList("reading", memory.reading())
                    .mapTo(String.class)
                    .forEach(text -> busy.add(new RowKey(text)));
        }
        return busy;
    }

    void giveBack(String map, Collection<Link> links) {
        database.alone(() -> {
            links.forEach(link -> memory.stopClosing(new ParentKey(map, link.key())));
            return links;
        });
    }

    void closed(String map, Direction direction, List<Closing> closings) {
        database.alone(() -> {
            try {
                return database.write(handle -> {
                    update(handle, map, closings, Closing::link, (link, closing) -> close(link, closing, direction));
                    Consequences.apply(handle, map, direction, keys(closings, Closing::link));
                    closings.forEach(closing -> tell(handle, direction, closing));
                    return closings;
                });
            } finally {
                closings.forEach(closing ->
                        memory.stopClosing(new ParentKey(map, closing.link().key())));
            }
        });
    }

    private LinkTable.Stored close(LinkTable.Stored stored, Closing closing, Direction direction) {
        Outcome outcome = closing.outcome();
        if (outcome.kind().fine()) {
            return stored.with(
                    stored.link().with(direction.target(), closing.written()).withPending(Row.empty()));
        }
        long due = outcome.kind() == Outcome.Kind.RETRYING
                ? outcome.retryAt().map(Instant::toEpochMilli).orElse(clock.millis())
                : NEVER;
        return stored.withPendingSide(direction.target(), due);
    }

    /** That an order cannot be closed is told where a person looks for it: at the row that wanted it closed. */
    private void tell(Handle handle, Direction direction, Closing closing) {
        Outcome outcome = closing.outcome();
        if (outcome.kind().fine() || outcome.kind() == Outcome.Kind.RETRYING) {
            return;
        }
        Optional<Long> newest = handle.createQuery(
                        """
                        select max(id) from row_change where row_key = :key and map = :map and direction = :direction
                        and origin is null and state in ('created', 'updated', 'unchanged', 'echo')""")
                .bind("key", closing.link().key().text())
                .bind("map", closing.link().map())
                .bind("direction", direction.word())
                .mapTo(Long.class)
                .findOne();
        newest.ifPresent(change -> {
            outcomes.write(handle, List.of(new Outcomes.Decided(change, outcome, List.of())));
            Outcomes.touchDropsOf(handle, List.of(change));
        });
    }

    void reopened(String map, Direction direction, List<Reopening> reopenings) {
        database.write(handle -> {
            update(handle, map, reopenings, Reopening::link, (stored, reopening) -> {
                Row again = again(stored.link(), direction.target(), reopening);
                return stored.with(stored.link()
                                .with(direction.target(), reopening.written())
                                .withPending(again))
                        .withPendingSide(direction.target(), 0);
            });
            Consequences.apply(handle, map, direction, keys(reopenings, Reopening::link));
            return reopenings;
        });
    }

    /**
     * What a reopened row is closed with: what the journal knows now. Since its line was claimed, a change of the row
     * itself may have been recorded, and what the line's flow remembers of it is of before.
     */
    private static Row again(Link now, Side target, Reopening reopening) {
        Row pending = Row.empty();
        for (String name : reopening.pending().names()) {
            Object value = now.image(target).overlaidWith(now.pending()).get(name);
            if (value != null && !LinkUpdate.same(value, reopening.written().get(name))) {
                pending = pending.with(name, value);
            }
        }
        return pending;
    }

    private static <T> List<RowKey> keys(List<T> all, Function<T, Link> link) {
        return all.stream().map(one -> link.apply(one).key()).toList();
    }

    private static <T> void update(
            Handle handle,
            String map,
            List<T> all,
            Function<T, Link> link,
            java.util.function.BiFunction<LinkTable.Stored, T, LinkTable.Stored> change) {
        Map<RowKey, LinkTable.Stored> present = LinkTable.find(
                handle, map, all.stream().map(one -> link.apply(one).key()).toList());
        List<LinkTable.Stored> updated = new ArrayList<>();
        for (T one : all) {
            Optional.ofNullable(present.get(link.apply(one).key()))
                    .ifPresent(stored -> updated.add(change.apply(stored, one)));
        }
        LinkTable.update(handle, updated);
    }
}
