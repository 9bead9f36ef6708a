package io.dualwrite.flow;

import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.runtime.Operating;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pausing a map from outside the program, and the ways to go on. */
class PauseFlowTest {
    private static final String MAP = "currencies";
    private static final String UP = "to-dataverse";
    private static final String HEADER = "CurrencyCode,Name,Symbol\n";

    @TempDir
    Path home;

    private World world;
    private int files;

    @BeforeEach
    void start() throws Exception {
        world = new World(home);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Operating operating() {
        return Operating.of(world.here());
    }

    private String pause() {
        try (Operating operating = operating()) {
            return operating.pause(MAP, UP);
        }
    }

    private String resume(String how, String reason) {
        try (Operating operating = operating()) {
            return operating.resume(MAP, UP, how, reason);
        }
    }

    private void drop(String rows) throws Exception {
        world.dropAndRest(FINOPS, "Currencies-" + ++files + ".csv", HEADER + rows);
    }

    private void delete(String code) throws Exception {
        String name = "Currencies-" + ++files + ".csv";
        Files.createDirectories(home.resolve("drop/finops"));
        Files.writeString(home.resolve("drop/finops/" + name + ".properties"), "operation=delete\n");
        world.dropAndRest(FINOPS, name, "CurrencyCode\n" + code + "\n");
    }

    private JsonNode there(String code) throws Exception {
        return world.dataverse("transactioncurrencies", "isocurrencycode eq '" + code + "'");
    }

    private String name(String code) throws Exception {
        return there(code).get(0).get("currencyname").asText();
    }

    private String state() throws Exception {
        return state(world.status());
    }

    private static String state(JsonNode status) {
        for (JsonNode map : status.get("maps")) {
            if (map.get("map").asText().equals(MAP)
                    && map.get("direction").asText().equals(UP)) {
                return map.get("state").asText();
            }
        }
        throw new IllegalStateException("no " + MAP + " in " + status);
    }

    private String localState() throws Exception {
        try (Operating operating = operating()) {
            return state(new com.fasterxml.jackson.databind.ObjectMapper().readTree(operating.status()));
        }
    }

    @Test
    void nothing_reaches_the_target_while_paused_and_all_goes_in_order_after_a_restart() throws Exception {
        drop("SEK,Krona,kr\nNOK,Krone,kr\n");
        assertThat(pause()).isEqualTo("currencies to-dataverse: paused");
        long writes = world.writes();
        drop("SEK,First,kr\nDKK,Krone,kr\n");
        drop("SEK,Second,kr\n");
        delete("NOK");

        assertThat(world.writes()).isEqualTo(writes);
        assertThat(state()).isEqualTo("paused");
        assertThat(world.count("currencies.to-dataverse", "held")).isEqualTo(4);
        assertThat(world.count("currencies.to-dataverse", "in")).isEqualTo(6);
        world.stop();
        assertThat(localState()).isEqualTo("paused");
        world.start();
        world.rest();
        assertThat(world.writes()).isEqualTo(writes);

        assertThat(resume("catch-up", null)).isEqualTo("currencies to-dataverse: resumed; 4 changes to catch up");
        world.rest();

        assertThat(name("SEK")).isEqualTo("Second");
        assertThat(name("DKK")).isEqualTo("Krone");
        assertThat(there("NOK")).isEmpty();
        assertThat(world.writes()).isEqualTo(writes + 4);
        world.await(() -> state().equals("running"));
    }

    @Test
    void an_edit_while_paused_is_in_effect_for_what_queued_up() throws Exception {
        pause();
        drop("SEK,,kr\n");
        nameless("currencies");
        nameless("companies");
        world.await(
                () -> { // all maps are read at once: what companies do now, currencies do
                    world.dropAndRest(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,\n");
                    return world.dataverse("cdm_companies", "cdm_name eq 'Unnamed'")
                                    .size()
                            == 1;
                });
        assertThat(there("SEK")).isEmpty();

        resume("catch-up", null);
        world.rest();

        assertThat(name("SEK")).isEqualTo("Unnamed");
    }

    private void nameless(String map) throws Exception {
        Path file = home.resolve("routes/maps/" + map + ".map.yaml");
        Files.writeString(
                file, Files.readString(file).replaceFirst("(?m)^(\\s*- NAME +)= (.*)$", "$1>< $2 default Unnamed"));
    }

    @Test
    void what_is_skipped_and_kept_comes_later_and_brings_no_old_value_back() throws Exception {
        pause();
        drop("SEK,Old,kr\nDKK,Krone,kr\n");
        world.stop();
        assertThat(resume("keep", null)).contains("2 changes skipped and kept"); // in the journal itself
        assertThat(localState()).isEqualTo("not running");
        world.start();
        drop("SEK,New,kr\n");
        assertThat(there("DKK")).isEmpty();
        assertThat(world.count("currencies.to-dataverse", "held")).isEqualTo(2);

        assertThat(resume("catch-up-skipped", null)).contains("2 changes to catch up");
        world.rest();

        assertThat(name("SEK")).isEqualTo("New");
        assertThat(name("DKK")).isEqualTo("Krone");
        assertThat(world.count("currencies.to-dataverse", "held")).isZero();
    }

    @Test
    void what_is_skipped_and_discarded_never_goes_and_the_report_says_why() throws Exception {
        pause();
        drop("SEK,Krona,kr\n");
        assertThatThrownBy(() -> resume("discard", null)).hasMessageContaining("add --reason");

        assertThat(resume("discard", "loaded by hand")).contains("1 change discarded");
        world.rest();

        assertThat(there("SEK")).isEmpty();
        assertThat(world.count("currencies.to-dataverse", "discarded")).isEqualTo(1);
        JsonNode row =
                world.report(FINOPS, "done", "Currencies-1.csv").get("rows").get(0);
        assertThat(row.get("reason").asText()).isEqualTo("loaded by hand");
    }

    @Test
    void what_cannot_be_paused_or_resumed_is_told() {
        try (Operating operating = operating()) {
            assertThatThrownBy(() -> operating.pause("curencies", null)).hasMessageContaining("no map 'curencies'");
            assertThatThrownBy(() -> operating.pause(MAP, "up")).hasMessageContaining("expected to-dataverse");
            assertThatThrownBy(() -> operating.resume(MAP, UP, "keep", null)).hasMessageContaining("is not paused");
        }
    }
}
