package io.dualwrite.cli;

import io.dualwrite.runtime.Operating;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops a map until it is resumed. */
@Command(
        name = "pause",
        description = "Stops a map: its changes, deletions too, queue up until it is resumed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "There is no limit of time or size, and it lasts over restarts. Drop files go on being taken in; what is",
            "under way is finished. Meanwhile the map can be edited. Without a running program it holds from the next",
            "start on.",
            "Exit codes: 0 paused, 1 there is no such map or direction.",
            "",
            "Examples:",
            "  dual-write pause orders --direction to-finops",
            "  dual-write pause accounts"
        })
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "map", description = "the map's name, as status lists it")
    private String map;

    @Option(names = "--direction", description = "to-finops or to-dataverse; both unless told otherwise")
    private String direction;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Operating operating = Operating.of(common.settings())) {
            spec.commandLine().getOut().println(operating.pause(map, direction));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
