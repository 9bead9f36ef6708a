package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the command makes of its options; the runs themselves are tested where they are made. */
class ChaosCommandTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"0", "5..1", "1...5", "ten", "1..10"})
    void a_number_of_kills_that_means_nothing_is_wrong_use(String kills) {
        assertThat(run("chaos", "--kills", kills)).isEqualTo(64);
        assertThat(err.toString()).contains("--kills");
    }

    @Test
    void no_runs_are_wrong_use() {
        assertThat(run("chaos", "--runs", "0")).isEqualTo(64);
        assertThat(err.toString()).contains("--runs: found 0, expected 1 or more");
    }

    @Test
    void a_wrong_setting_is_told_before_anything_starts() {
        assertThat(run("chaos", "--set", "journal.uri=x")).isEqualTo(64);
        assertThat(err.toString()).contains("journal.uri");
    }

    private int run(String... arguments) {
        CommandLine commands = DualWrite.commandLine();
        commands.setErr(new PrintWriter(err, true));
        commands.setOut(new PrintWriter(new StringWriter(), true));
        return commands.execute(arguments);
    }
}
