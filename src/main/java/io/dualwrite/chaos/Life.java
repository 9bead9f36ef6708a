package io.dualwrite.chaos;

import java.io.IOException;

/** A start of the runtime that nobody disturbs. */
final class Life {
    private static final long LOOK_MILLIS = 20;
    private static final long PATIENCE_MILLIS = 240_000;

    private final Stage stage;

    Life(Stage stage) {
        this.stage = stage;
    }

    /** Starts it, waits until it has nothing left to do, and asks it to stop. */
    void toItsEnd() throws IOException, InterruptedException {
        try (Program runtime = stage.startRuntime(java.util.List.of())) {
            rest(runtime);
            runtime.stop();
        }
    }

    private void rest(Program runtime) throws IOException, InterruptedException {
        try (Rest rest = new Rest(stage.settings())) {
            for (long tries = PATIENCE_MILLIS / LOOK_MILLIS; !rest.isReached(); tries--) {
                mustGoOn(runtime);
                if (tries == 0) {
                    throw new IOException("the runtime does not come to rest within " + PATIENCE_MILLIS / 1000
                            + " seconds; last status: " + rest.lastStatus());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    /** @throws IOException if it has ended though nobody asked it to */
    void mustGoOn(Program runtime) throws IOException {
        if (!runtime.alive()) {
            throw new IOException(
                    "the runtime ended by itself; see " + stage.folder().resolve("runtime.log"));
        }
    }
}
