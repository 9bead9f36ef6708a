package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole tables on their way to the other side, over real HTTP, by a running program and without one. */
class LoadFlowTest {
    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = new World(home);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private void finopsHasCustomers(String... numbers) throws Exception {
        world.finopsRow("LegalEntities", "{\"LegalEntityId\":\"usmf\",\"Name\":\"Contoso\"}");
        world.finopsRow("Currencies", "{\"CurrencyCode\":\"USD\",\"Name\":\"US Dollar\",\"Symbol\":\"$\"}");
        for (String number : numbers) {
            world.finopsRow("CustomersV3", customer(number, "Organization"));
        }
    }

    private static String customer(String number, String type) {
        return "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"" + number + "\",\"PartyType\":\"" + type
                + "\",\"OrganizationName\":\"Name of " + number
                + "\",\"SalesCurrencyCode\":\"USD\",\"LanguageId\":\"en-us\"}";
    }

    private Command load(String... words) {
        List<String> all = new ArrayList<>(List.of("load", "--json"));
        all.addAll(List.of(words));
        return Command.of(world, all.toArray(String[]::new));
    }

    private JsonNode loaded(int exit, String... words) throws Exception {
        Command command = load(words);
        assertThat(command.exit()).as(command.out() + command.err()).isEqualTo(exit);
        return command.json();
    }

    private static long of(JsonNode load, String map, String outcome) {
        for (JsonNode one : load.path("maps")) {
            if (one.path("map").asText().equals(map)) {
                return one.path(outcome).asLong();
            }
        }
        return 0;
    }

    private static void addsUp(JsonNode load) {
        for (JsonNode map : load.path("maps")) {
            long sum = 0;
            for (Iterator<String> names = map.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                sum += List.of("map", "direction", "in").contains(name)
                        ? 0
                        : map.path(name).asLong();
            }
            assertThat(sum).as(map.toString()).isEqualTo(map.path("in").asLong());
        }
    }

    private String account(String number, String column) throws Exception {
        return world.dataverse("accounts", "accountnumber eq '" + number + "'")
                .path(0)
                .path(column)
                .asText();
    }

    private String customerIn(String number, String column) throws Exception {
        return world.finops("CustomersV3", "CustomerAccount eq '" + number + "'")
                .path(0)
                .path(column)
                .asText();
    }

    @Test
    void tables_go_in_the_order_of_their_lookups_and_a_second_load_sends_nothing() throws Exception {
        finopsHasCustomers("C-1", "C-2");
        world.finopsRow("CustomersV3", customer("P-1", "Person"));

        JsonNode load = loaded(0, "accounts", "--from", "finops", "--with-related");

        List<String> order = new ArrayList<>();
        load.path("parts").forEach(part -> order.add(part.path("table").asText()));
        assertThat(order.indexOf("LegalEntities")).isLessThan(order.indexOf("Currencies"));
        assertThat(order.indexOf("Currencies")).isLessThan(order.indexOf("CustomersV3"));
        assertThat(List.of(
                        of(load, "accounts", "in"), of(load, "accounts", "created"), of(load, "accounts", "filtered")))
                .containsExactly(3L, 2L, 1L);
        addsUp(load);
        assertThat(account("C-2", "name")).isEqualTo("Name of C-2");

        long writes = world.writes();
        JsonNode again = loaded(0, "accounts", "--from", "finops", "--with-related");
        assertThat(of(again, "accounts", "unchanged")).isEqualTo(2);
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void maps_whose_rows_are_looked_up_are_proposed() throws Exception {
        finopsHasCustomers("C-1");

        Command command = Command.of(world, "load", "accounts", "--from", "finops");

        assertThat(command.err())
                .contains("accounts needs rows of")
                .contains("currencies")
                .contains("--with-related");
        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.out()).contains("1 of these did not get through");
    }

    @Test
    void what_waits_or_is_rejected_is_kept_and_goes_when_its_fault_is_mended() throws Exception {
        finopsHasCustomers("C-1");
        world.finopsRow(
                "CustomersV3", customer("C-2", "Organization").replace("\"USD\"", "\"EUR\"")); // which nobody has
        world.finopsRow(
                "CustomersV3",
                customer("C-3", "Organization").replace("Name of C-3", "x".repeat(300))); // longer than in Sales

        JsonNode load = loaded(1, "accounts", "--from", "finops", "--with-related");

        addsUp(load);
        assertThat(load.path("notDelivered").asLong()).isEqualTo(2);
        assertThat(of(load, "accounts", "created")).isEqualTo(1);
        assertThat(world.problems())
                .extracting(row -> row.key().orElseThrow().toString())
                .contains("USMF C-3");
        world.finopsEdit("CustomersV3(dataAreaId='usmf',CustomerAccount='C-3')", "{\"OrganizationName\":\"Short\"}");
        world.finopsRow("Currencies", "{\"CurrencyCode\":\"EUR\",\"Name\":\"Euro\",\"Symbol\":\"E\"}");

        JsonNode next = loaded(0, "currencies", "accounts", "--from", "finops");
        assertThat(of(next, "accounts", "in")).isEqualTo(3);
        world.rest();
        assertThat(account("C-2", "name")).isEqualTo("Name of C-2");
        assertThat(account("C-3", "name")).isEqualTo("Short");
    }

