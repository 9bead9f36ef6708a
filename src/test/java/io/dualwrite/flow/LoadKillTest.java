package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.JournalUnderTest;
import io.dualwrite.cli.DualWrite;
import io.dualwrite.moment.Moment;
import io.dualwrite.runtime.StopAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load is killed with SIGKILL in the middle, twice, and ends complete. */
class LoadKillTest {
    private static final int ROWS = 2_500;

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = new World(home);
        world.stop();
        for (int i = 0; i < ROWS; i++) {
            world.finopsRow(
                    "Currencies", "{\"CurrencyCode\":\"K" + i + "\",\"Name\":\"Currency " + i + "\",\"Symbol\":\"$\"}");
        }
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void killed_twice_it_ends_complete_and_nothing_is_there_twice() throws Exception {
        killed(Moment.BEFORE_COMMIT, 5, "currencies", "--from", "finops");
        killed(Moment.AFTER_COMMIT, 9, "--resume");

        JsonNode load = Command.of(world, "load", "--resume", "--json").json();

        assertThat(load.path("state").asText()).isEqualTo("done");
        assertThat(load.path("read").asInt()).isEqualTo(ROWS);
        JsonNode account = load.path("maps").get(0);
        assertThat(account.path("in").asInt()).isEqualTo(ROWS);
        assertThat(account.path("created").asInt()
                        + account.path("updated").asInt()
                        + account.path("unchanged").asInt())
                .isEqualTo(ROWS);
        assertThat(codes()).hasSize(ROWS);
        long writes = world.writes();
        JsonNode again = Command.of(world, "load", "currencies", "--from", "finops", "--json")
                .json();
        assertThat(again.at("/maps/0/unchanged").asInt()).isEqualTo(ROWS);
        assertThat(world.writes()).isEqualTo(writes);
    }

    private Set<String> codes() throws Exception {
        Set<String> codes = new HashSet<>();
        for (JsonNode row : world.dataverse("transactioncurrencies", "isocurrencycode ne 'x'")) {
            assertThat(codes.add(row.get("isocurrencycode").asText())).isTrue();
        }
        return codes;
    }

    /** Runs the command in a process of its own until it comes to that moment, and kills it there. */
    private void killed(Moment moment, int number, String... words) throws Exception {
        Path mark = home.resolve("mark-" + moment.word());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-D" + StopAt.PROPERTY + "=" + moment.word() + ":" + number + ":" + mark));
        if (JournalUnderTest.isPostgres()) {
            command.add("-Djournal.under.test=postgresql");
            command.add("-D" + JournalUnderTest.SERVER + "=" + JournalUnderTest.server());
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DualWrite.class.getName(),
                "load",
                "--home",
                home.toString()));
        world.settingsOfCommands().forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
        command.addAll(List.of(words));
        Process process = process(command);
        try {
            Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> Files.exists(mark) || !process.isAlive());
            assertThat(mark).as(Files.readString(home.resolve("said"))).exists();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process process(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile())
                .start();
    }
}
