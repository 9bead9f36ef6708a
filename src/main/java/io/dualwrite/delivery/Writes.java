package io.dualwrite.delivery;

import java.util.Collection;

/** How rows are written to one side. */
interface Writes {
    /** Finds out what the calls need; may settle tasks. */
    void prepare(Collection<Task> tasks);

    /** Gives the task its first step, or settles it. */
    void start(Task task);
}
