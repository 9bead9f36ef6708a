package io.dualwrite.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a run does about duplicate detection, and what it tells of it. */
final class Rules {
    private final DuplicateDetection detection;
    private final List<String> published;
    private final List<String> switchedOff = new ArrayList<>();
    private final List<String> switchedOn = new ArrayList<>();
    private String failure = "";

    Rules(DuplicateDetection detection) throws IOException {
        this.detection = detection;
        this.published = List.copyOf(detection.published().values());
    }

    void off() throws IOException {
        switchedOff.addAll(detection.disable());
    }

    /**
     * Whatever becomes of the writing, rules that are off afterwards are switched on: those of an earlier run too. What
     * cannot be switched on stays remembered, see {@link #stillOff}.
     *
     * @throws IOException if the rules cannot be switched off; nothing was written then
     */
    void around(boolean switchOff, Runnable writing) throws IOException {
        try {
            if (switchOff) {
                off();
            }
            writing.run();
        } catch (IOException | RuntimeException failure) {
            throw failed(failure);
        }
        try {
            switchedOn.addAll(detection.enable());
        } catch (IOException | RuntimeException e) {
            // The rows are written: what became of them must be told, whatever the rules do.
            failure = String.valueOf(e.getMessage());
        }
    }

    private IOException failed(Exception failure) {
        try {
            detection.enable();
        } catch (IOException | RuntimeException again) {
            failure.addSuppressed(again);
        }
        String off = stillOff().isEmpty()
                ? ""
                : "; duplicate detection rules are still off, and remembered: run dual-write migrate"
                        + " --enable-duplicate-detection";
        return new IOException(failure.getMessage() + off, failure);
    }

    /** Why rules could not be switched on again, or empty. */
    String failure() {
        return failure;
    }

    List<String> published() {
        return published;
    }

    List<String> switchedOff() {
        return List.copyOf(switchedOff);
    }

    List<String> switchedOn() {
        return List.copyOf(switchedOn);
    }

    List<String> stillOff() {
        return detection.off();
    }
}
