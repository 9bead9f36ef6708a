package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.LoadRequests;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;

/** Follows a load until it is over. */
final class LoadWatch {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FlowProgram program;
    private final Clock clock;
    private final PrintWriter out;

    /** @param out where progress is told; null for nowhere */
    LoadWatch(FlowProgram program, Clock clock, PrintWriter out) {
        this.program = program;
        this.clock = clock;
        this.out = out;
    }

    /** @return the load's document with what became of its rows */
    JsonNode untilOver() throws IOException, InterruptedException {
        try (LoadProgress progress = LoadProgress.of(clock, out)) {
            JsonNode now = status();
            while (now.path("state").asText().equals("running")) {
                progress.at(now);
                FlowProgram.pause();
                now = status();
            }
            progress.at(now);
        }
        program.rest();
        return JSON.readTree(program.load(LoadRequests.account()));
    }

    private JsonNode status() throws IOException {
        try {
            return JSON.readTree(program.load(LoadRequests.status()));
        } catch (IllegalStateException gone) {
            throw new IllegalStateException(
                    gone.getMessage() + "; the load goes on with the next 'dual-write run', or with load --resume",
                    gone);
        }
    }
}
