package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Which maps a person paused, and what becomes of what queued up when they go on. On disk, and known in memory. */
final class Pauses {
    /** Reason of a row of a running map that stands behind a change of a paused one. */
    static final String PAUSED = "paused";

    /** Reason of a row that was passed over at a resume; rows of its key that came later do not wait for it. */
    static final String SKIPPED = "skipped";

    private static final String OF_FLOW = " where map = :map and direction = :direction ";

    private record Flow(String map, Direction direction) {
        <T extends SqlStatement<T>> T in(T statement) {
            return statement.bind("map", map).bind("direction", direction.word());
        }
    }

    private final Database database;
    private final Memory memory;
    private final Outcomes outcomes;
    private final Repairs repairs;
    private final Set<Flow> asked = ConcurrentHashMap.newKeySet();
    private final Set<Flow> paused = ConcurrentHashMap.newKeySet();
    private final Map<Flow, Long> resuming = new ConcurrentHashMap<>();

    Pauses(Database database, Memory memory, Outcomes outcomes, Repairs repairs) {
        this.database = database;
        this.memory = memory;
        this.outcomes = outcomes;
        this.repairs = repairs;
        database.read(handle -> {
            load(handle);
            return handle;
        });
    }

    private void load(Handle handle) {
        handle.createQuery("select map, direction, up_to from pause").mapToMap().forEach(row -> {
            Flow flow = new Flow((String) row.get("map"), Direction.of((String) row.get("direction")));
            Optional.ofNullable((Long) row.get("up_to"))
                    .ifPresentOrElse(upTo -> resuming.put(flow, upTo), () -> paused.add(flow));
        });
    }

    boolean any() {
        return !paused.isEmpty();
    }

    boolean isPaused(String map, Direction direction) {
        return paused.contains(new Flow(map, direction));
    }

    /** The flow asks for changes; may it have some? */
    boolean mayGo(String map, Direction direction) {
        asked.add(new Flow(map, direction));
        return !isPaused(map, direction);
    }

    FlowState state(String map, Direction direction) {
        Flow flow = new Flow(map, direction);
        if (paused.contains(flow)) {
            return FlowState.PAUSED;
        }
        if (resuming.containsKey(flow)) {
            return FlowState.RESUMING;
        }
        return asked.contains(flow) ? FlowState.RUNNING : FlowState.INITIALIZING;
    }

    boolean pause(String map, Direction direction) {
        Flow flow = new Flow(map, direction);
        return database.alone(() -> {
            if (paused.contains(flow)) {
                return false;
            }
            database.write(handle -> {
                put(handle, flow, Optional.empty());
                Outcomes.touchDropsOf(handle, queue(handle, flow));
                return flow;
            });
            resuming.remove(flow);
            return paused.add(flow);
        });
    }

    private static void put(Handle handle, Flow flow, Optional<Long> upTo) {
        flow.in(handle.createUpdate("delete from pause" + OF_FLOW)).execute();
        flow.in(handle.createUpdate("insert into pause (map, direction, up_to) values (:map, :direction, :upTo)"))
                .bind("upTo", upTo.orElse(null))
                .execute();
    }

    /** @return how many changes it was about; nothing if the flow is not paused */
    Optional<Integer> resume(String map, Direction direction, Resume how, String reason) {
        Flow flow = new Flow(map, direction);
        return database.alone(() -> {
            if (!paused.contains(flow) && how != Resume.CATCH_UP_SKIPPED) {
                return Optional.empty();
            }
            long[] upTo = new long[1];
            int rows = database.write(handle -> {
                int concerned = settle(handle, flow, how, reason);
                upTo[0] = newest(handle);
                put(handle, flow, Optional.of(upTo[0]));
                return concerned;
            });
            resuming.put(flow, upTo[0]);
            paused.remove(flow);
            return Optional.of(rows);
        });
    }

