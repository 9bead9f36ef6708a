package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import java.io.IOException;
import java.time.Instant;

/** The side cannot answer a question now. */
final class NotNow extends IOException {
    private final String reason;
    private final boolean asked;
    private final transient Instant open;

    /** @param asked whether the side was asked at all and failed, which counts as an attempt */
    NotNow(String reason, String message, boolean asked, Instant open) {
        super(message);
        this.reason = reason;
        this.asked = asked;
        this.open = open;
    }

    void settle(Task task, Retries retries) {
        task.settle(outcome(task.change(), retries));
    }

    Outcome outcome(Change change, Retries retries) {
        return asked ? retries.failed(change, reason, getMessage(), open) : retries.later(reason, getMessage(), open);
    }
}
