package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.journal.JournalUnavailable;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What is around the program fails: told, survived, nothing lost, and it goes on without a restart. */
@DisabledIfSystemProperty(
        named = "journal.under.test",
        matches = "postgresql",
        disabledReason = "the disk of H2 is full here; what becomes of a lost PostgreSQL, HoldTest says")
class TroubleFlowTest {
    private static final String FLOW = "currencies.to-dataverse";

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void start() throws Exception {
        FullDisk.register();
        world = new World(
                folder,
                Map.of(
                        "journal.url",
                        "jdbc:h2:full:" + folder.toAbsolutePath().resolve("data/journal"),
                        "delivery.max-attempts",
                        "2"));
    }

    @AfterEach
    void stop() {
        FullDisk.full(false);
        world.close();
    }

    @Test
    void a_full_disk_is_told_and_when_there_is_room_again_everything_goes_on() throws Exception {
        world.dropAndRest(Side.FINOPS, "Currencies.csv", currencies(0, 3));

        FullDisk.full(true);
        world.drop(Side.FINOPS, "Currencies-more.csv", currencies(100, 2000));
        world.await(this::statusTellsOfTheDisk);
        FullDisk.full(false);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(JournalUnavailable.class)
                .until(() -> world.status().get("idle").asBoolean());

        assertThat(world.count(FLOW, "in")).isEqualTo(2003);
        assertThat(world.count(FLOW, "delivered")).isEqualTo(2003);
        assertThat(world.dataverse("transactioncurrencies", "isocurrencycode ne 'x'"))
                .hasSizeGreaterThanOrEqualTo(2003);
        assertThat(putOff()).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_written_holds_its_files_up_and_neither_loses_nor_doubles_a_row() throws Exception {
        // A link to nowhere in the place of the folder: what chmod says does not hold for root.
        Path finops = Files.createDirectories(folder.resolve("drop/finops"));
        Path done = Files.createSymbolicLink(finops.resolve("done"), folder.resolve("nowhere/done"));
        Path rejected = Files.createSymbolicLink(finops.resolve("rejected"), folder.resolve("nowhere/rejected"));

        world.drop(Side.FINOPS, "Currencies.csv", currencies(0, 3));
        world.drop(Side.FINOPS, "Currencies-bad.csv", "\n");
        world.await(() -> putOff().contains("Currencies.csv") && putOff().contains("Currencies-bad.csv"));
        world.await(() -> world.count(FLOW, "delivered") == 3);
        assertThat(finops.resolve("Currencies.csv")).exists();
        Files.delete(done);
        Files.delete(rejected);
        world.rest();

        assertThat(done.resolve("Currencies.csv")).exists();
        assertThat(rejected.resolve("Currencies-bad.csv")).exists();
        assertThat(world.report(Side.FINOPS, "rejected", "Currencies-bad.csv").toString())
                .contains("file-empty");
        assertThat(world.count(FLOW, "in")).isEqualTo(3);
        assertThat(world.status().at("/files/accepted").asInt()).isEqualTo(1);
        assertThat(world.status().at("/files/rejected").asInt()).isEqualTo(1);
        assertThat(putOff()).isEmpty();
    }

    @Test
    void a_target_that_is_away_uses_up_nobodys_attempts() throws Exception {
        int port = URI.create(world.sandbox.url()).getPort();
        world.sandbox.close();
        world.drop(Side.FINOPS, "Currencies.csv", currencies(0, 250));
        world.await(() -> world.count(FLOW, "retrying") > 0);
        // Far longer than the two tries that a row has, half a second apart.
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .until(() -> world.count(FLOW, "rejected") == 0);
        try (Sandbox back = Sandbox.start(SandboxSettings.defaults().withPort(port))) {
            assertThat(back.url()).isEqualTo(world.sandbox.url());
            world.rest();

            assertThat(world.count(FLOW, "delivered")).isEqualTo(250);
        }
    }

    @Test
    void names_as_long_as_a_file_system_takes_them_and_links_are_no_trap() throws Exception {
        Path finops = Files.createDirectories(folder.resolve("drop/finops"));
        String name = "Currencies-" + "x".repeat(240) + ".csv";
        Path secret = Files.writeString(folder.resolve("secret.csv"), currencies(0, 1));

        for (int again = 0; again < 2; again++) {
            Files.writeString(finops.resolve(name), currencies(0, 3));
            world.await(() -> Files.notExists(finops.resolve(name)));
        }
        Files.createSymbolicLink(finops.resolve("Currencies-link.csv"), secret);
        world.rest();

        assertThat(world.count(FLOW, "in")).isEqualTo(6);
        try (var done = Files.list(finops.resolve("done"))) {
            assertThat(done.filter(file -> file.toString().endsWith(".report.json")))
                    .hasSize(2);
        }
        assertThat(world.report(Side.FINOPS, "rejected", "Currencies-link.csv").toString())
                .contains("\"link\"");
        assertThat(secret).exists();
    }

    private boolean statusTellsOfTheDisk() throws IOException {
        try {
            return putOff().contains("No space left");
        } catch (JournalUnavailable told) {
            return told.getMessage().contains("No space left on device; no work is taken until it can; make room");
        }
    }

    private String putOff() throws IOException {
        return world.status().path("putOff").toString();
    }

    private static String currencies(int from, int count) {
        StringBuilder csv = new StringBuilder("CurrencyCode,Name,Symbol\n");
        for (int i = from; i < from + count; i++) {
            csv.append(String.format("C%04d,Currency %d,$%n", i, i));
        }
        return csv.toString();
    }
}
