package io.dualwrite.row;

import java.util.List;

/** The changes of one map and direction that travel together: one exchange. */
public record Batch(String map, Direction direction, List<Change> changes) {
    public Batch {
        changes = List.copyOf(changes);
    }

    /** The changes that no step has settled yet. */
    public List<Change> open() {
        return changes.stream().filter(change -> !change.settled()).toList();
    }
}
