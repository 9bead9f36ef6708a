package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command against both systems in a box: nothing to say when all is well, and the code of each fault when not. */
class CheckFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPANY = "00000000-0000-4000-8000-0000000000c1";
    private static final String CURRENCY = "00000000-0000-4000-8000-0000000000c2";

    @TempDir
    Path home;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private Sandbox sandbox;

    @BeforeEach
    void startWithEverythingInOrder() throws Exception {
        sandbox = Sandbox.start(SandboxSettings.defaults());
        copy(Path.of("routes"), home.resolve("routes"));
        finops("LegalEntities", "{'LegalEntityId':'usmf','Name':'Contoso'}");
        finops("UnitsOfMeasure", "{'UnitSymbol':'pcs'}");
        finops("Currencies", "{'CurrencyCode':'USD','RoundingRuleSalesOrders':0.01}");
        dataverse("cdm_companies", "{'cdm_companyid':'" + COMPANY + "','cdm_companycode':'USMF'}");
        dataverse("uoms", "{'msdyn_symbol':'pcs'}");
        dataverse(
                "transactioncurrencies",
                "{'transactioncurrencyid':'" + CURRENCY
                        + "','isocurrencycode':'USD','currencyname':'US Dollar','currencysymbol':'$'}");
        priceList("USD");
        sequence("Sales", "SalesId", "SO######");
        sequence("Quotes", "QuotationId", "QU######");
        sequence("Customers", "CustAccount", "CU######");
        sequence("Persons", "ContactPersonId", "PE######");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void where_all_is_in_order_it_finds_nothing_and_exits_with_0() throws Exception {
        send("DELETE", "/sandbox/log", "");

        assertThat(findings(0)).isEmpty();
        assertThat(writes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "discount-method | organizations | {'discountcalculationmethod':1}",
                "system-pricing | organizations | {'oobpricecalculationenabled':false}",
                "currency-decimals | transactioncurrencies | {'currencyprecision':3}",
            })
    void a_setting_of_sales_that_changes_amounts_is_an_error(String code, String table, String json) throws Exception {
        edit(table, json);

        assertThat(findings(1)).extracting(CheckFlowTest::code).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "company-missing,LegalEntities,LegalEntityId,LegalEntityId,demf,no DEMF",
        "currency-missing,Currencies,CurrencyCode,CurrencyCode,EUR,no EUR",
        "unit-missing,UnitsOfMeasure,UnitSymbol,UnitSymbol,box,no BOX",
    })
    void reference_data_that_finops_alone_has_is_missing_in_sales(
            String code, String set, String key, String column, String value, String found) throws Exception {
        finops(set, "{'" + key + "':'" + value + "','" + column + "':'" + value + "'}");

        List<JsonNode> findings = findings(1);

        assertThat(findings).extracting(CheckFlowTest::code).containsExactly(code);
        assertThat(findings.get(0).get("system").asText()).isEqualTo("dataverse");
        assertThat(findings.get(0).get("found").asText()).isEqualTo(found);
    }

    @Test
    void reference_data_that_sales_alone_has_is_missing_in_finops() throws Exception {
        dataverse("uoms", "{'msdyn_symbol':'kg'}");

        List<JsonNode> findings = findings(1);

        assertThat(findings).extracting(CheckFlowTest::code).containsExactly("unit-missing");
        assertThat(findings.get(0).get("system").asText()).isEqualTo("finops");
    }

    @Test
    void a_currency_without_a_price_list_is_a_warning_and_exits_with_0() throws Exception {
        finops("Currencies", "{'CurrencyCode':'EUR'}");
        dataverse("transactioncurrencies", "{'isocurrencycode':'EUR','currencyname':'Euro','currencysymbol':'E'}");

        assertThat(findings(0)).extracting(CheckFlowTest::code).containsExactly("price-list-missing");
    }

    @Test
    void fewer_decimals_of_prices_than_of_a_currency_are_a_warning() throws Exception {
        edit("organizations", "{'pricingdecimalprecision':1}");

        assertThat(findings(0)).extracting(CheckFlowTest::code).containsExactly("pricing-decimals");
    }

    @Test
    void number_sequences_that_can_meet_are_an_error() throws Exception {
        sequence("Other", "SalesId", "ORD-#####-&&&&&&", "Global", "shared");

        List<JsonNode> findings = findings(1);

        assertThat(findings).extracting(CheckFlowTest::code).containsExactly("number-range-overlap");
        assertThat(findings.get(0).get("found").asText()).contains("ORD-#####-&&&&&&");
    }

    @Test
    void the_counter_of_orders_says_nothing_about_accounts() throws Exception {
        numberAccountsOfSales();
        // Smaller than the counter of orders, which stands at 1000.
        sequence("Short", "CustAccount", "ACC-#####-&&&&&&", "Global", "shared", 999);
        sequence("Ended", "SalesId", "ORD-#####-&&&&&&", "Global", "shared", 999);

        List<JsonNode> findings = findings(1);

        assertThat(findings).extracting(CheckFlowTest::code).containsExactly("number-range-overlap");
        assertThat(findings.get(0).get("field").asText()).isEqualTo("CustomersV3.CustomerAccount");
    }

    @Test
    void a_document_is_known_by_its_number_and_its_company() throws Exception {
        numberAccountsOfSales();
        String account = "{'accountnumber':'CU000007','msdyn_company@odata.bind':'/cdm_companies(" + COMPANY
                + ")','name':'One'}";
        dataverse("accounts", account);
        customer("CU000007");
        assertThat(findings(0)).isEmpty();

        customer("ACC-01000-ABCDEF");
        finops("LegalEntities", "{'LegalEntityId':'demf'}");
        String other = "00000000-0000-4000-8000-0000000000c3";
        dataverse("cdm_companies", "{'cdm_companyid':'" + other + "','cdm_companycode':'demf'}");
        sequence("CustomersDe", "CustAccount", "CU######", "DataArea", "demf");
        dataverse("accounts", account.replace(COMPANY, other));

        assertThat(findings(0))
                .extracting(CheckFlowTest::code, finding -> finding.get("found").asText())
                .containsExactly(
                        tuple(
                                "number-of-other-side",
                                "1 with a number of the other side, the first is CU000007 of demf"),
                        tuple(
                                "number-of-other-side",
                                "1 with a number of the other side, the first is ACC-01000-ABCDEF of usmf"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "field-missing | orders | {'table':'CDSSalesOrderHeaders','column':'SalesOrderName'}",
                "field-missing | orders | {'table':'salesorders','column':'msdyn_ordertype'}",
                "table-missing | order-origins | {'table':'msdyn_salesorderorigins'}",
                "alternate-key-missing | warehouses | {'table':'msdyn_warehouses','key':true}",
            })
    void what_a_map_names_and_a_system_lacks_is_found_with_its_line(String code, String map, String absent)
            throws Exception {
        control("absent", absent);

        assertThat(findings(1)).anySatisfy(finding -> {
            assertThat(code(finding)).isEqualTo(code);
            assertThat(finding.get("map").asText()).isEqualTo(map);
            assertThat(finding.get("file").asText()).isEqualTo("routes/maps/" + map + ".map.yaml");
            assertThat(finding.get("line").asInt()).isPositive();
        });
    }

    @Test
    void the_newest_set_fits_the_shipped_flows_too() throws Exception {
        assertThat(findings(0, "--set", "maps.version=newest")).isEmpty();
    }

    @Test
    void a_map_of_the_newest_set_is_found_in_its_folder() throws Exception {
        control("absent", "{'table':'salesorders','column':'msdyn_ordertype'}");

        assertThat(findings(1, "--set", "maps.version=newest"))
                .extracting(finding -> finding.get("file").asText())
                .contains("routes/maps/newest/orders.map.yaml");
    }

    @Test
    void a_system_that_is_away_is_an_error_and_the_other_one_is_checked_all_the_same() throws Exception {
        edit("organizations", "{'oobpricecalculationenabled':false}");

        assertThat(findings(1, "--set", "finops.url=http://127.0.0.1:1"))
                .extracting(CheckFlowTest::code)
                .containsExactlyInAnyOrder("unreachable", "system-pricing");
    }

    @ParameterizedTest
    @CsvSource({"401", "403"})
    void a_system_that_refuses_us_altogether_is_an_error(String status) throws Exception {
        control("faults", "{'side':'dataverse','kind':'" + status + "'}");

        assertThat(findings(1)).extracting(CheckFlowTest::code).containsExactly("sign-in-refused");
    }

    @Test
    void a_table_that_may_not_be_read_is_a_warning_about_its_own_system() throws Exception {
        control("faults", "{'side':'dataverse','kind':'403','path':'/uoms'}");

        assertThat(findings(0))
                .extracting(
                        CheckFlowTest::code, finding -> finding.get("system").asText())
                .containsExactly(tuple("not-readable", "dataverse"));
    }

    @Test
    void documents_that_may_not_be_read_do_not_hide_what_is_wrong_with_others() throws Exception {
        control("faults", "{'side':'finops','kind':'403','path':'/CDSSalesOrderHeaders'}");
        sequence("Other", "QuotationId", "QUO-#####-&&&&&&", "Global", "shared");

        assertThat(findings(1)).extracting(CheckFlowTest::code).containsExactly("not-readable", "number-range-overlap");
    }

    @Test
    void settings_of_sales_that_may_not_be_read_cost_only_the_checks_that_need_them() throws Exception {
        numberAccountsOfSales();
        control("faults", "{'side':'dataverse','kind':'403','path':'/organizations'}");
        sequence("Other", "SalesId", "ORD-#####-&&&&&&", "Global", "shared");
        sequence("Short", "CustAccount", "ACC-#####-&&&&&&", "Global", "shared");

        assertThat(findings(1))
                .extracting(
                        CheckFlowTest::code,
                        finding -> finding.get("field").asText().contains("CustomersV3"))
                .containsExactly(tuple("not-readable", false), tuple("number-range-overlap", true));
    }

    @Test
    void flows_rules_and_maps_that_do_not_fit_together_are_found() throws Exception {
        Path flows = home.resolve("routes/orders.camel.yaml");
        Files.writeString(
                flows,
                Files.readString(flows)
                        .replaceFirst("ref: orderStatus ", "ref: orderStats ")
                        .replaceFirst("ref: order-lines.toFinops ", "ref: order-line.toFinops ")
                        .replaceFirst("id: orders.to-finops", "id: orders.to-elsewhere"));

        List<JsonNode> findings = findings(1);

        assertThat(findings)
                .extracting(CheckFlowTest::code, finding -> finding.get("file").asText())
                .contains(
                        tuple("rule-unknown", "routes/orders.camel.yaml"),
                        tuple("flow-without-map", "routes/orders.camel.yaml"),
                        tuple("flow-name", "routes/orders.camel.yaml"),
                        tuple("map-without-flow", "routes/maps/orders.map.yaml"));
        JsonNode rule = findings.stream()
                .filter(finding -> code(finding).equals("rule-unknown"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllLines(flows).get(rule.get("line").asInt() - 1)).contains("orderStats");
    }

    @Test
    void a_file_of_flows_that_is_no_yaml_is_named() throws Exception {
        Files.writeString(home.resolve("routes/mine.camel.yaml"), "- route: [");

        List<JsonNode> findings = findings(1);

        assertThat(findings).extracting(CheckFlowTest::code).containsExactly("flows-unreadable");
        assertThat(findings.get(0).get("file").asText()).isEqualTo("routes/mine.camel.yaml");
    }

    @Test
    void without_systems_none_of_them_is_asked() throws Exception {
        send("DELETE", "/sandbox/log", "");
        edit("organizations", "{'oobpricecalculationenabled':false}");
        int before = requests();

        assertThat(offline()).isZero();

        assertThat(out.toString()).isEqualTo("0 errors, 0 warnings" + System.lineSeparator());
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void a_warning_fails_a_strict_check_only() throws Exception {
        Files.writeString(home.resolve("routes/maps/orders.yaml"), "map: orders");

        assertThat(offline()).isZero();
        assertThat(offline("--strict")).isEqualTo(1);
        assertThat(out.toString()).contains("warning map-file-ignored routes/maps/orders.yaml:1");
    }

    @Test
    void only_what_is_about_the_named_maps_is_told() throws Exception {
        Path map = home.resolve("routes/maps/currencies.map.yaml");
        Files.writeString(map, Files.readString(map).replace("- NAME ", "- NAMEE "));

        assertThat(offline("currencies")).isEqualTo(1);
        assertThat(out.toString()).contains("did you mean 'Name'?");
        assertThat(offline("units")).isZero();
        assertThat(offline("unitts")).isEqualTo(64);
    }

    @Test
    void maps_that_cannot_run_are_told_before_any_system_is_asked() throws Exception {
        Path map = home.resolve("routes/maps/currencies.map.yaml");
        Files.writeString(map, Files.readString(map).replace("- NAME ", "- NAMEE "));

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).contains("the maps must be mended first; no system was asked");
    }

    @Test
    void what_only_Camel_knows_of_a_flow_has_its_line_too() throws Exception {
        Path flows = home.resolve("routes/orders.camel.yaml");
        Files.writeString(flows, Files.readString(flows).replaceFirst("description:", "descripton:"));

        assertThat(offline()).isEqualTo(1);
        assertThat(out.toString()).contains("error flow-refused routes/orders.camel.yaml:");
    }

    private int requests() throws Exception {
        return JSON.readTree(send("GET", "/sandbox/log?limit=100000", ""))
                .get("entries")
                .size();
    }

    private int offline(String... options) {
        out.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("check", "--home", home.toString()));
        words.addAll(List.of(options));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(out, true));
        return commandLine.execute(words.toArray(String[]::new));
    }

    @Test
    void another_set_of_maps_is_compared_map_by_map() throws Exception {
        assertThat(run("--json", "--switch", "newest")).isZero();
        assertThat(JSON.readTree(out.toString()).get("changes").size()).isPositive();
        assertThat(run("--switch", "latest")).isEqualTo(64);
    }

    @Test
    void a_person_reads_place_finding_and_remedy() throws Exception {
        edit("organizations", "{'oobpricecalculationenabled':false}");

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString())
                .contains("error system-pricing dataverse organizations.oobpricecalculationenabled")
                .contains("found false; expected true")
                .contains("set Use system pricing calculation to Yes")
                .endsWith("1 errors, 0 warnings" + System.lineSeparator());
    }

    private List<JsonNode> findings(int exitCode, String... more) throws IOException {
        int exit = run(Stream.concat(Stream.of("--json"), Stream.of(more)).toArray(String[]::new));
        JsonNode report = JSON.readTree(out.toString());
        assertThat(exit).as("exit code of " + report).isEqualTo(exitCode);
        List<JsonNode> findings = new ArrayList<>();
        report.get("findings").forEach(findings::add);
        return findings;
    }

    private static String code(JsonNode finding) {
        return finding.get("code").asText();
    }

    private int run(String... options) {
        out.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of("check", "--systems", "--home", home.toString()));
        words.addAll(List.of("--set", "dataverse.url=" + sandbox.url()));
        if (!String.join(" ", options).contains("finops.url")) {
            words.addAll(List.of("--set", "finops.url=" + sandbox.url()));
        }
        words.addAll(List.of(options));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        return commandLine.execute(words.toArray(String[]::new));
    }

    private void priceList(String currency) throws Exception {
        dataverse(
                "pricelevels",
                "{'name':'" + currency + "','transactioncurrencyid@odata.bind':'/transactioncurrencies(" + CURRENCY
                        + ")'}");
    }

    private void numberAccountsOfSales() throws IOException {
        Path map = home.resolve("routes/maps/accounts.map.yaml");
        Files.writeString(map, Files.readString(map).replace("# numbering:", "numbering:"));
    }

    private void customer(String number) throws Exception {
        finops("CustomersV3", "{'dataAreaId':'usmf','CustomerAccount':'" + number + "','PartyType':'Organization'}");
    }

    private void sequence(String code, String dataType, String format) throws Exception {
        sequence(code, dataType, format, "DataArea", "usmf");
    }

    private void sequence(String code, String dataType, String format, String scope, String value) throws Exception {
        sequence(code, dataType, format, scope, value, 999_999);
    }

    private void sequence(String code, String dataType, String format, String scope, String value, int largest)
            throws Exception {
        String scoped = "'NumberSequenceCode':'" + code + "','ScopeType':'" + scope + "','ScopeValue':'" + value + "'";
        finops("SequenceV2Tables", "{" + scoped + ",'Format':'" + format + "','Smallest':1,'Largest':" + largest + "}");
        finops("NumberSequencesV2References", "{" + scoped + ",'DataTypeName':'" + dataType + "'}");
    }

    /** How many operations changed something since the log was emptied. */
    private long writes() throws Exception {
        JsonNode log = JSON.readTree(send("GET", "/sandbox/log?limit=100000", ""));
        assertThat(log.findValuesAsText("method")).isNotEmpty();
        return log.findValuesAsText("method").stream()
                .filter(method -> !method.equals("GET"))
                .count();
    }

    /** Changes the first row of a Dataverse table as a person there does. */
    private void edit(String table, String json) throws Exception {
        JsonNode row = JSON.readTree(send("GET", "/api/data/v9.2/" + table, ""))
                .get("value")
                .get(0);
        String id = row.get(table.equals("organizations") ? "organizationid" : "transactioncurrencyid")
                .asText();
        send("PATCH", "/api/data/v9.2/" + table + "(" + id + ")", json);
    }

    private void finops(String set, String json) throws Exception {
        send("POST", "/data/" + set, json);
    }

    private void dataverse(String table, String json) throws Exception {
        send("POST", "/api/data/v9.2/" + table, json);
    }

    private void control(String what, String json) throws Exception {
        send("POST", "/sandbox/" + what, json);
    }

    private String send(String method, String path, String json) throws Exception {
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
