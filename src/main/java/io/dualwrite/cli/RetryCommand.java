package io.dualwrite.cli;

import io.dualwrite.runtime.Operating;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Another try for rejected rows. */
@Command(
        name = "retry",
        description = "Gives rejected and held rows another try: all, or those of one file, map or cause.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Waiting rows are looked at again too. Without a running program the rows go when it starts next.",
            "",
            "Examples:",
            "  dual-write retry",
            "  dual-write retry --file CDSSalesOrderLines.csv --cause value-unlisted"
        })
final class RetryCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--file", description = "only rows of this dropped file")
    private String file;

    @Option(names = "--map", description = "only rows of this map")
    private String map;

    @Option(names = "--cause", description = "only rows with this reason, as the report names it")
    private String cause;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Operating operating = Operating.of(common.settings())) {
            int rows = operating.retry(file, map, cause);
            spec.commandLine().getOut().println(rows == 1 ? "1 row gets another try" : rows + " rows get another try");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
