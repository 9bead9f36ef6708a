package io.dualwrite.cli;

import io.dualwrite.runtime.Settings;
import io.dualwrite.runtime.TablesRead;
import io.dualwrite.sandbox.FeedSettings;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Both systems in a box. */
@Command(
        name = "sandbox",
        description = "Stands in for both systems over HTTP, so that no account is needed.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:stopped when it was asked to", "1:it could not start"},
        footer = {
            "",
            "Finance and Operations answers under /data, Dataverse under /api/data/v9.2, sign-in under",
            "/<tenant>/oauth2/v2.0/token, fault control and the request log under /sandbox/.",
            "",
            "POST /sandbox/limits {\"side\":\"dataverse\"} sets Dataverse's limits: 6,000 requests, 20",
            "minutes of execution and 52 at once in 5 minutes; GET tells what was used of them.",
            "",
            "POST /sandbox/solution {\"solution\":\"dual-write\"} removes the older solution from",
            "Sales, as the migration does: its msdynce_ columns go with what they hold, the",
            "rows stay.",
            "",
            "Examples:",
            "  dual-write sandbox --port 8088 --file sandbox.rows",
            "  dual-write sandbox --feed drop",
            "  dual-write sandbox --solution data-integrator --file old.rows"
        })
final class SandboxCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--port", paramLabel = "n", description = "port (default: ${DEFAULT-VALUE}; 0 takes a free one)")
    private int port = 8088;

    @Option(names = "--bind", paramLabel = "address", description = "address to listen on (default: ${DEFAULT-VALUE})")
    private String bind = "127.0.0.1";

    @Option(
            names = "--file",
            paramLabel = "file",
            description = "keep the rows in this file; without it they are gone at the end")
    private Path file;

    @Option(
            names = "--solution",
            paramLabel = "name",
            description = "what Sales has installed: dual-write or data-integrator (default: that of the file, else"
                    + " dual-write); if the file's rows are of the other one, that is removed")
    private String solution = "";

    @Option(
            names = "--feed",
            paramLabel = "folder",
            description = "tell every change of a row, whoever makes it, as a file in this drop folder, as the change"
                    + " feeds of the real systems do; of the tables that the maps of routes/ read")
    private Path feed;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Settings known = common.settings(); // a wrong setting is told by every command
        SandboxSettings settings =
                settings().withOwnSchema(known.directory("routes.directory").resolve("schema"));
        if (file != null) {
            settings = settings.withFile(file);
        }
        if (feed != null) {
            settings = settings.withFeed(new FeedSettings(feed, TablesRead.of(known)));
        }
        Sandbox sandbox = Sandbox.start(settings);
        spec.commandLine().getOut().println("Both systems answer at " + sandbox.url() + " (Ctrl+C ends it)");
        spec.commandLine().getOut().flush();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            sandbox.close();
            stopped.countDown();
        }));
        stopped.await();
        return 0;
    }

    private SandboxSettings settings() {
        if (port < 0 || port > 65_535) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--port: found " + port + ", expected 0 to 65535");
        }
        try {
            return SandboxSettings.defaults()
                    .withPort(port)
                    .withBindAddress(bind)
                    .withSolution(solution);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--solution: " + e.getMessage(), e);
        }
    }
}
