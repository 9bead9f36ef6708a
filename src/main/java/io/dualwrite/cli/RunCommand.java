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
        footer = {"", "Example:", "  dual-write run --set dataverse.url=https://contoso.crm.dynamics.com"})
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
