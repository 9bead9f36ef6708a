package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Numbers for rows of Sales that have none, against Sales with the older solution, or as it was before it. */
class NumberFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "0b7c1d2e-0000-4000-8000-00000000000";

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private Sandbox sandbox;

    private void start(String solution) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.defaults().withSolution(solution));
        copy(Path.of("routes"), home.resolve("routes"));
        settings.put("dataverse.url", sandbox.url());
        settings.put("finops.url", sandbox.url());
        settings.put("integration", solution);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_dry_run_tells_what_applying_then_does_and_a_second_run_changes_nothing() throws Exception {
        start("data-integrator");
        account(1, null);
        account(2, "BERGS");
        account(3, null);

        JsonNode told = number(0, "accounts");
        assertThat(told.get("rows"))
                .extracting(row -> row.get("name").asText(), row -> row.get("result")
                        .asText())
                .containsExactly(tuple("Account 1", "to do"), tuple("Account 3", "to do"));
        assertThat(told.at("/rows/0/number").asText()).matches("ACC-01000-[A-Z0-9]{6}");
        assertThat(told.at("/rows/1/number").asText()).matches("ACC-01001-[A-Z0-9]{6}");
        assertThat(row("accounts", 1).get("accountnumber").isNull()).isTrue();

        JsonNode done = number(0, "accounts", "--apply");
        assertThat(done.at("/results/done").asInt()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(done.at("/rows/" + i + "/number")).isEqualTo(told.at("/rows/" + i + "/number"));
        }
        assertThat(row("accounts", 1).get("accountnumber")).isEqualTo(told.at("/rows/0/number"));
        assertThat(row("accounts", 2).get("accountnumber").asText()).isEqualTo("BERGS");

        send("DELETE", "/sandbox/log", "");
        assertThat(number(0, "accounts", "--apply").get("rows")).isEmpty();
        assertThat(writes()).isZero();
    }

    @Test
    void the_sequence_goes_on_behind_what_sales_has_and_behind_the_older_solutions_own_counter() throws Exception {
        start("data-integrator");
        account(1, "ACC-01041-ZZZZZZ");
        account(2, "ACC-FREE-TEXT");
        account(3, null);
        assertThat(number(0, "accounts").at("/rows/0/number").asText()).startsWith("ACC-01042-");

        for (String counter : List.of("'ACC','msdynce_numbersequence':1200", "'CON','msdynce_numbersequence':9000")) {
            sales(
                    "msdynce_p2cautonumbers",
                    "{'msdynce_entityname':'x','msdynce_suffixlength':6,'msdynce_prefix':" + counter + "}");
        }
        assertThat(number(0, "accounts").at("/rows/0/number").asText()).startsWith("ACC-01201-");
    }

    @Test
    void contacts_that_buy_are_marked_and_all_get_numbers() throws Exception {
        start("data-integrator");
        contact(1, "CON-00900-ABCDEF");
        contact(2, null);
        contact(3, null);
        for (String order : List.of("quotes|quotenumber|Q1|1", "salesorders|ordernumber|O1|2")) {
            String[] part = order.split("\\|");
            sales(
                    part[0],
                    "{'" + part[1] + "':'" + part[2] + "','name':'x','customerid_contact@odata.bind':'/contacts(" + ID
                            + part[3] + ")'}");
        }

        JsonNode done = number(0, "contacts", "--apply");

        assertThat(done.at("/results/done").asInt()).isEqualTo(3);
        assertThat(row("contacts", 1).get("msdynce_contactnumber").asText()).isEqualTo("CON-00900-ABCDEF");
        assertThat(row("contacts", 2).get("msdynce_contactnumber").asText()).matches("CON-01000-[A-Z0-9]{6}");
        assertThat(row("contacts", 3).get("msdynce_contactnumber").asText()).matches("CON-01001-[A-Z0-9]{6}");
        assertThat(List.of(1, 2, 3))
                .extracting(id ->
                        row("contacts", id).get("msdynce_isactivecustomer").asBoolean())
                .containsExactly(true, true, false);
        assertThat(number(0, "contacts", "--apply").get("rows")).isEmpty();
    }

    @Test
    void a_number_that_somebody_gives_meanwhile_stays() throws Exception {
        start("data-integrator");
        account(1, null);
        account(2, null);
        // Sales is slow to answer what it has: somebody is faster.
        fault("{'side':'dataverse','kind':'429','path':'batch','count':1,'retryAfterSeconds':2}");
        Thread command = new Thread(() -> run("number", "accounts", "--apply", "--json"));
        command.start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log().contains("\"status\":429"));
        send("PATCH", "/api/data/v9.2/accounts(" + ID + "1)", "{'accountnumber':'MINE'}");
        command.join();

        assertThat(row("accounts", 1).get("accountnumber").asText()).isEqualTo("MINE");
        assertThat(row("accounts", 2).get("accountnumber").asText()).startsWith("ACC-01001-");
        assertThat(JSON.readTree(out.toString()).at("/rows/0/result").asText())
                .isEqualTo("done by somebody else meanwhile");
    }

    @Test
    void rows_that_share_a_number_are_named_with_their_guids_and_exit_with_1() throws Exception {
        start("dual-write");
        settings.put("integration", "data-integrator");
        account(1, "A-1");
        account(2, "a-1 ");
        account(3, null);

        JsonNode found = number(1, "accounts");

        assertThat(found.get("duplicates")).hasSize(1);
        assertThat(found.at("/duplicates/0/rows"))
                .extracting(
                        row -> row.get("id").asText(), row -> row.get("name").asText())
                .containsExactly(tuple(ID + "1", "Account 1"), tuple(ID + "2", "Account 2"));
        assertThat(found.get("rows")).hasSize(1);
        assertThat(run("number", "accounts")).isEqualTo(1);
        assertThat(out.toString())
                .contains("more than one row has the number A-1")
                .contains(ID + "2  Account 2")
                .contains("3 accounts read, 1 without accountnumber, 1 to do; nothing is written yet, --apply does it");

        run("check", "--systems", "--json");
        assertThat(JSON.readTree(out.toString()).get("findings")).anySatisfy(finding -> {
            assertThat(finding.get("code").asText()).isEqualTo("number-shared");
            assertThat(finding.get("found").asText()).isEqualTo("A-1 in " + ID + "1, " + ID + "2");
        });
    }

    @Test
    void with_a_running_program_its_flows_give_the_same_row_the_same_number() throws Exception {
        start("dual-write");
        Path map = home.resolve("routes/maps/accounts.map.yaml");
        Files.writeString(map, Files.readString(map).replace("# numbering:", "numbering:"));
        account(1, null);
        account(2, null);
        send("PATCH", "/api/data/v9.2/accounts(" + ID + "1)", "{'customertypecode':3}");
        settings.putAll(Map.of("drop.quiet-time", "50ms", "camel.management.port", "0", "log.level", "error"));
        try (DualWriteRuntime runtime = DualWriteRuntime.start(Home.settings(home, settings))) {
            assertThat(runtime.status()).contains("accounts");
            JsonNode told = number(0, "accounts");
            assertThat(told.get("rows")).hasSize(1); // the other one is no customer
            number(0, "accounts", "--apply");

            Path drop = home.resolve("drop/dataverse");
            Path draft = Files.writeString(
                    home.resolve("accounts.tmp"),
                    "accountid,accountnumber,msdyn_company.cdm_companycode,customertypecode,name\n" + ID
                            + "1,,usmf,3,Account 1\n");
            Files.move(draft, drop.resolve("accounts.csv"), StandardCopyOption.ATOMIC_MOVE);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> send("GET", "/data/CustomersV3", "")
                    .contains("Account 1"));
            assertThat(send("GET", "/data/CustomersV3", ""))
                    .contains(told.at("/rows/0/number").asText());
        }
    }

    @Test
    void where_nothing_numbers_such_rows_it_says_so() throws Exception {
        start("dual-write");

        assertThat(run("number", "accounts")).isEqualTo(1);
        assertThat(err.toString())
                .contains("no map in effect gives numbers to accounts")
                .contains("numbering:");
        assertThat(run("number", "leads")).isEqualTo(64);
        assertThat(err.toString()).contains("found leads, expected accounts or contacts");
    }

    private void account(int id, String number) throws Exception {
        sales(
                "accounts",
                "{'accountid':'" + ID + id + "','name':'Account " + id + "'"
                        + (number == null ? "" : ",'accountnumber':'" + number + "'") + "}");
    }

    private void contact(int id, String number) throws Exception {
        sales(
                "contacts",
                "{'contactid':'" + ID + id + "','lastname':'Contact " + id + "'"
                        + (number == null ? "" : ",'msdynce_contactnumber':'" + number + "'") + "}");
    }

    private void sales(String table, String json) throws Exception {
        send("POST", "/api/data/v9.2/" + table, json);
    }

    private void fault(String json) throws Exception {
        send("POST", "/sandbox/faults", json);
    }

    private JsonNode row(String table, int id) {
        try {
            return JSON.readTree(send("GET", "/api/data/v9.2/" + table + "(" + ID + id + ")", ""));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String log() throws Exception {
        return send("GET", "/sandbox/log?limit=100000", "");
    }

    private long writes() throws Exception {
        return JSON.readTree(log()).findValuesAsText("method").stream()
                .filter(method -> method.equals("PATCH"))
                .count();
    }

    private String send(String method, String path, String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return answer.body();
    }

    private JsonNode number(int exitCode, String table, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("number", table, "--json"));
        words.addAll(List.of(more));
        int exit = run(words.toArray(String[]::new));
        assertThat(exit).as(out + " " + err).isEqualTo(exitCode);
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

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
