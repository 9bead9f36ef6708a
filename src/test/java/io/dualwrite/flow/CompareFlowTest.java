package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.cli.DualWrite;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command against two systems that a runtime has made the same, and what it says when somebody changes one of them. */
class CompareFlowTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> MAPS =
            List.of("accounts", "orders", "order-lines", "quotes", "quote-lines", "product-prices");

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private World world;

    @BeforeEach
    void synchronise() throws Exception {
        world = new World(home);
        for (String customer : List.of("C-1", "C-2", "C-3", "C-4")) {
            world.finopsRow(
                    "CustomersV3",
                    "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"" + customer
                            + "\",\"PartyType\":\"Organization\",\"OrganizationName\":\"Name of " + customer
                            + "\",\"SalesCurrencyCode\":\"USD\",\"CreditLimit\":1000,\"LanguageId\":\"en-us\"}");
        }
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"P-1\",\"PartyType\":\"Person\"}");
        world.finopsRow(
                "CDSReleasedDistinctProducts",
                "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\",\"ItemNumber\":\"P-1\",\"SalesUnitSymbol\":"
                        + "\"pcs\",\"SalesPrice\":20,\"CurrencyCode\":\"USD\"}");
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.drop(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode,CreditLimit
                        USMF,C-1,Organization,Name of C-1,USD,1000.00
                        USMF,C-2,Organization,Name of C-2,USD,1000
                        USMF,C-3,Organization,Name of C-3,USD,1000
                        USMF,C-4,Organization,Name of C-4,USD,1000
                        """);
        world.dropAndRest(
                FINOPS,
                "CDSReleasedDistinctProducts.csv",
                """
                        dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode
                        usmf,P-1,P-1,Lamp,Item,pcs,2,20,USD
                        """);
        fromSales();
        fromFinops();
    }

    private void fromSales() throws Exception {
        String order = "msdyn_salesordernumber,msdyn_company.cdm_companycode,name,customerid.Account(accountnumber),"
                + "transactioncurrencyid.isocurrencycode,msdyn_ordertype,shipto_country,requestdeliveryby\n"
                + "S1,usmf,From Sales,C-1,USD,192350000,United States,2020-08-25\n";
        String line = "salesorderid.msdyn_salesordernumber,salesorderid.msdyn_company.cdm_companycode,sequencenumber,"
                + "productid.msdyn_productnumber,quantity,uomid.msdyn_symbol,priceperunit,manualdiscountamount\n"
                + "S1,usmf,1,P-1,3,pcs,20,10.00\n";
        String quote = "msdyn_quotenumber,msdyn_company.cdm_companycode,name,customerid.Account(accountnumber),"
                + "transactioncurrencyid.isocurrencycode,statecode\nQ1,usmf,A quote,C-2,USD,0\n";
        seedSales();
        world.drop(DATAVERSE, "salesorders.csv", order);
        world.drop(DATAVERSE, "quotes.csv", quote);
        world.dropAndRest(DATAVERSE, "salesorderdetails.csv", line);
    }

    /** What the dropped files are exports of. */
    private void seedSales() throws Exception {
        String company = "\"msdyn_company@odata.bind\":\"/cdm_companies("
                + id("cdm_companies", "cdm_companycode eq 'usmf'", "cdm_companyid") + ")\"";
        String currency = "\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies("
                + id("transactioncurrencies", "isocurrencycode eq 'USD'", "transactioncurrencyid") + ")\"";
        world.dataverseRow(
                "salesorders",
                "{\"msdyn_salesordernumber\":\"S1\",\"name\":\"From Sales\",\"msdyn_ordertype\":192350000,"
                        + "\"shipto_country\":\"United States\",\"requestdeliveryby\":\"2020-08-25\","
                        + customer("C-1") + "," + company + "," + currency + "}");
        world.dataverseRow(
                "salesorderdetails",
                "{\"sequencenumber\":1,\"quantity\":3,\"priceperunit\":20,\"manualdiscountamount\":10,"
                        + "\"ispriceoverridden\":true,\"productid@odata.bind\":\"/products("
                        + id("products", "msdyn_productnumber eq 'P-1'", "productid")
                        + ")\",\"uomid@odata.bind\":\"/uoms(" + id("uoms", "msdyn_symbol eq 'pcs'", "uomid")
                        + ")\",\"salesorderid@odata.bind\":\"/salesorders("
                        + id("salesorders", "msdyn_salesordernumber eq 'S1'", "salesorderid") + ")\"}");
        world.dataverseRow(
                "quotes",
                "{\"msdyn_quotenumber\":\"Q1\",\"name\":\"A quote\"," + customer("C-2") + "," + company + "," + currency
                        + "}");
    }

    private String customer(String number) throws Exception {
        return "\"customerid_account@odata.bind\":\"/accounts("
                + id("accounts", "accountnumber eq '" + number + "'", "accountid") + ")\"";
    }

    private String id(String table, String filter, String column) throws Exception {
        return world.dataverse(table, filter).get(0).get(column).asText();
    }

    private void fromFinops() throws Exception {
        world.finopsRow(
                "CDSSalesOrderHeaders",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"F1\",\"OrderingCustomerAccountNumber\":\"C-3\","
                        + "\"CurrencyCode\":\"USD\",\"SalesOrderName\":\"From F&O\",\"SalesOrderProcessingStatus\":"
                        + "\"Delivered\",\"DeliveryAddressCountryRegionISOCode\":\"TR\"}");
        world.finopsRow(
                "CDSSalesOrderLines",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"F1\",\"LineCreationSequenceNumber\":1,"
                        + "\"ProductNumber\":\"P-1\",\"OrderedSalesQuantity\":2,\"SalesUnitSymbol\":\"pcs\",\"SalesPrice\":20,"
                        + "\"LineDiscountAmount\":1,\"LineAmount\":38,\"CurrencyCode\":\"USD\"}");
        world.drop(
                FINOPS,
                "CDSSalesOrderHeaders.csv",
                "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName,"
                        + "SalesOrderProcessingStatus,DeliveryAddressCountryRegionISOCode\n"
                        + "usmf,F1,C-3,USD,From F&O,Delivered,TR\n");
        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderLines.csv",
                "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,OrderedSalesQuantity,"
                        + "SalesUnitSymbol,SalesPrice,LineDiscountAmount,LineAmount,CurrencyCode\n"
                        + "usmf,F1,1,P-1,2,pcs,20,1,38,USD\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void what_the_flows_have_made_the_same_agrees() throws Exception {
        long writes = world.writes();

        JsonNode report = compare(0, MAPS);

        assertThat(report.get("agree").asBoolean()).isTrue();
        assertThat(report.get("maps"))
                .extracting(
                        map -> map.get("map").asText(), map -> map.get("equal").asInt())
                .containsExactly(
                        tuple("accounts", 4),
                        tuple("orders", 2),
                        tuple("order-lines", 2),
                        tuple("quotes", 1),
                        tuple("quote-lines", 0),
                        tuple("product-prices", 1));
        assertThat(map(report, 0).get("filteredInFinops").asInt()).isEqualTo(1);
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void what_somebody_changed_added_or_deleted_on_one_side_is_named_and_nothing_else() throws Exception {
        String account = id("accounts", "accountnumber eq 'C-1'", "accountid");
        world.dataverseEdit("accounts(" + account + ")", "{\"creditlimit\":900}");
        world.finopsEdit("CustomersV3(dataAreaId='usmf',CustomerAccount='C-2')", "{\"OrganizationName\":\"Renamed\"}");
        world.dataverseDelete("accounts(" + id("accounts", "accountnumber eq 'C-4'", "accountid") + ")");
        world.dataverseRow(
                "accounts",
                "{\"accountnumber\":\"C-9\",\"name\":\"Nine\",\"customertypecode\":3,\"msdyn_company@odata.bind\":"
                        + "\"/cdm_companies(" + id("cdm_companies", "cdm_companycode eq 'usmf'", "cdm_companyid")
                        + ")\"}");
        world.dataverseRow("accounts", "{\"accountnumber\":\"L-1\",\"name\":\"A lead, no customer\"}");

        JsonNode accounts = map(compare(1, List.of("accounts")), 0);

        assertThat(accounts.get("equal").asInt()).isEqualTo(1);
        assertThat(accounts.get("filteredInDataverse").asInt()).isEqualTo(1);
        assertThat(accounts.get("rows"))
                .extracting(
                        row -> row.get("found").asText(), row -> row.get("key").asText())
                .containsExactly(
                        tuple("differs", "USMF C-1"),
                        tuple("differs", "USMF C-2"),
                        tuple("only in F&O", "USMF C-4"),
                        tuple("only in Sales", "USMF C-9"));
        JsonNode field = accounts.at("/rows/0/fields/0");
        assertThat(accounts.at("/rows/0/fields")).hasSize(1);
        assertThat(field.get("finopsField").asText()).isEqualTo("CreditLimit");
        assertThat(field.get("dataverseField").asText()).isEqualTo("creditlimit");
        assertThat(List.of(field.get("finops"), field.get("dataverse"), field.get("expected")))
                .extracting(JsonNode::asInt)
                .containsExactly(1000, 900, 1000);
        assertThat(accounts.at("/rows/3/note").asText()).contains("accountid");
    }

    @Test
    void a_changed_discount_status_or_line_of_an_order_is_named_by_what_the_rules_would_make() throws Exception {
        String line = id("salesorderdetails", "quantity eq 3", "salesorderdetailid");
        world.dataverseEdit("salesorderdetails(" + line + ")", "{\"manualdiscountamount\":11}");
        world.finopsEdit(
                "CDSSalesOrderHeaders(dataAreaId='usmf',SalesOrderNumber='F1')",
                "{\"SalesOrderProcessingStatus\":\"Canceled\"}");
        world.finopsDelete("CDSSalesOrderLines(dataAreaId='usmf',SalesOrderNumber='F1',LineCreationSequenceNumber=1)");

        JsonNode report = compare(1, List.of("orders", "order-lines"));

        assertThat(map(report, 0).at("/rows")).hasSize(1);
        assertThat(map(report, 0).at("/rows/0/key").asText()).isEqualTo("USMF F1");
        assertThat(map(report, 0).at("/rows/0/fields"))
                .extracting(field -> field.get("dataverseField").asText(), field -> field.get("expected")
                        .asInt())
                .containsExactly(
                        tuple("msdyn_processingstatus", 192350007), tuple("statecode", 2), tuple("statuscode", 4));
        assertThat(map(report, 1).get("rows"))
                .extracting(
                        row -> row.get("found").asText(), row -> row.get("key").asText())
                .containsExactly(tuple("differs", "USMF S1 1"), tuple("only in Sales", "USMF F1 1"));
        assertThat(map(report, 1).at("/rows/0/fields"))
                .extracting(field -> field.get("dataverseField").asText(), field -> field.get("expected")
                        .asInt())
                .containsExactly(tuple("manualdiscountamount", 10));
    }

    @Test
    void a_company_and_a_limit_narrow_what_is_read_and_listed() throws Exception {
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"demf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        assertThat(map(compare(1, List.of("accounts")), 0).get("onlyInFinops").asInt())
                .isEqualTo(1);
        assertThat(map(compare(0, List.of("accounts"), "--company", "USMF"), 0)
                        .get("equal")
                        .asInt())
                .isEqualTo(4);
        JsonNode other = map(compare(1, List.of("accounts"), "--company", "demf", "--limit", "0"), 0);
        assertThat(other.get("rows")).isEmpty();
        assertThat(other.get("more").asInt()).isEqualTo(1);
    }

    @Test
    void a_person_reads_key_fields_and_totals() throws Exception {
        world.dataverseEdit(
                "accounts(" + id("accounts", "accountnumber eq 'C-1'", "accountid") + ")", "{\"name\":\"X\"}");

        assertThat(run(List.of("accounts", "quotes"))).isEqualTo(1);
        assertThat(out.toString())
                .contains("differs: USMF C-1")
                .contains("OrganizationName 'Name of C-1' in F&O, name 'X' in Sales, to be 'Name of C-1' in Sales")
                .contains("not compared: pricelevelid")
                .containsPattern("total +4 +1 +0 +0 +1 +0")
                .endsWith("the two sides DIFFER" + System.lineSeparator());
    }

    @Test
    void a_map_that_does_not_exist_is_wrong_use_and_the_maps_are_named() {
        assertThat(run(List.of("acounts"))).isEqualTo(64);
        assertThat(err.toString()).contains("no map is called acounts").contains("accounts, ");
    }

    @Test
    void it_compares_beside_a_program_that_runs_and_without_one() throws Exception {
        world.stop();

        assertThat(compare(0, List.of("accounts")).get("agree").asBoolean()).isTrue();
        world.start();
    }

    private static JsonNode map(JsonNode report, int number) {
        return report.get("maps").get(number);
    }

    private JsonNode compare(int exitCode, List<String> maps, String... more) throws Exception {
        List<String> words = new ArrayList<>(maps);
        words.addAll(List.of("--json"));
        words.addAll(List.of(more));
        int exit = run(words);
        assertThat(exit).as(out + " " + err).isEqualTo(exitCode);
        return JSON.readTree(out.toString());
    }

    private int run(List<String> words) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("compare", "--home", home.toString()));
        all.addAll(List.of("--set", "dataverse.url=" + world.sandbox.url()));
        all.addAll(List.of("--set", "finops.url=" + world.sandbox.url()));
        world.settings().forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
        all.addAll(words);
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "contacts;contacts-to-customers, contacts-direct, contact-to-customer-direct",
        "contacts-cds;contacts-to-customers-cds, contacts-from-cds, contact-to-customer-from-cds"
    })
    void with_the_older_templates_the_rows_of_each_of_them_are_told_apart(
            String templates, String persons, String customers) throws Exception {
        world.close();
        home = home.resolve("older");
        world = new World(
                home,
                Map.of(
                        "integration",
                        "data-integrator",
                        "dataverse.company",
                        "usmf",
                        "data-integrator.templates",
                        "accounts," + templates.replace(';', ',')));
        older();
        List<String> maps = List.of("accounts-direct", persons, customers);

        assertThat(compare(0, maps).get("maps"))
                .extracting(map -> map.get("equal").asInt(), map -> map.get("filteredInDataverse")
                        .asInt())
                .containsExactly(tuple(1, 0), tuple(1, 2), tuple(1, 2));

        world.dataverseEdit("contacts(msdynce_contactnumber='CON-1')", "{\"lastname\":\"Renamed\"}");
        JsonNode changed = compare(1, maps);
        assertThat(map(changed, 1).get("equal").asInt()).isEqualTo(1);
        assertThat(map(changed, 2).at("/rows/0/key").asText()).isEqualTo("USMF CON-1");
        assertThat(map(changed, 2).at("/rows/0/fields"))
                .anySatisfy(field -> assertThat(field.get("expected").asText()).isEqualTo("Renamed"));
    }

    private void older() throws Exception {
        String contacts =
                "msdynce_contactnumber,firstname,lastname,fullname,msdynce_isactivecustomer,msdynce_iscompanyanaccount,"
                        + "parentcustomerid.Account(accountnumber)\nCON-1,Ann,Buys,Ann Buys,true,true,ACC-1\nCON-2,Ben,Works,Ben Works,false,true,ACC-1\n"
                        + "CON-3,Cid,Alone,Cid Alone,false,false,\n";
        String ofAccount = ",\"parentcustomerid_account@odata.bind\":\"/accounts(accountnumber='ACC-1')\"";
        world.dataverseRow("accounts", "{\"accountnumber\":\"ACC-1\",\"name\":\"First\"}");
        contact("CON-1", "Ann", "Buys", true, ofAccount);
        contact("CON-2", "Ben", "Works", false, ofAccount);
        contact("CON-3", "Cid", "Alone", false, "");
        world.dropAndRest(DATAVERSE, "accounts.csv", "accountnumber,name\nACC-1,First\n");
        world.dropAndRest(DATAVERSE, "contacts.csv", contacts);
    }

    private void contact(String number, String first, String last, boolean active, String more) throws Exception {
        world.dataverseRow(
                "contacts",
                "{\"msdynce_contactnumber\":\"" + number + "\",\"firstname\":\"" + first + "\",\"lastname\":\"" + last
                        + "\",\"msdynce_isactivecustomer\":" + active + more + "}");
    }
}
