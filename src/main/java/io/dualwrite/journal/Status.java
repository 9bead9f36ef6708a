package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where everything stands.
 *
 * @param idle nothing is queued, under way or to be retried of maps that are not paused, no order is to be closed, no file is to be read or moved
 * @param maps by map, then direction; only those that ever had a row. What a paused map has queued is held
 * @param filesAccepted files whose rows were taken
 * @param filesRejected files rejected as a whole
 * @param purged rows that are counted in the maps and of which the journal keeps nothing else any more
 */
public record Status(boolean idle, List<MapStatus> maps, long filesAccepted, long filesRejected, long purged) {

    /**
     * One map and direction.
     *
     * @param oldestQueued when the row that has been queued longest was accepted
     * @param retries how often a delivery was put off since this process started
     */
    public record MapStatus(RowCounts counts, Optional<Instant> oldestQueued, long retries) {
        public String map() {
            return counts.map();
        }

        public Direction direction() {
            return counts.direction();
        }
    }
}
