package io.dualwrite.cli;

import io.dualwrite.runtime.Operating;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Lets a paused map go on. */
@Command(
        name = "resume",
        description = "Lets a paused map go on: with what queued up, in order, or without it.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:resumed", "1:it is not paused, there is no such map, or it failed"},
        footer = {
            "",
            "Skipped changes that are kept are held with the reason 'skipped'. Brought later, they go in order and",
            "bring no old value back: what later rows of the same key said stays.",
            "With --json: flows (map, direction, answer).",
            "",
            "Examples:",
            "  dual-write resume orders --direction to-finops",
            "  dual-write resume orders --skip keep",
            "  dual-write resume orders --catch-up-skipped",
            "  dual-write resume orders --skip discard --reason \"loaded by hand\""
        })
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private FlowOptions flow;

    @Mixin
    private JsonOption json;

    /** What becomes of what queued up. */
    enum Skip {
        KEEP,
        DISCARD
    }

    @Option(
            names = "--skip",
            paramLabel = "keep|discard",
            description = "what queued up does not go: keep it for later, or give it up")
    private Skip skip;

    @Option(names = "--reason", paramLabel = "sentence", description = "why it is given up; with --skip discard")
    private String reason;

    @Option(names = "--catch-up-skipped", description = "bring what was skipped and kept as well")
    private boolean catchUpSkipped;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        try (Operating operating = Operating.of(common.settings())) {
            String told = operating.resume(flow.map(), flow.direction(), how(), reason);
            json.print(spec.commandLine().getOut(), told, FlowOptions.document(told));
            return 0;
        }
    }

    private void check() {
        if (skip != null && catchUpSkipped) {
            throw new ParameterException(spec.commandLine(), "--skip and --catch-up-skipped exclude each other");
        }
        if ((skip == Skip.DISCARD) != (reason != null)) {
            throw new ParameterException(spec.commandLine(), "--skip discard and --reason go together");
        }
    }

    private String how() {
        if (catchUpSkipped) {
            return "catch-up-skipped";
        }
        return skip == null ? "catch-up" : skip.name().toLowerCase(java.util.Locale.ROOT);
    }
}
