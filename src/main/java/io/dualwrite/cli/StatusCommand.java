package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.Operating;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What became of every row, by map and direction. */
@Command(
        name = "status",
        description =
                "Rows by map, direction and outcome; of the running program or of its journal when it is stopped.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:told", "1:failed"},
        footer = {
            "",
            "The outcomes add up to 'in'; rows still queued are counted beside it.",
            "'idle' is true when nothing is queued, in flight or due for another try; paused maps are not waited for.",
            "States: not running, initializing, running, paused (what it has queued counts as held), resuming",
            "(catching up with what had queued up).",
            "",
            "With --json: idle, running, maps (map, direction, state, in, and a count for each outcome), files.",
            "",
            "Examples:",
            "  dual-write status",
            "  dual-write status --json"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Operating operating = Operating.of(common.settings())) {
            String status = operating.status();
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? status : StatusTable.of(new ObjectMapper().readTree(status)));
            out.flush();
            return 0;
        }
    }
}
