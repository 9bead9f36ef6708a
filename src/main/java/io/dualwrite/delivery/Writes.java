package io.dualwrite.delivery;

import io.dualwrite.row.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How rows are written to one side. */
interface Writes {
    /** What was to be deleted is not there, or not any more. */
    Outcome GONE = new Outcome(Outcome.Kind.UNCHANGED, "already-gone", "", "", "", "", List.of(), Optional.empty());

    /** Finds out what the calls need; may settle tasks. */
    void prepare(Collection<Task> tasks);

    /** Gives the task its first step, or settles it. */
    void start(Task task);
}
