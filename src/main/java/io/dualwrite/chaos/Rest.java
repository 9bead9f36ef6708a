package io.dualwrite.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.util.Optional;

/**
 * Asks the runtime again and again whether it has nothing left to do. In a thread of its own: a runtime that stands
 * still at a point may never answer.
 */
final class Rest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LOOK_MILLIS = 100;

    private final Settings settings;
    private final Thread thread = new Thread(this::look, "chaos-rest");
    private volatile boolean reached;
    private volatile boolean closed;
    private volatile String lastStatus = "none";

    Rest(Settings settings) {
        this.settings = settings;
        thread.setDaemon(true);
        thread.start();
    }

    boolean isReached() {
        return reached;
    }

    String lastStatus() {
        return lastStatus;
    }

    /** There is new work. */
    synchronized void again() {
        reached = false;
    }

    private void look() {
        Optional<Operating.Remote> running = Optional.empty();
        while (!closed) {
            try {
                running = running.isPresent() ? running : Operating.running(settings);
                if (!reached && running.isPresent()) {
                    ask(running.get());
                }
                Thread.sleep(LOOK_MILLIS);
            } catch (IllegalStateException | IOException gone) {
                running = Optional.empty();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void ask(Operating.Remote running) throws IOException {
        lastStatus = running.status();
        reached = JSON.readTree(lastStatus).get("idle").asBoolean();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
