package io.dualwrite.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line. */
@Command(
        name = "dual-write",
        description = "Keeps Dynamics 365 Finance and Operations and Dynamics 365 Sales the same.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done", "1:failed, or something is wrong or left to do", "2:plan: something would change"},
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ImportMapCommand.class,
            ExportMapCommand.class,
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
            ReconcileCommand.class,
            PlanCommand.class,
            LoadCommand.class,
            ExplainCommand.class,
            NumberCommand.class,
            MigrateCommand.class,
            TestCommand.class,
            DiagramCommand.class,
            ChaosCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "dual-write stands for java -jar target/dual-write.jar; dual-write completion makes it a command of your shell.",
            "dual-write COMMAND --help tells all about a command, docs/COMMANDS.md about all of them.",
            "",
            "Examples:",
            "  dual-write demo                      see it work, nothing else needed",
            "  dual-write sandbox --port 8088       both systems in a box",
            "  dual-write run                       work until stopped",
            "  dual-write status                    what became of every row",
            "  dual-write errors                    what failed, and what to do",
            "  dual-write reconcile accounts        do both systems say the same?",
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
        CommandLine commands = commandLine();
        int code;
        try {
            code = commands.execute(args);
        } catch (StackOverflowError | OutOfMemoryError tooMuch) {
            Complaints.tell(commands, tooMuch + "; give java more memory: java -Xmx2g -jar ...");
            code = 1;
        }
        System.exit(code);
    }

    /** The whole command line, as the program has it. */
    public static CommandLine commandLine() {
        CommandLine root = new CommandLine(new DualWrite()).setCaseInsensitiveEnumValuesAllowed(true);
        Complaints.receive(root);
        return Wording.common(root);
    }
}
