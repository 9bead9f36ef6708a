package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * Rows of one map and direction by what became of them.
 *
 * @param outcomes how many rows have each outcome; kinds without rows are not in it
 * @param queued rows without an outcome yet, those under way among them
 */
public record RowCounts(String map, Direction direction, Map<Outcome.Kind, Long> outcomes, long queued) {
    public RowCounts {
        outcomes = Map.copyOf(outcomes);
    }

    /** Rows with an outcome: the sum of the outcomes. All rows are {@code in() + queued()}. */
    public long in() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    public long of(Outcome.Kind kind) {
        return outcomes.getOrDefault(kind, 0L);
    }

    /** As they are while the map is paused: what is queued waits for a person. */
    RowCounts paused() {
        return queued == 0 ? this : new RowCounts(map, direction, Map.of(Outcome.Kind.HELD, queued), 0).plus(settled());
    }

    private RowCounts settled() {
        return new RowCounts(map, direction, outcomes, 0);
    }

    RowCounts plus(RowCounts other) {
        Map<Outcome.Kind, Long> sum = new EnumMap<>(Outcome.Kind.class);
        sum.putAll(outcomes);
        other.outcomes().forEach((kind, n) -> sum.merge(kind, n, Long::sum));
        return new RowCounts(map, direction, sum, queued + other.queued());
    }
}
