package io.dualwrite.journal;

import io.dualwrite.row.Side;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A load: whole tables of one side, on their way to the other.
 *
 * @param source the side that is read
 * @param master the side whose values stay where both have a row already
 * @param company only rows of this one, as far as the system can tell them apart; all if empty
 * @param whole read everything, also where Sales could tell what changed
 * @param problem why it is stopped; else empty
 * @param ended when the last row was through
 */
public record Load(
        long id,
        Side source,
        Side master,
        Optional<String> company,
        boolean whole,
        State state,
        String problem,
        Instant begun,
        Optional<Instant> ended,
        List<LoadPart> parts) {

    /** How a load stands. */
    public enum State {
        RUNNING,
        /** The system refused to be read, or a file is another one now: a person is to mend it and to start it again. */
        STOPPED,
        DONE,
        ABANDONED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public boolean over() {
            return this == DONE || this == ABANDONED;
        }
    }

    public Load {
        parts = List.copyOf(parts);
    }

    /** The part that is to be read now. */
    public Optional<LoadPart> next() {
        return parts.stream()
                .filter(part -> part.state() != LoadPart.State.READ)
                .findFirst();
    }

    public long rowsRead() {
        return parts.stream().mapToLong(LoadPart::rowsRead).sum();
    }
}
