package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for every command, whoever adds one. */
class CommandLineTest {
    /** They print no data: they work until they are stopped, or print a text that is meant to go on as it is. */
    private static final List<String> WITHOUT_JSON = List.of("run", "demo", "sandbox", "diagram", "completion");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<CommandSpec> commands() {
        return DualWrite.commandLine().getSubcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_of_a_command_says_what_it_does_with_examples_and_exit_codes(CommandSpec command) {
        String name = command.name();
        assertThat(String.join("", command.usageMessage().description()))
                .as(name)
                .matches("[A-Z].*\\.");
        List<String> footer = Arrays.asList(command.usageMessage().footer());
        assertThat(footer).as(name).contains("Examples:");
        List<String> examples = footer.subList(footer.indexOf("Examples:") + 1, footer.size());
        assertThat(examples).as(name).isNotEmpty().allMatch(line -> line.startsWith("  ") && line.length() <= 100);
        assertThat(examples).as(name).anyMatch(line -> line.contains(" " + name));
        assertThat(command.usageMessage().exitCodeList()).as(name).containsKeys("0", "64");
        assertThat(String.join(" ", footer))
                .as("exit codes are for exitCodeList, not for the footer of %s", name)
                .doesNotContainPattern("Exit codes?:?|wrong use");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_example_is_understood(CommandSpec command) {
        for (String line : command.usageMessage().footer()) {
            if (line.startsWith("  dual-write ")) {
                String words = line.strip()
                        .replaceFirst("^dual-write ", "")
                        .replace('\'', '"')
                        .replaceFirst(" +>.*| {2,}.*", "");
                String[] arguments = Stream.of(words.split(" (?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                        .map(word -> word.replace("\"", ""))
                        .toArray(String[]::new);
                assertThat(DualWrite.commandLine().parseArgs(arguments).subcommand())
                        .as(line)
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_prints_data_prints_json_too_and_says_what_is_in_it(CommandSpec command) {
        if (WITHOUT_JSON.contains(command.name())) {
            return;
        }
        assertThat(command.findOption("--json")).as(command.name()).isNotNull();
        assertThat(command.usageMessage().footer()).as(command.name()).anyMatch(line -> line.startsWith(Wording.JSON));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_is_described_in_a_phrase_and_its_value_has_a_name(CommandSpec command) {
        command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> {
                    String text = String.join(" ", option.description());
                    assertThat(text)
                            .as(command.name() + " " + option.longestName())
                            .isNotBlank()
                            .doesNotEndWith(".");
                    assertThat(option.arity().max() == 0 || !option.paramLabel().contains("<"))
                            .as(command.name() + " " + option.longestName() + " has no paramLabel")
                            .isTrue();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tset | there is no command 'tset'; did you mean test? dual-write --help tells more",
                "status --jsn | Unknown option: '--jsn'; did you mean --json? dual-write status --help tells more",
                "resume orders --catch-up | Unknown option: '--catch-up'; dual-write resume --help tells more",
                "pause | Missing required parameter: 'map'; dual-write pause --help tells more",
                "status orders | found 'orders', expected nothing more; dual-write status --help tells more",
                "errors --limit ten | 'ten' is no whole number; dual-write errors --help tells more",
                "pause orders --direction north | found north, expected to-dataverse or to-finops; dual-write pause",
                "status --set x | should be of the form name=value but was x; dual-write status --help tells more",
                "status --set journal.urll=x | setting 'journal.urll' is not known",
                "sandbox --port 99999 | --port: found 99999, expected 0 to 65535",
                "completion fish | found fish, expected bash or zsh",
            })
    void wrong_use_is_one_sentence_with_the_nearest_right_word_and_a_code_of_its_own(String words, String told) {
        assertThat(run(words.split(" "))).isEqualTo(64);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("dual-write: ").contains(told);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void no_command_at_all_is_wrong_use() {
        assertThat(run()).isEqualTo(64);
        assertThat(err.toString().strip()).isEqualTo("dual-write: which command? dual-write --help tells more");
    }

    @Test
    void a_failure_is_a_sentence_with_what_to_do() {
        assertThat(Complaints.sentence(new IOException("cannot", new ConnectException("refused"))))
                .isEqualTo("cannot; look at finops.url and dataverse.url, and whether they can be reached from here");
        assertThat(Complaints.sentence(new NoSuchFileException("row.json"))).isEqualTo("there is no file row.json");
        NullPointerException defect = new NullPointerException();
        assertThat(Complaints.sentence(defect)).contains("CommandLineTest", "please report it");
    }

    @Test
    void a_folder_without_routes_is_told_with_what_to_do(@TempDir Path empty) {
        assertThat(run("status", "--home", empty.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("cannot list the table maps in " + empty)
                .contains("start in the folder that has routes/")
                .doesNotContain("\tat ");
    }

    @Test
    void every_command_knows_its_version() {
        for (CommandSpec command : commands().toList()) {
            assertThat(run(command.name(), "--version")).isZero();
            assertThat(out.toString()).startsWith("dual-write ");
        }
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh"})
    void the_completion_is_a_script_that_the_shell_takes_and_that_knows_commands_options_and_maps(
            String shell, @TempDir Path folder) throws Exception {
        assertThat(run("completion", shell)).isZero();
        assertThat(out.toString()).contains("--catch-up-skipped", "order-lines", "to-finops");
        Path script = Files.writeString(folder.resolve("completion.bash"), out.toString());
        if (shell.equals("bash")) {
            String asked = "source " + script + "; COMP_WORDS=(dual-write pa); COMP_CWORD=1; COMP_LINE='dual-write pa';"
                    + " COMP_POINT=13; _complete_dual-write; echo \"${COMPREPLY[@]}\"";
            Process process = new ProcessBuilder("bash", "-c", asked)
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                            .strip())
                    .isEqualTo("pause");
        }
    }

    @Test
    void values_are_printed_as_they_are_whatever_signs_they_have() {
        Complaints.tell(DualWrite.commandLine().setErr(new PrintWriter(err, true)), "found '@|red x|@'");
        assertThat(err.toString().strip()).isEqualTo("dual-write: found '@|red x|@'");
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return DualWrite.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
