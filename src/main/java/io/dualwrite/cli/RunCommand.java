package io.dualwrite.cli;

import io.dualwrite.runtime.DualWriteRuntime;
import io.dualwrite.runtime.Settings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the flows until the process is asked to stop. */
@Command(
        name = "run",
        description = "Runs the flows of routes/ until stopped; finishes the batch in hand on SIGTERM.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:stopped when it was asked to", "1:it could not start; the message says why"},
        footer = {
            "",
            "It reads application.properties and routes/ of the folder it is started in; edited flows and maps are in effect",
            "within seconds. Only one program can have a journal. The log goes to the standard error.",
            "",
            "Examples:",
            "  dual-write run",
            "  dual-write run --set dataverse.url=https://contoso.crm.dynamics.com"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        Settings settings = common.settings();
        DualWriteRuntime runtime = DualWriteRuntime.start(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            runtime.close();
            stopped.countDown();
        }));
        stopped.await();
        return 0;
    }
}
