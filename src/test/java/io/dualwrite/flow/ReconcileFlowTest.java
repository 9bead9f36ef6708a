package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes rows behind our back: each is found, and repaired whoever is right. */
class ReconcileFlowTest {
    private static final String[] MAPS = {"accounts", "products", "orders", "order-lines"};

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void bothAreTheSame() throws Exception {
        world = new World(home);
        world.finopsRow("LegalEntities", "{\"LegalEntityId\":\"usmf\",\"Name\":\"Contoso\"}");
        world.finopsRow("Currencies", "{\"CurrencyCode\":\"USD\",\"Name\":\"US Dollar\",\"Symbol\":\"$\"}");
        world.finopsRow("Currencies", "{\"CurrencyCode\":\"EUR\",\"Name\":\"Euro\",\"Symbol\":\"E\"}");
        world.finopsRow(
                "UnitsOfMeasure",
                "{\"UnitSymbol\":\"pcs\",\"UnitClass\":\"Quantity\",\"DecimalPrecision\":2,\"SystemOfUnits\":\"None\"}");
        for (int i = 1; i <= 8; i++) {
            world.finopsRow(
                    "CustomersV3",
                    "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-" + i
                            + "\",\"PartyType\":\"Organization\",\"OrganizationName\":\"Name " + i
                            + "\",\"SalesCurrencyCode\":\"USD\",\"CreditLimit\":1000.50,\"DeliveryAddressCity\":\"Rome\","
                            + "\"LanguageId\":\"en-us\"}");
        }
        for (String product : List.of("P-1", "P-2")) {
            world.finopsRow(
                    "CDSReleasedDistinctProducts",
                    "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"" + product + "\",\"ItemNumber\":\"" + product
                            + "\",\"ProductName\":\"Lamp\",\"ProductType\":\"Item\",\"SalesUnitSymbol\":\"pcs\","
                            + "\"SalesUnitDecimalPrecision\":2,\"SalesPrice\":20,\"CurrencyCode\":\"USD\"}");
        }
        for (String order : List.of("F1", "F2")) {
            world.finopsRow(
                    "CDSSalesOrderHeaders",
                    "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"" + order
                            + "\",\"OrderingCustomerAccountNumber\":\"C-8\",\"CurrencyCode\":\"USD\",\"SalesOrderName\":"
                            + "\"From F&O\",\"SalesOrderProcessingStatus\":\"Active\","
                            + "\"RequestedShippingDate\":\"2020-08-25T12:00:00Z\"}");
            world.finopsRow(
                    "CDSSalesOrderLines",
                    "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"" + order
                            + "\",\"LineCreationSequenceNumber\":1,\"ProductNumber\":\"P-1\",\"OrderedSalesQuantity\":3,"
                            + "\"SalesUnitSymbol\":\"pcs\",\"SalesPrice\":20,\"LineDiscountAmount\":1,\"LineAmount\":57,"
                            + "\"CurrencyCode\":\"USD\"}");
        }
        Command load = Command.of(
                world,
                "load",
                "companies",
                "currencies",
                "units",
                "accounts",
                "products",
                "orders",
                "order-lines",
                "--from",
                "finops",
                "--json");
        assertThat(load.exit()).as(load.out() + load.err()).isZero();
        world.rest();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Command reconcile(String... more) {
        List<String> words = new ArrayList<>(List.of("reconcile"));
        words.addAll(List.of(MAPS));
        words.add("--json");
        words.addAll(List.of(more));
        return Command.of(world, words.toArray(String[]::new));
    }

    /** {@code accounts USMF C-1} to what was found of it. */
    private static Map<String, String> found(Command command) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode map : command.json().path("maps")) {
            for (JsonNode row : map.path("rows")) {
                List<String> fields = row.path("fields").findValuesAsText("dataverseField");
                found.put(
                        map.path("map").asText() + " " + row.path("key").asText(),
                        row.path("found").asText() + (fields.isEmpty() ? "" : " " + String.join(",", fields)));
            }
        }
        return found;
    }

    private void nothingIsFound() throws Exception {
        world.rest();
        Command command = reconcile();
        assertThat(found(command)).as(command.out() + command.err()).isEmpty();
        assertThat(command.exit()).isZero();
    }

    private String id(String table, String filter, String column) throws Exception {
        return world.dataverse(table, filter).path(0).path(column).asText();
    }

    private String account(int number) throws Exception {
        return "accounts(" + id("accounts", "accountnumber eq 'C-" + number + "'", "accountid") + ")";
    }

    private String order(String number) throws Exception {
        return "salesorders(" + id("salesorders", "msdyn_salesordernumber eq '" + number + "'", "salesorderid") + ")";
    }

    private void changeByHand() throws Exception {
        world.dataverseEdit(account(1), "{\"name\":\"By hand\"}");
        world.dataverseEdit(account(2), "{\"creditlimit\":1000.51}");
        world.dataverseEdit(account(3), "{\"msdyn_onetimecustomer\":true}");
        world.dataverseEdit(
                account(4),
                "{\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies("
                        + id("transactioncurrencies", "isocurrencycode eq 'EUR'", "transactioncurrencyid") + ")\"}");
        world.dataverseDelete(account(5));
        world.dataverseEdit(account(6), "{\"address1_city\":null}");
        world.finopsEdit("CustomersV3(dataAreaId='usmf',CustomerAccount='C-7')", "{\"DeliveryAddressCity\":\"\"}");
        world.dataverseRow(
                "accounts",
                "{\"accountnumber\":\"X-1\",\"name\":\"Extra\",\"customertypecode\":3,\"msdyn_company@odata.bind\":"
                        + "\"/cdm_companies(" + id("cdm_companies", "cdm_companycode eq 'usmf'", "cdm_companyid")
                        + ")\"}");
        world.dataverseEdit(order("F1"), "{\"requestdeliveryby\":\"2020-08-26\"}");
        world.finopsEdit(
                "CDSReleasedDistinctProducts(dataAreaId='usmf',ProductNumber='P-2')", "{\"ProductName\":\"Other\"}");
        world.dataverseEdit(
                "salesorderdetails(" + id("salesorderdetails", "quantity eq 3", "salesorderdetailid") + ")",
                "{\"manualdiscountamount\":3.01}");
    }

    private static Map<String, String> changed() {
        Map<String, String> changed = new TreeMap<>(Map.of(
                "accounts USMF C-1", "differs name",
                "accounts USMF C-2", "differs creditlimit",
                "accounts USMF C-3", "differs msdyn_onetimecustomer",
                "accounts USMF C-4", "differs transactioncurrencyid.isocurrencycode",
                "accounts USMF C-5", "only in F&O",
                "accounts USMF C-6", "differs address1_city",
                "accounts USMF C-7", "differs address1_city",
                "accounts USMF X-1", "only in Sales",
                "orders USMF F1", "differs requestdeliveryby",
                "products USMF P-2", "differs name"));
        changed.put("order-lines USMF F1 1", "differs manualdiscountamount");
        return changed;
    }

    @Test
    void after_a_load_nothing_is_found_and_each_change_by_hand_is_and_finops_can_be_right_in_all() throws Exception {
        nothingIsFound();
        changeByHand();
        assertThat(found(reconcile())).isEqualTo(changed());

        Path plan = home.resolve("repair");
        Command planned = reconcile("--repair-file", plan.toString(), "--winner", "finops", "--delete");
        assertThat(planned.exit()).as(planned.err()).isEqualTo(1);
        assertThat(planned.json().at("/repair/left")).isEmpty();
        assertThat(plan.resolve("finops/CustomersV3-repair.jsonl.properties")).hasContent("master=finops");
        assertThat(plan.resolve("finops/CustomersV3-repair-delete.jsonl")).exists();

        Command applied = Command.of(world, "reconcile", "--apply", plan.toString());
        assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
        nothingIsFound();
        assertThat(id("accounts", "accountnumber eq 'C-1'", "name")).isEqualTo("Name 1");
        assertThat(world.dataverse("accounts", "accountnumber eq 'X-1'")).isEmpty();
        assertThat(world.dataverse("accounts", "accountnumber eq 'C-5'")).hasSize(1);
        assertThat(id("accounts", "accountnumber eq 'C-7'", "address1_city")).isIn("", "null");
        assertThat(Command.of(world, "conflicts").out()).contains("By hand").contains("Name 1");
    }

    @Test
    void sales_can_be_right_but_not_in_what_flows_from_finops_only() throws Exception {
        changeByHand();
        Path plan = home.resolve("repair");
        reconcile("--repair-file", plan.toString(), "--winner", "dataverse");

        Command applied = Command.of(world, "reconcile", "--apply", plan.toString());

        assertThat(applied.exit()).as(applied.out() + applied.err()).isZero();
        nothingIsFound();
        JsonNode one = world.finops("CustomersV3", "CustomerAccount eq 'C-1'").get(0);
        assertThat(one.get("OrganizationName").asText()).isEqualTo("By hand");
        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-2'")
                        .get(0)
                        .get("CreditLimit")
                        .decimalValue())
                .isEqualByComparingTo("1000.51");
        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'X-1'")).hasSize(1);
        assertThat(id("products", "msdyn_productnumber eq 'P-2'", "name")).isEqualTo("Other");
        assertThat(world.dataverse("accounts", "accountnumber eq 'C-5'")).hasSize(1);
    }

    @Test
    void what_changed_since_the_plan_is_left_out() throws Exception {
        world.dataverseEdit(account(1), "{\"name\":\"By hand\"}");
        world.dataverseEdit(account(2), "{\"name\":\"By hand\"}");
        Path plan = home.resolve("repair");
        reconcile("--repair-file", plan.toString(), "--winner", "finops");
        world.dataverseEdit(account(2), "{\"name\":\"Once more\"}");

        Command applied = Command.of(world, "reconcile", "--apply", plan.toString(), "--json");

        assertThat(applied.exit()).isEqualTo(1);
        assertThat(applied.json().path("rows").asInt()).isEqualTo(1);
        assertThat(applied.json().path("changedSince").asInt()).isEqualTo(1);
        assertThat(id("accounts", "accountnumber eq 'C-1'", "name")).isEqualTo("Name 1");
        assertThat(id("accounts", "accountnumber eq 'C-2'", "name")).isEqualTo("Once more");
    }

    @Test
    void a_line_without_header_is_told_as_orphaned_and_left_for_a_person() throws Exception {
        world.finopsRow(
                "SalesInvoiceLinesV2",
                "{\"dataAreaId\":\"usmf\",\"InvoiceNumber\":\"I-GONE\",\"InvoiceDate\":\"2020-08-25T12:00:00Z\",\"LedgerVoucher\":\"V1\",\"LineCreationSequenceNumber\":1,"
                        + "\"InvoicedQuantity\":1,\"ProductNumber\":\"P-1\"}");

        Command command = Command.of(
                world,
                "reconcile",
                "invoice-lines",
                "--json",
                "--repair-file",
                home.resolve("repair").toString(),
                "--winner",
                "finops");

        assertThat(found(command)).as(command.err()).hasSize(1).containsValue("orphaned");
        assertThat(command.json().at("/repair/left/0").asText())
                .contains("I-GONE")
                .contains("header");
    }

    @Test
    void a_row_that_is_not_through_is_told_as_such() throws Exception {
        world.finopsRow(
                "CustomersV3",
                "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-9\",\"PartyType\":\"Organization\","
                        + "\"OrganizationName\":\"Nine\",\"SalesCurrencyCode\":\"XXX\"}");
        Command.of(world, "load", "accounts", "--from", "finops");

        Command command = reconcile();

        assertThat(found(command)).containsOnlyKeys("accounts USMF C-9");
        assertThat(command.json().at("/maps/0/inFlight").asInt()).isEqualTo(1);
        assertThat(command.json().at("/maps/0/rows/0/notThrough").asText()).contains("waiting");
    }

    @Test
    void wrong_use_says_what_is_right() throws Exception {
        assertThat(reconcile("--repair-file", "x").err()).contains("--winner");
        assertThat(reconcile("--delete").err()).contains("--repair-file");
        Path full = Files.createDirectories(home.resolve("full"));
        Files.writeString(full.resolve("a"), "a");
        assertThat(reconcile("--repair-file", full.toString(), "--winner", "finops")
                        .err())
                .contains("is not empty");
        assertThat(Command.of(world, "reconcile", "--apply", full.toString()).err())
                .contains("has no repair.json");
    }
}
