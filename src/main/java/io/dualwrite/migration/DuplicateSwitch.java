package io.dualwrite.migration;

import java.io.IOException;
import java.util.List;

/** Switches duplicate detection rules on again that a run left off. */
public final class DuplicateSwitch {
    private final DuplicateDetection detection;

    public DuplicateSwitch(Work work) {
        this.detection = work.duplicateDetection();
    }

    /**
     * @return names of the rules that are on again
     * @throws IOException if Sales does not answer; what is left stays remembered
     */
    public List<String> on() throws IOException {
        return detection.enable();
    }
}
