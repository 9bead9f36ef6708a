package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of Sales that have no number of their own yet, and where the number goes. */
class NumberingFlowTest {
    private static final String ID = "0b7c1d2e-0000-4000-8000-00000000000";
    private static final String ACCOUNTS = "accountid,accountnumber,msdyn_company.cdm_companycode,customertypecode,"
            + "name,transactioncurrencyid.isocurrencycode\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.dropAndRest(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void without_numbering_an_account_without_number_is_rejected() throws Exception {
        world.dropAndRest(DATAVERSE, "accounts.csv", ACCOUNTS + ID + "1,,usmf,3,One,USD\n");

        assertThat(world.count("accounts.to-finops", "rejected")).isEqualTo(1);
    }

    @Test
    void numbers_are_unique_the_same_on_a_second_run_and_stand_on_both_sides() throws Exception {
        switchNumberingOn("accounts");
        world.dataverseRow("accounts", "{\"accountid\":\"" + ID + "1\",\"name\":\"One\"}");
        world.dataverseRow("accounts", "{\"accountid\":\"" + ID + "2\",\"name\":\"Two\"}");
        String rows = ACCOUNTS + ID + "1,,usmf,3,One,USD\n" + ID + "2,,usmf,3,Two,USD\n";

        world.dropAndRest(DATAVERSE, "accounts.csv", rows);
        String one = numberInSales(1);
        String two = numberInSales(2);
        assertThat(one).matches("ACC-01000-[A-Z0-9]{6}");
        assertThat(two).matches("ACC-01001-[A-Z0-9]{6}");
        assertThat(world.finops("CustomersV3", "CustomerAccount eq '" + one + "'"))
                .hasSize(1);

        long writes = world.writes();
        world.dropAndRest(DATAVERSE, "accounts-again.csv", rows);
        assertThat(world.writes()).isEqualTo(writes);
        assertThat(world.count("accounts.to-finops", "unchanged")).isEqualTo(2);

        world.dropAndRest(DATAVERSE, "accounts-later.csv", ACCOUNTS + ID + "1," + one + ",usmf,3,Renamed,USD\n");
        assertThat(world.finops("CustomersV3", "OrganizationName eq 'Renamed'")).hasSize(1);
        assertThat(world.finops("CustomersV3", "PartyType eq 'Organization'")).hasSize(2);
    }

    @Test
    void a_row_without_number_and_without_guid_cannot_be_numbered_and_says_so() throws Exception {
        switchNumberingOn("accounts");

        world.dropAndRest(DATAVERSE, "accounts.csv", ACCOUNTS.replace("accountid,", "") + ",usmf,3,One,USD\n");

        JsonNode row = world.report(DATAVERSE, "done", "accounts.csv").at("/rows/0");
        assertThat(row.get("reason").asText()).isEqualTo("number-missing");
        assertThat(row.get("expected").asText()).contains("accountid");
    }

    @Test
    void an_account_that_the_filter_drops_uses_up_no_number() throws Exception {
        switchNumberingOn("accounts");
        world.dropAndRest(
                DATAVERSE, "accounts.csv", ACCOUNTS + ID + "1,,usmf,10,No customer,USD\n" + ID + "2,,usmf,3,Two,USD\n");

        assertThat(world.count("accounts.to-finops", "filtered")).isEqualTo(1);
        JsonNode customer =
                world.finops("CustomersV3", "OrganizationName eq 'Two'").get(0);
        assertThat(customer.get("CustomerAccount").asText()).startsWith("ACC-01000-");
    }

    @Test
    void a_number_derived_from_ordernumber_is_written_back_into_sales() throws Exception {
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                        usmf,C-1,Organization,One,USD
                        """);
        String company = world.dataverse("cdm_companies", "cdm_companycode eq 'usmf'")
                .get(0)
                .get("cdm_companyid")
                .asText();
        String account = world.dataverse("accounts", "accountnumber eq 'C-1'")
                .get(0)
                .get("accountid")
                .asText();
        world.dataverseRow(
                "salesorders",
                "{\"ordernumber\":\"ORD-7\",\"name\":\"Seven\",\"customerid_account@odata.bind\":\"/accounts(" + account
                        + ")\",\"msdyn_company@odata.bind\":\"/cdm_companies(" + company + ")\"}");

        world.dropAndRest(
                DATAVERSE,
                "salesorders.csv",
                """
                        msdyn_salesordernumber,ordernumber,msdyn_company.cdm_companycode,name,customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,msdyn_ordertype
                        ,ORD-7,usmf,Seven,C-1,USD,192350000
                        """);

        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'ORD-7'"))
                .hasSize(1);
        assertThat(world.dataverse("salesorders", "ordernumber eq 'ORD-7'")
                        .get(0)
                        .get("msdyn_salesordernumber")
                        .asText())
                .isEqualTo("ORD-7");
    }

    private String numberInSales(int id) throws Exception {
        return world.dataverse("accounts", "accountid eq " + ID + id)
                .get(0)
                .get("accountnumber")
                .asText();
    }

    /** As an integrator does it: one line less of a comment. */
    private void switchNumberingOn(String map) throws Exception {
        Path file = home.resolve("routes/maps/" + map + ".map.yaml");
        Files.writeString(file, Files.readString(file).replace("# numbering:", "numbering:"));
        world.restart();
    }
}
