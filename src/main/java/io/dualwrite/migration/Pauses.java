package io.dualwrite.migration;

import java.time.Duration;

/** Waiting, as a system that is busy asks for. */
public interface Pauses {
    void pause(Duration length) throws InterruptedException;
}
