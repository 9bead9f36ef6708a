package io.dualwrite.cli;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Makes dual-write a word of the shell. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands, options and the names of maps in your shell.",
        mixinStandardHelpOptions = true,
        exitCodeList = "0:printed",
        footer = {
            "",
            "The script also makes dual-write a command of the shell that calls java with this program, unless there is",
            "one already. Put one of the examples into ~/.bashrc or ~/.zshrc. The names of the maps are those of",
            "routes/maps of the folder it is printed in; print it anew when there are more.",
            "",
            "Examples:",
            "  source <(java -jar target/dual-write.jar completion bash)",
            "  source <(java -jar target/dual-write.jar completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final String NAME = "dual-write";
    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Parameters(paramLabel = "shell", description = "bash or zsh")
    private String shell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws URISyntaxException {
        if (!SHELLS.contains(shell)) {
            throw new ParameterException(spec.commandLine(), "found " + shell + ", expected bash or zsh");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (shell.equals("zsh")) {
            out.println("autoload -U +X compinit && compinit");
        }
        out.print(command());
        out.println(AutoComplete.bash(NAME, spec.root().commandLine()));
        out.flush();
        return 0;
    }

    /** Nothing where the program is not a jar, as in an IDE. */
    private static String command() throws URISyntaxException {
        Path program = Path.of(DualWrite.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return program.toString().endsWith(".jar")
                ? "command -v " + NAME + " >/dev/null 2>&1 || " + NAME + "() { java -jar '"
                        + program.toString().replace("'", "'\\''") + "' \"$@\"; }\n"
                : "";
    }
}
