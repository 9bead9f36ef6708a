package io.dualwrite.delivery;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import java.util.function.BiConsumer;

/** A step that says beforehand what is to be done with its answer. */
record Call(HttpCall call, BiConsumer<Task, HttpAnswer> then) implements Step {
    @Override
    public void answered(Task task, HttpAnswer answer) {
        then.accept(task, answer);
    }
}
