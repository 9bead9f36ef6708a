package io.dualwrite.journal;

import java.util.Locale;

/** How far a map is in one direction, in Microsoft's words. */
public enum FlowState {
    /** It has not asked for changes yet since this process started. */
    INITIALIZING,
    /** Changes go as they come. */
    RUNNING,
    /** Changes queue up until a person resumes it. */
    PAUSED,
    /** Resumed, and not yet through with what had queued up. */
    RESUMING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
