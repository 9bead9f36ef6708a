package io.dualwrite.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.cli.DualWrite;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.PlainTransport;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Operating;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real program, killed at every kind of point, and whether everything is there afterwards. */
class ChaosTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static Chaos chaos;

    @BeforeAll
    static void prepare() throws Exception {
        chaos = Chaos.prepare(
                folder, new Launch(DualWrite.class.getName(), Path.of("routes").toAbsolutePath(), Map.of()));
    }

    /** All nine points; the second death of each run comes while the program recovers from the first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "before-commit:9 after-commit:3 before-move:3 after-move:4 before-sending:12",
                "before-answer:3 after-answer:2 before-report:1 after-report:1"
            })
    void nothing_is_lost_and_nothing_is_doubled_whatever_it_was_doing_when_it_died(String deaths) throws Exception {
        List<Kill> kills = new ArrayList<>();
        for (String death : deaths.split(" ")) {
            String[] parts = death.split(":");
            kills.add(new Kill(parts[0], Integer.parseInt(parts[1]), kills.size() != 1));
        }

        RunOutcome run = chaos.run(new Plan(deaths.hashCode(), kills));

        assertThat(run.trouble()).isEmpty();
        assertThat(run.findings().lost()).isEmpty();
        assertThat(run.findings().doubled()).isEmpty();
        assertThat(run.findings().different()).isEmpty();
        assertThat(run.deaths()).hasSameSizeAs(kills).allMatch(Death::landed);
        assertThat(run.folder()).doesNotExist();
    }

    @Test
    void the_same_seed_makes_the_same_plan_and_the_same_rows() {
        assertThat(Plan.of(5, 1, 5, false)).isEqualTo(Plan.of(5, 1, 5, false)).isNotEqualTo(Plan.of(6, 1, 5, false));
        assertThat(Load.of(5).portion())
                .isEqualTo(Load.of(5).portion())
                .isNotEqualTo(Load.of(6).portion());
    }

    @Test
    void a_hundred_seeds_reach_every_point_both_at_work_and_while_recovering() {
        List<Kill> kills = new ArrayList<>();
        for (long seed = 1; seed <= 100; seed++) {
            kills.addAll(Plan.of(seed, 1, 5, false).kills());
        }
        for (boolean fresh : new boolean[] {true, false}) {
            assertThat(kills.stream().filter(kill -> kill.fresh() == fresh).map(Kill::point))
                    .containsAll(Kill.points());
        }
    }

    /** Whoever finds nothing must be able to find something. */
    @Test
    void what_is_missing_doubled_or_old_is_found_and_named() throws Exception {
        try (Stage stage = chaos.stage(folder.resolve("tampered"))) {
            List<DropFile> dropped = Load.base().everything();
            assertThat(verify(stage, Load.base().expected(), dropped).none()).isTrue();

            Item customer = ofKind(Kind.CUSTOMER);
            List<Item> more = new ArrayList<>(Load.base().expected());
            more.add(changed(customer, "BCF99", customer.name()));
            assertThat(verify(stage, more, dropped).lost())
                    .containsExactly("accounts BCF99 is not in finops", "accounts BCF99 is not in dataverse");
            assertThat(verify(stage, more, dropped).different())
                    .contains("accounts: 3 rows are linked; expected are 4");

            List<Item> newer = replaced(customer, item -> changed(item, item.number(), "A newer name"));
            assertThat(verify(stage, newer, dropped).different())
                    .contains("accounts " + customer.number() + " in dataverse: name is '" + customer.name()
                            + "', the newest is 'A newer name'");

            List<DropFile> lostFile = new ArrayList<>(dropped);
            lostFile.add(new DropFile(Side.FINOPS, "CustomersV3-gone.csv", Kind.CUSTOMER, List.of(customer), false));
            assertThat(verify(stage, Load.base().expected(), lostFile).lost())
                    .containsExactly("finops/CustomersV3-gone.csv with 1 rows is nowhere");

            Path done = stage.dropFolder(Side.FINOPS).resolve("done");
            Files.copy(done.resolve("CustomersV3-1.csv"), done.resolve("CustomersV3-1-2.csv"));
            assertThat(verify(stage, Load.base().expected(), dropped).doubled())
                    .containsExactly(done.resolve("CustomersV3-1.csv")
                            + " is no file that was dropped, or is there a second time");
            Files.delete(done.resolve("CustomersV3-1-2.csv"));

            List<Item> fewer = new ArrayList<>(Load.base().expected());
            fewer.remove(customer);
            assertThat(verify(stage, fewer, dropped).different())
                    .contains("accounts " + customer.number() + " is in dataverse, where it should not be any more");

            new PlainTransport()
                    .send(HttpCall.delete(stage.relay().url() + "/data/CustomersV3(dataAreaId='usmf',CustomerAccount='"
                            + customer.number() + "')?cross-company=true"));
            Findings tampered = verify(stage, Load.base().expected(), dropped);
            assertThat(tampered.lost()).containsExactly("accounts " + customer.number() + " is not in finops");
            assertThat(tampered.different())
                    .contains("link: accounts USMF " + customer.number() + " is missing in finops");
        }
    }

    @Test
    @Tag("nightly")
    void two_hundred_seeds_hold() throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            RunOutcome run = chaos.run(seed, 1, 5, seed % 4 == 0);
            assertThat(run.held())
                    .as(
                            "seed %d: %s %s %s %s, in %s",
                            seed,
                            run.trouble(),
                            run.findings().lost(),
                            run.findings().doubled(),
                            run.findings().different(),
                            run.folder())
                    .isTrue();
        }
    }

    @Test
    void a_paused_map_is_still_paused_after_kill_9_and_a_resumed_one_is_not() throws Exception {
        try (Stage stage = chaos.stage(folder.resolve("paused"))) {
            try (Program first = stage.startRuntime(List.of());
                    Operating running = running(stage)) {
                running.pause("orders", "to-dataverse");
                first.kill();
            }
            Load load = Load.of(1);
            List<DropFile> dropped = new ArrayList<>(Load.base().everything());
            dropped.addAll(stage.play(load.portion(), new Random(1)));
            try (Program second = stage.startRuntime(List.of());
                    Operating running = running(stage)) {
                await().atMost(PATIENCE)
                        .until(() -> JSON.readTree(running.status()).get("idle").asBoolean());
                assertThat(orders(running).get("state").asText()).isEqualTo("paused");
                assertThat(orders(running).get("created").asInt()).isZero();
                running.resume("orders", "to-dataverse", "catch-up", null);
                second.kill();
            }
            new Life(stage).toItsEnd();
            assertThat(new Verification(stage).of(load.expected(), dropped).none())
                    .isTrue();
        }
    }

    private static Operating running(Stage stage) {
        return await().atMost(PATIENCE)
                .until(() -> Operating.running(stage.settings()), Optional::isPresent)
                .orElseThrow();
    }

    private static JsonNode orders(Operating running) throws Exception {
        for (JsonNode map : JSON.readTree(running.status()).get("maps")) {
            if (map.get("map").asText().equals("orders")
                    && map.get("direction").asText().equals("to-dataverse")) {
                return map;
            }
        }
        throw new AssertionError("no flow orders.to-dataverse");
    }

    private static Findings verify(Stage stage, List<Item> expected, List<DropFile> dropped) throws Exception {
        return new Verification(stage).of(expected, dropped);
    }

    private static Item ofKind(Kind kind) {
        return Load.base().expected().stream()
                .filter(item -> item.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static Item changed(Item item, String number, String name) {
        return new Item(
                item.kind(),
                item.owner(),
                number,
                item.line(),
                name,
                item.customer(),
                item.product(),
                item.status(),
                item.quantity(),
                item.price());
    }

    private static List<Item> replaced(Item old, UnaryOperator<Item> change) {
        return Load.base().expected().stream()
                .map(item -> item.equals(old) ? change.apply(item) : item)
                .toList();
    }
}
