package io.dualwrite.delivery;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;

/** One call to the target for one task, and what its answer means. */
interface Step {
    HttpCall call();

    /** Settles the task or gives it another step. Is not shown answers that say "later". */
    void answered(Task task, HttpAnswer answer);
}
