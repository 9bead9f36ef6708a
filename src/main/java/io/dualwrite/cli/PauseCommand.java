package io.dualwrite.cli;

import io.dualwrite.runtime.Operating;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a map until it is resumed. */
@Command(
        name = "pause",
        description = "Stops a map: its changes, deletions too, queue up until it is resumed.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:paused", "1:there is no such map or direction, or it failed"},
        footer = {
            "",
            "There is no limit of time or size, and it lasts over restarts. Drop files go on being taken in; what is",
            "under way is finished. Meanwhile the map can be edited. Without a running program it holds from the next",
            "start on.",
            "With --json: flows (map, direction, answer).",
            "",
            "Examples:",
            "  dual-write pause orders --direction to-finops",
            "  dual-write pause accounts"
        })
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private FlowOptions flow;

    @Mixin
    private JsonOption json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Operating operating = Operating.of(common.settings())) {
            String told = operating.pause(flow.map(), flow.direction());
            json.print(spec.commandLine().getOut(), told, FlowOptions.document(told));
            return 0;
        }
    }
}
