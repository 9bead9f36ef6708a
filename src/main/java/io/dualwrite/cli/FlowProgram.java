package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.DualWriteRuntime;
import io.dualwrite.runtime.Home;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs the flows: the one that runs already, or one of this command's own for as long as it takes. */
final class FlowProgram implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOKS_UNTIL_IDLE = 120;
    private static final int LOOKS_UNTIL_THROUGH = 1_200;
    private static final long LOOK_MILLIS = 500;

    private final Optional<Operating> running;
    private final Optional<DualWriteRuntime> own;
    private boolean over;

    private FlowProgram(Optional<Operating> running, Optional<DualWriteRuntime> own) {
        this.running = running;
        this.own = own;
    }

    /**
     * @throws IllegalStateException if none runs and none can be started, saying why
     */
    static FlowProgram of(Path home, Map<String, String> overrides) throws Exception {
        Optional<Operating> running =
                Operating.running(Home.settings(home, overrides)).map(remote -> remote);
        if (running.isPresent()) {
            return new FlowProgram(running, Optional.empty());
        }
        Map<String, String> quiet = new LinkedHashMap<>(Map.of("log.level", "warn"));
        quiet.putAll(overrides);
        Settings settings = Home.settings(home, quiet);
        FlowProgram program = new FlowProgram(Optional.empty(), Optional.of(DualWriteRuntime.start(settings)));
        Runtime.getRuntime().addShutdownHook(new Thread(program::close));
        return program;
    }

    /** Is it of this command, and ends with it? */
    boolean own() {
        return own.isPresent();
    }

    String load(String request) {
        return running.map(remote -> remote.load(request))
                .orElseGet(() -> own.orElseThrow().load(request));
    }

    /** What follows the last row: states of orders, and values that go back. A program that runs on does it by itself. */
    void rest() throws IOException, InterruptedException {
        for (int looks = 0; own() && looks < LOOKS_UNTIL_IDLE; looks++) {
            if (JSON.readTree(own.get().status()).path("idle").asBoolean()) {
                return;
            }
            pause();
        }
    }

    /** Until dropped files are taken and their rows through, whichever program does it; ten minutes at most. */
    void untilIdle() throws IOException, InterruptedException {
        for (int looks = 0; looks < LOOKS_UNTIL_THROUGH; looks++) {
            String status = running.map(Operating::status)
                    .orElseGet(() -> own.orElseThrow().status());
            if (JSON.readTree(status).path("idle").asBoolean()) {
                return;
            }
            pause();
        }
    }

    static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }

    @Override
    public synchronized void close() {
        if (!over) {
            over = true;
            own.ifPresent(DualWriteRuntime::close);
            running.ifPresent(Operating::close);
        }
    }
}
