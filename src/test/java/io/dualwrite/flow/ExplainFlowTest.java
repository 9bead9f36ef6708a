package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.cli.DualWrite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands plan and explain, as a person uses them. */
class ExplainFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private World world;

    @BeforeEach
    void begin() throws Exception {
        world = new World(home);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", orders("First name", "US"));
        world.dropAndRest(FINOPS, "CustomersV3.csv", customers("Alpha"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static String customers(String name) {
        return "dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode,CreditLimit\n"
                + "usmf,C-1,Organization," + name + ",USD,1000.00\n";
    }

    private static String orders(String name, String country) {
        return "dataAreaId,SalesOrderNumber,SalesOrderName,OrderingCustomerAccountNumber,CurrencyCode,"
                + "DeliveryAddressCountryRegionISOCode,SalesOrderProcessingStatus\n"
                + "usmf,F-1," + name + ",C-1,USD," + country + ",Active\n";
    }

    private int run(String... words) throws IOException {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        for (String setting : List.of(
                "dataverse.url", "finops.url", "camel.management.port", "log.level", "journal.url", "journal.user")) {
            boolean given = List.of(words).stream().anyMatch(word -> word.startsWith(setting + "="));
            if (!given) {
                all.addAll(List.of("--set", setting + "=" + world.here().text(setting)));
            }
        }
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    @Test
    void a_row_is_explained_with_its_waits_its_lines_and_what_stands_now() throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders-2.csv", orders("Second name", "DE"));
        assertThat(run("explain", "orders", "usmf f-1", "--json")).isZero();
        JsonNode told = JSON.readTree(out.toString());
        assertThat(told.get("changes")).hasSize(2);
        JsonNode first = told.get("changes").get(0);
        assertThat(first.get("file").asText() + ":" + first.get("line").asText())
                .isEqualTo("CDSSalesOrderHeaders.csv:2");
        assertThat(first.get("earlier").toString()).contains("lookup-missing", "woken by accounts USMF C-1");
        assertThat(first.get("outcome").asText()).isEqualTo("created");
        assertThat(told.at("/link/dataverse/name").asText()).isEqualTo("Second name");
        assertThat(told.at("/link/dataverseId").asText()).hasSize(36);

        assertThat(run("explain", "orders", "F-1", "deliveryaddresscountryregionisocode", "--json"))
                .isZero();
        JsonNode country = JSON.readTree(out.toString());
        assertThat(country.at("/field/line").asInt()).isPositive();
        JsonNode second = country.at("/changes/1/fields/0");
        assertThat(second.get("old").asText()).isEqualTo("united states");
        assertThat(second.get("new").asText()).isEqualTo("germany");
        assertThat(second.get("why").asText())
                .startsWith("orders.map.yaml:" + country.at("/field/line").asInt())
                .contains("value map country: DE -> germany (line ");
        assertThat(country.at("/changes/1/fields")).hasSize(1);
        explained_alike_without_a_running_program();
        unknown_names_get_those_that_are_near();
    }

    private void explained_alike_without_a_running_program() throws Exception {
        assertThat(run("explain", "orders", "usmf F-1", "shipto_country")).isZero();
        String running = out.toString();
        world.stop();
        assertThat(run("explain", "orders", "usmf F-1", "shipto_country")).isZero();
        assertThat(out.toString()).isEqualTo(running).contains("united states -> germany", "[sent]");
    }

    private void unknown_names_get_those_that_are_near() throws Exception {
        assertThat(run("explain", "orders", "F-12")).isEqualTo(1);
        assertThat(err.toString()).contains("no row F-12", "'USMF F-1'");
        assertThat(run("explain", "order", "F-1")).isEqualTo(1);
        assertThat(err.toString()).contains("no map in effect is called order");
        assertThat(run("explain", "orders", "F-1", "ship_country")).isEqualTo(1);
        assertThat(err.toString()).contains("has no field ship_country", "shipto_country");
    }

    @Test
    void plan_tells_by_its_exit_code_whether_something_would_change() throws Exception {
        Path file = home.resolve("CDSSalesOrderHeaders-next.csv");
        Files.writeString(file, orders("Third name", "US"));
        assertThat(run("plan", file.toString())).isEqualTo(2);
        assertThat(out.toString())
                .contains(
                        "~ orders to-dataverse  USMF F-1  CDSSalesOrderHeaders-next.csv:2  updated in salesorders",
                        "First name -> Third name",
                        "1 rows would change.");
        Files.writeString(file, orders("First name", "US"));
        assertThat(run("plan", file.toString(), "--json")).isZero();
        assertThat(JSON.readTree(out.toString()).at("/rows/0/outcome").asText()).isEqualTo("unchanged");
        Files.writeString(file, "");
        assertThat(run("plan", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("cannot be used");
        assertThat(run("plan", "nothing.csv")).isEqualTo(64);
        assertThat(err.toString()).contains("no file nothing.csv");
        Files.writeString(file, orders("Third name", "US"));
        assertThat(run("plan", file.toString(), "--set", "dataverse.url=http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Dynamics 365 Sales at http://127.0.0.1:1 cannot be read");
        what_is_queued_is_planned();
    }

    /** Also of a program that does not run, and of files that it has not taken yet. */
    private void what_is_queued_is_planned() throws Exception {
        assertThat(run("pause", "accounts")).isZero();
        world.drop(FINOPS, "CustomersV3-2.csv", customers("Beta"));
        world.await(() -> world.count("accounts.to-dataverse", "held") == 1);
        assertThat(run("plan", "--queued")).isZero();
        assertThat(run("resume", "accounts")).isZero();
        world.rest();
        world.stop();
        world.drop(FINOPS, "CustomersV3-3.csv", customers("Gamma"));
        assertThat(run("plan", "--queued")).isEqualTo(2);
        assertThat(out.toString()).contains("Beta -> Gamma");
        assertThat(home.resolve("drop/finops/CustomersV3-3.csv")).exists();
        assertThat(world.dataverse("accounts", "name eq 'Gamma'")).isEmpty();
        assertThat(home.resolve("drop/" + DATAVERSE.word())).isEmptyDirectory();
    }
}
