package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.DualWriteRuntime;
import io.dualwrite.runtime.Home;
import io.dualwrite.sandbox.Sandbox;
import io.dualwrite.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Errors, retry, edit and discard: through the port of a running program, and at its journal when it is stopped. */
class RepairFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELD = "OnHoldStatus";
    private static final String BAD = "Sometimes";
    private static final String GOOD = "No";

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.defaults());
        send("/api/data/v9.2/cdm_companies", "{\"cdm_companycode\":\"usmf\",\"cdm_name\":\"USMF\"}");
        Home.unpack("routes", home.resolve("routes"));
        settings.putAll(Map.of(
                "dataverse.url", sandbox.url(),
                "finops.url", sandbox.url(),
                "drop.quiet-time", "50ms",
                "camel.management.port", "0",
                "log.level", "error"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_failed_row_is_told_edited_and_delivered_and_another_one_is_given_up() throws Exception {
        try (DualWriteRuntime runtime = DualWriteRuntime.start(Home.settings(home, settings))) {
            drop(runtime);
            JsonNode cause = json("errors", "--json").at("/causes/0");
            assertThat(cause.get("count").asInt()).isEqualTo(3);
            assertThat(cause.at("/example/file").asText()).isEqualTo("CustomersV3.csv");
            assertThat(cause.get("remedy").asText()).isNotEmpty();
            assertThat(cause.get("field").asText()).isEqualTo(FIELD);

            long id = row(0).get("id").asLong();
            assertThat(run("edit", "--id", "" + id, "--set-field", FIELD + "=" + GOOD))
                    .as(err.toString())
                    .isZero();
            settled(runtime);
            assertThat(sales()).as(runtime.status()).contains("R-1").doesNotContain("R-2");

            assertThat(run("edit", "--id", "" + row(0).get("id"), "--set-field", "CustomerAccount=OTHER"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("the edited row would be USMF OTHER; expected USMF R-2 still");
            assertThat(run("edit", "--id", "" + row(0).get("id"), "--set-field", "Colour=red"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("field Colour is unknown");
            assertThat(run("discard", "--id", "" + row(1).get("id"), "--reason", "a test customer"))
                    .isZero();
            assertThat(run("retry", "--id", "" + row(0).get("id"))).isZero();
            settled(runtime);
        }
        // The program is stopped: the same of its journal.
        assertThat(json("errors", "--rows", "--json").get("rows")).hasSize(1);
        Path edited = home.resolve("row.json");
        run("edit", "--id", "" + row(0).get("id"));
        Files.writeString(edited, out.toString().replace("\"" + BAD + "\"", "\"" + GOOD + "\""));
        assertThat(run("edit", "--id", "" + row(0).get("id"), "--from", edited.toString()))
                .as(err.toString())
                .isZero();
        try (DualWriteRuntime runtime = DualWriteRuntime.start(Home.settings(home, settings))) {
            settled(runtime);
            assertThat(sales()).contains("R-2").doesNotContain("R-3");
            JsonNode accounts = accounts(runtime);
            assertThat(accounts.get("created").asInt()).isEqualTo(2);
            assertThat(accounts.get("discarded").asInt()).isEqualTo(1);
            assertThat(accounts.get("in").asInt()).isEqualTo(3);
        }
        settings.put("journal.keep-rows", "1");
        try (DualWriteRuntime runtime = DualWriteRuntime.start(Home.settings(home, settings))) {
            // The rows are in another map as well, where the filter leaves them out.
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(runtime.status())
                    .contains("\"purged\":6"));
            assertThat(accounts(runtime).get("in").asInt()).isEqualTo(3);
            assertThat(accounts(runtime).get("created").asInt()).isEqualTo(2);
        }
        run("status");
        assertThat(out.toString()).contains("6 of these rows are purged from the journal");
    }

    @Test
    void what_was_dropped_is_shown_beside_what_it_was_edited_to() throws Exception {
        try (DualWriteRuntime runtime = DualWriteRuntime.start(Home.settings(home, settings))) {
            drop(runtime);
            run("edit", "--id", "" + row(0).get("id"), "--set-field", FIELD + "=ZZ9");
            settled(runtime);
            JsonNode row = row(0);
            assertThat(row.at("/row/" + FIELD).asText()).isEqualTo("ZZ9");
            assertThat(row.at("/original/" + FIELD).asText()).isEqualTo(BAD);
            assertThat(row.has("editedAt")).isTrue();
            run("errors", "--rows", "--csv");
            assertThat(out.toString().lines().toList())
                    .hasSize(4)
                    .first()
                    .asString()
                    .startsWith("id,file,line,map,direction,key,outcome,reason,field");
            run("errors");
            assertThat(out.toString()).contains("3  rejected").contains("to do: ");
        }
    }

    @Test
    void wrong_use_is_told_before_anything_is_done() {
        assertThat(run("discard", "--reason", "x")).isEqualTo(64);
        assertThat(err.toString()).contains("which rows?");
        assertThat(run("retry", "--all", "--id", "1")).isEqualTo(64);
        assertThat(run("retry", "--id", "1")).isEqualTo(1);
        assertThat(run("discard", "--id", "1", "--reason", "x")).isEqualTo(1);
        assertThat(run("errors", "--json", "--csv")).isEqualTo(64);
        assertThat(run("edit", "--id", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("row 1 is not rejected, refused or held");
    }

    private void drop(DualWriteRuntime runtime) throws IOException {
        StringBuilder csv = new StringBuilder("dataAreaId,CustomerAccount,PartyType,OrganizationName,OnHoldStatus\n");
        for (int i = 1; i <= 3; i++) {
            csv.append("usmf,R-#,Organization,Customer #,".replace("#", "" + i) + BAD)
                    .append('\n');
        }
        Path draft = Files.writeString(home.resolve("draft.tmp"), csv);
        Files.move(draft, home.resolve("drop/finops/CustomersV3.csv"), StandardCopyOption.ATOMIC_MOVE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> accounts(runtime).path("in").asInt() == 3);
        settled(runtime);
    }

    private static void settled(DualWriteRuntime runtime) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> JSON.readTree(runtime.status()).get("idle").asBoolean());
    }

    private static JsonNode accounts(DualWriteRuntime runtime) throws IOException {
        for (JsonNode map : JSON.readTree(runtime.status()).get("maps")) {
            if (map.get("map").asText().equals("accounts")
                    && map.get("direction").asText().equals("to-dataverse")) {
                return map;
            }
        }
        return JSON.createObjectNode();
    }

    private JsonNode row(int index) throws IOException {
        return json("errors", "--rows", "--json").get("rows").get(index);
    }

    private String sales() throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(sandbox.url() + "/api/data/v9.2/accounts"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void send(String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private JsonNode json(String... options) throws IOException {
        assertThat(run(options)).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private int run(String... options) {
        out.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--home", home.toString()));
        settings.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words.toArray(String[]::new));
    }
}
