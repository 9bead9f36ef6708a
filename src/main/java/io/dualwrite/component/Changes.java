package io.dualwrite.component;

import io.dualwrite.delivery.Closed;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import java.util.List;

/** Where a consumer gets changes from and puts their outcomes: the journal. */
public interface Changes {
    /** Is the map in effect? A flow whose map is not, because another version was chosen, has nothing to do. */
    boolean inEffect(String map);

    /** Takes the next changes that are due, at most one of each row, oldest first; a batch without changes if none. */
    Batch claim(String map, Direction direction, int limit);

    /**
     * Keeps what became of the changes of a claimed batch: outcomes, links, images, and what wakes by them, all or
     * nothing. Every change has an outcome.
     */
    void record(Batch batch);

    /** Puts a claimed batch back as if it had never been claimed: its outcomes could not be recorded. */
    void release(Batch batch);

    /** Takes headers whose state and status are still to be written and whose lines are done; none for most maps. */
    List<Link> toClose(String map, Direction direction, int limit);

    /** Keeps what became of pending fields. */
    void closed(String map, Direction direction, List<Closed> headers);

    /** Puts headers back as if they had never been taken. */
    void giveBack(String map, List<Link> headers);
}
