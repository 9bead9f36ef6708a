package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A Sales as the older solution leaves it is migrated from its exports, and lives on with dual-write. */
class MigrateFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Path.of("samples/migration");
    private static final String EXPORTS = SAMPLES.resolve("exports").toString();
    private static final String RULES = "duplicaterules?$filter=statuscode%20eq%202";

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Sandbox sandbox;

    @BeforeEach
    void startWithAnOldSalesThatLostItsSolution() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.defaults().withSolution("data-integrator"));
        copy(Path.of("routes"), home.resolve("routes"));
        fill("old-sales.rows");
        send(
                "PATCH",
                "/api/data/v9.2/salesorders(0d0d0000-0000-4000-8000-000000000004)",
                "{'statecode':4,'statuscode':100003}");
        fill("dual-write.rows");
        send("DELETE", "/sandbox/log", "");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_look_writes_nothing() throws Exception {
        JsonNode report = migrate(1);

        assertThat(report.get("written").asBoolean()).isFalse();
        assertThat(count(report, "accounts", "filled")).isEqualTo(4);
        assertThat(changes()).isEmpty();
    }

    @Test
    void rows_are_filled_and_a_second_run_changes_nothing() throws Exception {
        JsonNode first = migrate(1, "--upsert");

        assertThat(first.get("errors").asInt()).isZero();
        assertThat(codes(first))
                .contains("write-in", "contact-without-account", "number-in-two-companies", "header-closed");
        for (String table : List.of("accounts", "contacts", "quotes", "quote-products", "orders", "order-products")) {
            assertThat(count(first, table, "filled") + count(first, table, "left"))
                    .as(table)
                    .isEqualTo(count(first, table, "read"));
        }
        assertThat(count(first, "order-products", "left")).isEqualTo(1);
        JsonNode order = dataverse("salesorders?$filter=ordernumber%20eq%20'ORD-01001-D4E5F6'");
        assertThat(order.get("msdyn_salesordernumber").asText()).isEqualTo("ORD-01001-D4E5F6");
        assertThat(order.get("msdyn_requestedreceiptdate").asText()).isEqualTo("2020-04-03");
        assertThat(order.get("msdyn_language").asInt()).isEqualTo(192350015);
        assertThat(order.get("msdyn_ordertype").asInt()).isEqualTo(192350000);
        assertThat(order.get("_msdyn_invoicecustomer_value").asText())
                .isEqualTo(order.get("_customerid_value").asText());

        send("DELETE", "/sandbox/log", "");
        JsonNode second = migrate(1, "--upsert", "--disable-duplicate-detection");

        assertThat(count(second, "orders", "unchanged")).isEqualTo(4);
        assertThat(count(second, "orders", "filled")).isZero();
        assertThat(changes()).isEmpty();
    }

    @Test
    void published_duplicate_rules_are_off_meanwhile_and_the_same_ones_on_again() throws Exception {
        JsonNode rules = migrate(1, "--upsert", "--disable-duplicate-detection").get("duplicateDetection");

        assertThat(rules.get("switchedOff").toString())
                .isEqualTo(rules.get("switchedOn").toString());
        assertThat(rules.get("switchedOff")).hasSize(1);
        assertThat(rules.get("stillOff")).isEmpty();
        assertThat(dataverse(RULES).get("name").asText()).isEqualTo("Accounts with the same account number");
        assertThat(home.resolve("data/duplicate-detection-off.json")).doesNotExist();
        List<String> calls = changes();
        assertThat(calls.get(0)).contains("UnpublishDuplicateRule");
        assertThat(calls.get(calls.size() - 1)).contains("PublishDuplicateRule");
    }

    @Test
    void rules_that_an_interrupted_run_left_off_are_found_and_switched_on() throws Exception {
        migrate(1, "--out", home.resolve("ready").toString(), "--disable-duplicate-detection");
        assertThat(rows(RULES)).isEmpty();
        assertThat(Files.readString(home.resolve("data/duplicate-detection-off.json")))
                .contains("Accounts with the same account number");

        assertThat(run("migrate", "--enable-duplicate-detection")).isZero();

        assertThat(rows(RULES)).hasSize(1);
        assertThat(home.resolve("data/duplicate-detection-off.json")).doesNotExist();
    }

    @Test
    void a_row_that_sales_refuses_is_told_and_the_others_go() throws Exception {
        Path contacts = Files.writeString(
                home.resolve("contacts.csv"),
                Files.readString(SAMPLES.resolve("exports/Contacts.csv"))
                        .replace("CON-01002-ZXCVBN", "CON-01002-ZXCVBN-TOO-LONG"));

        assertThat(run("migrate", contacts.toString(), "--company", "USMF", "--json", "--apply"))
                .isEqualTo(1);

        JsonNode report = JSON.readTree(out.toString());
        assertThat(codes(report)).contains("refused");
        assertThat(count(report, "contacts", "filled")).isEqualTo(2);
        assertThat(count(report, "contacts", "left")).isEqualTo(1);
    }

    @Test
    void when_sales_breaks_down_in_between_the_rules_are_on_again_and_a_later_run_goes_on() throws Exception {
        send("POST", "/sandbox/faults", "{'side':'dataverse','kind':'cut-after','path':'batch','count':1}");

        JsonNode report = migrate(1, "--upsert", "--disable-duplicate-detection");

        assertThat(codes(report)).contains("answer-unknown", "not-tried");
        assertThat(count(report, "orders", "filled")).isZero();
        assertThat(rows(RULES)).hasSize(1);
        JsonNode later = migrate(1, "--upsert");
        assertThat(later.get("errors").asInt()).isZero();
        assertThat(count(later, "orders", "filled")).isEqualTo(4);
    }

    @Test
    void a_busy_sales_is_waited_for() throws Exception {
        send(
                "POST",
                "/sandbox/faults",
                "{'side':'dataverse','kind':'429','path':'batch','count':2,'retryAfterSeconds':0}");

        JsonNode report = migrate(1, "--upsert");

        assertThat(report.get("errors").asInt()).isZero();
        assertThat(count(report, "orders", "filled")).isEqualTo(4);
    }

    @Test
    void the_guide_names_every_step_and_what_is_done() throws Exception {
        run("migrate", "--json");
        JsonNode before = JSON.readTree(out.toString()).get("steps");
        migrate(1, "--upsert");
        run("migrate", "--json");
        JsonNode after = JSON.readTree(out.toString()).get("steps");

        assertThat(before).hasSize(10);
        assertThat(states(before)).startsWith("unknown", "unknown", "done", "done", "done", "done", "open", "open");
        assertThat(states(after)).startsWith("unknown", "unknown", "done", "done", "done", "done", "done", "done");
    }

    @Test
    void an_older_revision_that_stays_without_a_company_does_not_hold_up_the_guide() throws Exception {
        send(
                "POST",
                "/api/data/v9.2/quotes",
                "{'quotenumber':'QUO-01001-R7S8T9','revisionnumber':0,'name':'Old','statecode':3,'statuscode':7,"
                        + "'customerid_account@odata.bind':'/accounts(aaaa0000-0000-4000-8000-000000000002)'}");
        migrate(1, "--upsert");

        run("migrate", "--json");

        assertThat(states(JSON.readTree(out.toString()).get("steps")).get(7)).isEqualTo("done");
    }

    @Test
    void wrong_use_is_told_with_exit_code_2() throws Exception {
        assertThat(run("migrate", EXPORTS, "--company", "USMF", "--out", EXPORTS))
                .isEqualTo(64);
        assertThat(err.toString()).contains("written over");
        assertThat(run("migrate", EXPORTS, "--language", "xx")).isEqualTo(64);
        assertThat(run("migrate", EXPORTS, "--disable-duplicate-detection")).isEqualTo(64);
        assertThat(run("migrate", "nowhere.csv")).isEqualTo(64);
        assertThat(changes()).isEmpty();
    }

    @Test
    void afterwards_a_change_on_either_side_reaches_the_same_document_on_the_other() throws Exception {
        migrate(1, "--upsert");
        try (DualWriteRuntime runtime = DualWriteRuntime.start(Home.settings(home, settings()))) {
            drop(
                    Side.FINOPS,
                    "CDSSalesOrderHeaders.csv",
                    "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,InvoiceCustomerAccountNumber,"
                            + "CurrencyCode,SalesOrderName,SalesOrderProcessingStatus,CustomersOrderReference\n"
                            + "usmf,ORD-01000-A1B2C3,ACC-01000-BVRCPS,ACC-01000-BVRCPS,USD,Order,Confirmed,PO-4711\n");
            drop(
                    Side.DATAVERSE,
                    "quotes.csv",
                    "quoteid,msdyn_quotenumber,msdyn_company.cdm_companycode,statecode,name,"
                            + "customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,"
                            + "msdyn_customersreference\n"
                            + "0e0e0000-0000-4000-8000-000000000001,QUO-01000-N4P5Q6,USMF,0,Quote,ACC-01000-BVRCPS,"
                            + "USD,REF-12\n");
            rest(runtime);

            JsonNode order = dataverse("salesorders?$filter=ordernumber%20eq%20'ORD-01000-A1B2C3'");
            assertThat(order.get("msdyn_customersorderreference").asText())
                    .as(runtime.status())
                    .isEqualTo("PO-4711");
            assertThat(rows("salesorders")).hasSize(4);
            JsonNode quotes = JSON.readTree(send("GET", "/data/CDSSalesQuotationHeaders?cross-company=true", ""))
                    .get("value");
            assertThat(quotes).as(runtime.status()).hasSize(1);
            assertThat(quotes.get(0).get("SalesQuotationNumber").asText()).isEqualTo("QUO-01000-N4P5Q6");
        }
    }

    private void rest(DualWriteRuntime runtime) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            JsonNode status = JSON.readTree(runtime.status());
            return status.get("idle").asBoolean()
                    && status.get("files").get("accepted").asInt() == 2;
        });
    }

    private void drop(Side side, String name, String content) throws IOException {
        Path draft = Files.writeString(home.resolve(name + ".tmp"), content);
        Path folder = Files.createDirectories(home.resolve("drop").resolve(side.word()));
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dataverse.url", sandbox.url());
        settings.put("finops.url", sandbox.url());
        settings.put("drop.quiet-time", "50ms");
        settings.put("delivery.first-delay", "100ms");
        settings.put("camel.management.port", "0");
        settings.put("log.level", "error");
        return settings;
    }

    private JsonNode migrate(int exitCode, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("migrate", EXPORTS, "--company", "USMF", "--json"));
        words.addAll(List.of(options));
        assertThat(run(words.toArray(String[]::new))).as(out + " " + err).isEqualTo(exitCode);
        return JSON.readTree(out.toString());
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        all.addAll(List.of("--set", "dataverse.url=" + sandbox.url(), "--set", "finops.url=" + sandbox.url()));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    private static long count(JsonNode report, String table, String what) {
        for (JsonNode count : report.get("tables")) {
            if (count.get("table").asText().equals(table)) {
                return count.get(what).asLong();
            }
        }
        throw new IllegalArgumentException("no table " + table);
    }

    private static List<String> codes(JsonNode report) {
        return report.get("problems").findValuesAsText("code");
    }

    private static List<String> states(JsonNode steps) {
        return steps.findValuesAsText("state");
    }

    private JsonNode dataverse(String query) throws Exception {
        return rows(query).get(0);
    }

    private JsonNode rows(String query) throws Exception {
        return JSON.readTree(send("GET", "/api/data/v9.2/" + query, "")).get("value");
    }

    /** Operations on either system that changed something, in their order. */
    private List<String> changes() throws Exception {
        List<String> changes = new ArrayList<>();
        for (JsonNode entry :
                JSON.readTree(send("GET", "/sandbox/log?limit=100000", "")).get("entries")) {
            JsonNode calls = entry.has("parts")
                    ? entry.get("parts")
                    : JSON.createArrayNode().add(entry);
            for (JsonNode call : calls) {
                if (!call.get("method").asText().equals("GET")) {
                    changes.add(
                            call.get("method").asText() + " " + call.get("path").asText());
                }
            }
        }
        return changes;
    }

    private void fill(String file) throws Exception {
        for (String line : Files.readAllLines(SAMPLES.resolve(file))) {
            String[] parts = line.split("\t", 2);
            send("POST", parts[0], parts[1]);
        }
    }

    private String send(String method, String path, String json) throws Exception {
        boolean ours = json.contains("'") && !json.contains("\"");
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(ours ? json.replace('\'', '"') : json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return answer.body();
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