    private int settle(Handle handle, Flow flow, Resume how, String reason) {
        List<Long> queue = queue(handle, flow);
        Outcomes.touchDropsOf(handle, queue);
        letGo(handle);
        return switch (how) {
            case CATCH_UP -> queue.size();
            case CATCH_UP_SKIPPED -> {
                Set<Long> skipped = new LinkedHashSet<>(skipped(handle, flow));
                repairs.again(handle, skipped);
                yield queue.size() + skipped.size();
            }
            case KEEP -> decide(handle, queue, kept(flow));
            case DISCARD -> decide(handle, queue, Outcome.of(Outcome.Kind.DISCARDED, reason));
        };
    }

    private int decide(Handle handle, List<Long> queue, Outcome outcome) {
        List<Long> behind = Predecessors.successors(handle, queue);
        behind.removeAll(queue);
        Chunks.each(
                queue,
                some -> outcomes.write(
                        handle,
                        some.stream()
                                .map(change -> new Outcomes.Decided(change, outcome, List.of()))
                                .toList()));
        Outcomes.requeue(handle, behind);
        return queue.size();
    }

    private static Outcome kept(Flow flow) {
        return new Outcome(
                Outcome.Kind.HELD,
                SKIPPED,
                "",
                "",
                "",
                "to bring it later: dual-write resume " + flow.map() + " --direction "
                        + flow.direction().word() + " --catch-up-skipped",
                List.of(),
                Optional.empty());
    }

    /** What is on its way, without what is under way, or completes a row that was delivered before. */
    private List<Long> queue(Handle handle, Flow flow) {
        List<Long> queue = new ArrayList<>(flow.in(handle.createQuery("select id from row_change" + OF_FLOW
                        + "and state in ('queued', 'retrying') and origin is null"
                        + " and drop_id not in (<reading>) order by id"))
                .bindList("reading", memory.reading())
                .mapTo(Long.class)
                .list());
        Set<Long> claimed = memory.claimed();
        queue.removeIf(claimed::contains);
        return queue;
    }

    /** Rows that stood behind changes of a paused map; if it is another one that is still paused, they will again. */
    private static void letGo(Handle handle) {
        List<Long> behind = handle.createQuery(
                        "select id from row_change where state = 'held' and reason = '" + PAUSED + "'")
                .mapTo(Long.class)
                .list();
        List<Long> all = new ArrayList<>(behind);
        all.addAll(Predecessors.successors(handle, behind));
        Outcomes.requeue(handle, all);
    }

    private static List<Long> skipped(Handle handle, Flow flow) {
        return flow.in(handle.createQuery("select id from row_change" + OF_FLOW + "and state = 'held' and reason = '"
                        + SKIPPED + "' order by id"))
                .mapTo(Long.class)
                .list();
    }

    private static long newest(Handle handle) {
        return handle.createQuery("select coalesce(max(id), 0) from row_change")
                .mapTo(Long.class)
                .one();
    }

    /** After a claim: is a resumed flow through with what had queued up? Then it runs as any other. */
    void lookHowFar(Handle handle, String map, Direction direction) {
        Flow flow = new Flow(map, direction);
        Long upTo = resuming.get(flow);
        if (upTo == null) {
            return;
        }
        long oldest = flow.in(handle.createQuery("select coalesce(min(id), " + Long.MAX_VALUE + ") from row_change"
                        + OF_FLOW + "and state = 'queued'"))
                .mapTo(Long.class)
                .one();
        if (oldest > upTo) {
            flow.in(handle.createUpdate("delete from pause" + OF_FLOW)).execute();
            resuming.remove(flow);
        }
    }

    /** What a change of a running map is told that cannot go before one of a paused map did. */
    static Outcome behindPaused(StoredChange earlier) {
        return new Outcome(
                Outcome.Kind.HELD,
                PAUSED,
                "",
                "stands behind the deletion of " + earlier.map() + " " + earlier.key(),
                "",
                remedy(earlier.map(), earlier.direction()),
                List.of(),
                Optional.empty());
    }

    static String remedy(String map, Direction direction) {
        return "resume the map: dual-write resume " + map + " --direction " + direction.word();
    }
}
