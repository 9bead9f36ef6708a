package io.dualwrite.cli;

import io.dualwrite.runtime.SettingsError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "dual-write",
        description = "Keeps Dynamics 365 Finance and Operations and Dynamics 365 Sales the same.",
        mixinStandardHelpOptions = true,
        versionProvider = DualWrite.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DemoCommand.class,
            SandboxCommand.class,
            StatusCommand.class,
            ErrorsCommand.class,
            ConflictsCommand.class,
            RetryCommand.class,
            EditCommand.class,
            DiscardCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CompareCommand.class,
            PlanCommand.class,
            LoadCommand.class,
            ExplainCommand.class,
            NumberCommand.class,
            MigrateCommand.class,
            TestCommand.class,
            DiagramCommand.class,
            ChaosCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed or something is left to do, 2 wrong use or settings.",
            "",
            "Examples:",
            "  dual-write demo                      see it work, nothing else needed",
            "  dual-write sandbox --port 8088       both systems in a box",
            "  dual-write run                       work until stopped",
            "  dual-write status                    what became of every row",
            "  dual-write errors                    what failed, and what to do",
            "  dual-write compare accounts          do both systems say the same?",
            "  dual-write explain orders 'usmf F1'  why is a value there?",
            "  dual-write plan orders.csv           what would a file change, and why?",
            "  dual-write chaos                     does it survive being killed?"
        })
public final class DualWrite implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = DualWrite.class.getPackage().getImplementationVersion();
            return new String[] {"dual-write " + (version == null ? "(not packaged)" : version)};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new DualWrite())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println("dual-write: " + sentence(failure));
                    return failure instanceof SettingsError ? 2 : 1;
                });
    }

    private static String sentence(Throwable failure) {
        Throwable cause = failure;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