    @Test
    void a_rejected_row_of_a_load_can_be_tried_again() throws Exception {
        finopsHasCustomers("C-1");
        loaded(0, "companies", "currencies", "--from", "finops");
        world.fault("{\"side\":\"dataverse\",\"kind\":\"403\",\"count\":1000,\"path\":\"batch\"}");
        JsonNode load = loaded(1, "accounts", "--from", "finops");
        assertThat(load.path("notDelivered").asLong()).isEqualTo(1);

        world.asPerson("DELETE", "/sandbox/faults", "");
        assertThat(Command.of(world, "retry", "--map", "accounts").exit()).isZero();
        world.rest();

        assertThat(account("C-1", "name")).isEqualTo("Name of C-1");
        JsonNode now = Command.of(world, "load", "--status", "--json").json();
        assertThat(of(now, "accounts", "created")).isEqualTo(1);
        assertThat(now.path("notDelivered").asLong()).isZero();
    }

    @Test
    void sales_tells_what_changed_and_what_is_gone_since_the_load_before() throws Exception {
        finopsHasCustomers("C-1", "C-2", "C-3");
        loaded(0, "accounts", "--from", "finops", "--with-related");
        loaded(0, "accounts", "--from", "dataverse");
        world.dataverseEdit("accounts(" + account("C-2", "accountid") + ")", "{\"name\":\"By a person\"}");
        world.dataverseDelete("accounts(" + account("C-3", "accountid") + ")");

        JsonNode load = loaded(0, "accounts", "--from", "dataverse");

        assertThat(load.path("read").asLong()).isEqualTo(2);
        assertThat(List.of(of(load, "accounts", "updated"), of(load, "accounts", "deleted")))
                .containsExactly(1L, 1L);
        assertThat(customerIn("C-2", "OrganizationName")).isEqualTo("By a person");
        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-3'")).isEmpty();
        assertThat(loaded(0, "accounts", "--from", "dataverse").path("read").asLong())
                .isZero();
        assertThat(loaded(0, "accounts", "--from", "dataverse", "--whole")
                        .path("read")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void where_both_have_a_row_the_masters_values_stay_and_go_to_the_other_side() throws Exception {
        finopsHasCustomers("C-1", "C-2");
        loaded(0, "companies", "currencies", "--from", "finops");
        String company = "\"msdyn_company@odata.bind\":\"/cdm_companies("
                + world.dataverse("cdm_companies", "cdm_companycode eq 'usmf'")
                        .get(0)
                        .get("cdm_companyid")
                        .asText() + ")\"";
        world.dataverseRow(
                "accounts",
                "{\"accountnumber\":\"C-1\",\"name\":\"Name in Sales\",\"customertypecode\":3,\"address1_city\":\"Rome\","
                        + "\"address2_city\":\"Turin\","
                        + company + "}");

        JsonNode load = loaded(0, "accounts", "--from", "finops", "--master", "dataverse");
        world.rest();

        addsUp(load);
        assertThat(account("C-1", "name")).isEqualTo("Name in Sales");
        assertThat(customerIn("C-1", "OrganizationName")).isEqualTo("Name in Sales");
        assertThat(customerIn("C-1", "DeliveryAddressCity")).isEqualTo("Rome");
        assertThat(customerIn("C-1", "InvoiceAddressCity")).isEqualTo("Turin");
        assertThat(account("C-1", "address2_city")).isEqualTo("Turin");
        assertThat(account("C-2", "name")).isEqualTo("Name of C-2");
        assertThat(world.dataverse("accounts", "accountnumber eq 'C-1'")).hasSize(1);
    }

    @Test
    void the_system_that_is_read_is_the_master_unless_told_otherwise() throws Exception {
        finopsHasCustomers("C-1");
        loaded(0, "companies", "currencies", "--from", "finops");
        String company = "\"msdyn_company@odata.bind\":\"/cdm_companies("
                + world.dataverse("cdm_companies", "cdm_companycode eq 'usmf'")
                        .get(0)
                        .get("cdm_companyid")
                        .asText() + ")\"";
        world.dataverseRow(
                "accounts",
                "{\"accountnumber\":\"C-1\",\"name\":\"Name in Sales\",\"customertypecode\":3," + company + "}");
        world.dataverseRow(
                "accounts", "{\"accountnumber\":\"C-7\",\"name\":\"Seven\",\"customertypecode\":3," + company + "}");

        loaded(0, "accounts", "--from", "finops");
        assertThat(account("C-1", "name")).isEqualTo("Name of C-1");

        JsonNode back = loaded(0, "accounts", "--from", "dataverse");
        assertThat(of(back, "accounts", "created")).isEqualTo(1);
        assertThat(customerIn("C-7", "OrganizationName")).isEqualTo("Seven");
    }

    @Test
    void files_are_loaded_where_they_lie() throws Exception {
        Path folder = Files.createDirectories(home.resolve("exports"));
        write(
                folder,
                "CustomersV3.csv",
                """
                dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                usmf,C-1,Organization,One,USD
                usmf,C-2,Organization,Two,USD
                """);
        write(folder, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        write(folder, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");

        JsonNode load = loaded(0, "--from", "finops", "--file", folder.toString());

        assertThat(of(load, "accounts", "created")).isEqualTo(2);
        assertThat(load.path("read").asLong()).isEqualTo(4);
        assertThat(folder.resolve("CustomersV3.csv")).exists();
        assertThat(load("--from", "finops", "--file", home.resolve("none").toString())
                        .err())
                .contains("no file or folder");
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void without_a_running_program_the_command_runs_the_flows_itself() throws Exception {
        finopsHasCustomers("C-1");
        world.stop();

        JsonNode load = loaded(0, "accounts", "--from", "finops", "--with-related");

        assertThat(of(load, "accounts", "created")).isEqualTo(1);
        assertThat(Command.of(world, "load", "--status").out())
                .contains("is done")
                .contains("accounts");
        world.start();
    }

    @Test
    void a_system_that_refuses_stops_the_load_and_it_goes_on_when_that_is_mended() throws Exception {
        finopsHasCustomers("C-1");
        world.fault("{\"side\":\"finops\",\"kind\":\"403\",\"count\":1000,\"path\":\"CustomersV3\"}");

        JsonNode load = loaded(1, "accounts", "--from", "finops", "--with-related");

        assertThat(load.path("state").asText()).isEqualTo("stopped");
        assertThat(load.path("problem").asText()).contains("CustomersV3").contains("403");
        assertThat(load("orders", "--from", "finops").err())
                .contains("is not finished")
                .contains("--abandon");
        world.asPerson("DELETE", "/sandbox/faults", "");
        assertThat(of(loaded(0, "--resume"), "accounts", "created")).isEqualTo(1);
    }

    @Test
    void a_wrong_order_says_what_is_right() throws Exception {
        assertThat(load("accounts").err()).contains("--from finops or --from dataverse");
        assertThat(load("acounts", "--from", "finops").err()).contains("no map in effect is called acounts");
        assertThat(load("products", "--from", "dataverse").err()).contains("nothing of the map products flows");
        assertThat(load("--resume").err()).contains("no load is unfinished");
        Command.of(world, "pause", "accounts");
        assertThat(load("accounts", "--from", "finops").err())
                .contains("accounts is paused")
                .contains("resume");
    }

    @Test
    void reading_does_not_run_away_from_a_target_that_is_away() throws Exception {
        Path folder = Files.createDirectories(home.resolve("exports"));
        StringBuilder rows = new StringBuilder("CurrencyCode,Name,Symbol\n");
        for (int i = 0; i < 12_000; i++) {
            rows.append("K").append(i).append(",Currency,$\n");
        }
        write(folder, "Currencies.csv", rows.toString());
        world.fault("{\"side\":\"dataverse\",\"kind\":\"503\",\"count\":-1,\"path\":\".\",\"retryAfter\":1}");
        Thread command = new Thread(() -> load("--from", "finops", "--file", folder.toString()));
        command.start();
        world.await(() -> status().path("read").asLong() >= 5_000);
        long logged = world.logged();
        world.await(() -> world.logged() > logged + 3); // it is trying, and in vain

        assertThat(status().path("read").asLong()).isBetween(5_000L, 6_000L);
        Command.of(world, "load", "--abandon");
        world.asPerson("DELETE", "/sandbox/faults", "");
        command.join();
    }

    private JsonNode status() throws Exception {
        return Command.of(world, "load", "--status", "--json").json();
    }
}
