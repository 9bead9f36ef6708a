package io.dualwrite.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sandbox tells of changes, and what not. */
class ChangeFeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SALES = "/api/data/v9.2/";
    private static final Map<Side, Map<String, Set<String>>> TABLES = Map.of(
            Side.FINOPS,
            Map.of("CustomersV3", Set.of("CustomerAccount")),
            Side.DATAVERSE,
            Map.of(
                    "quotes",
                    Set.of("msdyn_quotenumber", "customerid.Account(accountnumber).Contact(msdyn_contactpersonid)"),
                    "quotedetails",
                    Set.of("sequencenumber", "quoteid.msdyn_quotenumber", "quoteid.msdyn_company.cdm_companycode")));

    @TempDir
    Path drop;

    private final HttpClient http = HttpClient.newHttpClient();
    private Sandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withFeed(new FeedSettings(drop, TABLES)));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void each_change_of_a_row_is_a_file_with_the_whole_row_and_names_keep_their_order() throws Exception {
        send("POST", "/data/CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"CreditLimit\":7.50}");
        send("PATCH", "/data/CustomersV3(dataAreaId='usmf',CustomerAccount='C-1')", "{\"OrganizationName\":\"One\"}");

        List<Path> files = files(Side.FINOPS);
        assertThat(files)
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.getFileName().toString()).matches("CustomersV3-\\d{16,}\\.json"));
        assertThat(row(files.get(0)).get("OrganizationName").asText()).isEmpty();
        JsonNode changed = row(files.get(1));
        assertThat(changed.get("OrganizationName").asText()).isEqualTo("One");
        assertThat(changed.get("CustomerAccount").asText()).isEqualTo("C-1");
        assertThat(changed.get("CreditLimit").decimalValue()).isEqualByComparingTo("7.5");
    }

    @Test
    void a_reference_is_told_by_the_key_of_the_row_it_names() throws Exception {
        quoteWithLine();

        JsonNode quote = row(files(Side.DATAVERSE).get(1));
        assertThat(quote.get("customerid.Account(accountnumber)").asText()).isEqualTo("C-1");
        assertThat(quote.has("customerid")).isFalse();
        JsonNode line = row(files(Side.DATAVERSE).get(0));
        assertThat(line.get("quoteid.msdyn_quotenumber").asText()).isEqualTo("Q1");
        assertThat(line.get("quoteid.msdyn_company.cdm_companycode").asText()).isEqualTo("usmf");
    }

    @Test
    void lines_that_go_with_their_header_are_told_as_deleted_with_the_number_they_had() throws Exception {
        String quote = quoteWithLine();
        Set<Path> before = Set.copyOf(files(Side.DATAVERSE));

        send("DELETE", SALES + "quotes(" + quote + ")", "");

        List<Path> files = new ArrayList<>(files(Side.DATAVERSE));
        files.removeAll(before);
        assertThat(files).hasSize(2).allSatisfy(file -> assertThat(
                        file.resolveSibling(file.getFileName() + ".properties"))
                .hasContent("operation=delete"));
        assertThat(row(files.get(0)).get("quoteid.msdyn_quotenumber").asText()).isEqualTo("Q1");
    }

    @Test
    void what_was_refused_and_tables_that_nobody_reads_are_not_told() throws Exception {
        send("POST", "/data/CustomersV3", "{\"dataAreaId\":\"usmf\",\"NoSuchColumn\":1}");
        send("POST", "/data/CustomerGroups", "{\"dataAreaId\":\"usmf\",\"CustomerGroupId\":\"10\"}");
        send("DELETE", "/sandbox/rows", "");

        assertThat(files(Side.FINOPS)).isEmpty();
        assertThat(files(Side.DATAVERSE)).isEmpty();
    }

    private String quoteWithLine() throws Exception {
        String company = create("cdm_companies", "{\"cdm_companycode\":\"usmf\",\"cdm_name\":\"Contoso\"}");
        String account = create("accounts", "{\"accountnumber\":\"C-1\",\"name\":\"One\"}");
        String quote = create(
                "quotes",
                "{\"name\":\"An offer\",\"msdyn_quotenumber\":\"Q1\",\"msdyn_company@odata.bind\":\"/cdm_companies("
                        + company + ")\",\"customerid_account@odata.bind\":\"/accounts(" + account + ")\"}");
        create(
                "quotedetails",
                "{\"quoteid@odata.bind\":\"/quotes(" + quote
                        + ")\",\"sequencenumber\":1,\"quantity\":1,\"isproductoverridden\":true,"
                        + "\"productdescription\":\"Lamp\"}");
        return quote;
    }

    private String create(String table, String body) throws Exception {
        String url = send("POST", SALES + table, body)
                .headers()
                .firstValue("OData-EntityId")
                .orElseThrow();
        return url.substring(url.indexOf('(') + 1, url.length() - 1);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** By name. */
    private List<Path> files(Side side) throws Exception {
        Path folder = drop.resolve(side.word());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode row(Path file) throws Exception {
        JsonNode rows = JSON.readTree(file.toFile());
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
