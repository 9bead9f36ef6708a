package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands pause and resume, with no program running. */
class PauseCommandTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of(
                "--home",
                home.toString(),
                "--set",
                "routes.directory=" + Path.of("routes").toAbsolutePath()));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words.toArray(String[]::new));
    }

    @Test
    void a_map_is_paused_in_all_directions_it_flows_and_resumed() {
        assertThat(run("pause", "orders")).isZero();
        assertThat(out.toString().lines()).containsExactly("orders to-dataverse: paused", "orders to-finops: paused");
        assertThat(run("status")).isZero();
        assertThat(out.toString()).containsPattern("orders +to-finops +paused").contains("not running");

        assertThat(run("resume", "orders", "--direction", "to-finops", "--skip", "discard", "--reason", "by hand"))
                .isZero();
        assertThat(out.toString().strip()).isEqualTo("orders to-finops: resumed; 0 changes discarded");
        assertThat(run("resume", "orders", "--skip", "keep")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "orders to-dataverse: resumed; 0 changes skipped and kept,"
                                + " --catch-up-skipped brings them later",
                        "orders to-finops: is not paused; nothing was done");
        assertThat(run("resume", "orders")).isEqualTo(1);
        assertThat(err.toString()).contains("is not paused");
    }

    @Test
    void options_that_do_not_go_together_and_unknown_maps_are_told() {
        assertThat(run("resume", "orders", "--skip", "discard")).isEqualTo(64);
        assertThat(err.toString()).contains("--skip discard and --reason go together");
        assertThat(run("resume", "orders", "--skip", "keep", "--catch-up-skipped"))
                .isEqualTo(64);
        assertThat(run("resume", "orders", "--skip", "away")).isEqualTo(64);
        assertThat(run("pause", "ordres")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no map 'ordres'");
        assertThat(run("pause", "companies", "--direction", "to-finops")).isEqualTo(1);
        assertThat(err.toString()).contains("map companies does not flow to-finops");
    }
}
