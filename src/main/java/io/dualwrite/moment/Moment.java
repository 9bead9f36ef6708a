package io.dualwrite.moment;

import java.util.Locale;

/** Just before or just after something that another process, or the next start of this one, can see. */
public enum Moment {
    /** A transaction of the journal that changes something is complete but for its commit. */
    BEFORE_COMMIT,
    /** It is durable, but nobody has heard so. */
    AFTER_COMMIT,
    /** A dropped file is about to leave its folder; its rows are in the journal, or it was rejected. */
    BEFORE_MOVE,
    /** It has left; the journal does not know yet. */
    AFTER_MOVE,
    /** A report beside a file is about to be written. */
    BEFORE_REPORT,
    /** It is written; the journal takes it for old. */
    AFTER_REPORT,
    /** A call is about to be sent. */
    BEFORE_SENDING,
    /** Its answer is there; nothing of it is recorded. */
    AFTER_ANSWER;

    /** As people write it: {@code before-commit}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
