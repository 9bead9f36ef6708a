package io.dualwrite.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the main job on an empty state, with nothing else needed. */
@Command(
        name = "demo",
        description =
                "Starts a sandbox of both systems and the runtime, drops the sample files, shows what became of them.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:ended; with --exit: every row is accounted for and both sides agree",
            "1:with --exit: not so; or it failed"
        },
        footer = {
            "",
            "Works in the folder demo/, which it empties first. Uses routes/ and samples/ of this folder, or its own.",
            "",
            "Examples:",
            "  dual-write demo",
            "  dual-write demo --exit --port 18088"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(
            names = "--exit",
            description = "end instead of staying up: code 0 only if every row is accounted for and both sides agree")
    private boolean exit;

    @Option(
            names = "--port",
            paramLabel = "n",
            description = "port of the sandbox (default: ${DEFAULT-VALUE}, or a free one if taken)")
    private int port = 8088;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        common.settings(); // a wrong one is told before the folder is emptied
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Demo demo = Demo.start(common.home(), common.overrides(), port, out)) {
            boolean good = demo.show();
            if (exit) {
                return good ? 0 : 1;
            }
            demo.invite();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                asked.countDown();
                awaitEnd(ended);
            }));
            asked.await();
            return 0;
        } finally {
            ended.countDown();
        }
    }

    /** The process may go only when everything is closed. */
    private static void awaitEnd(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
