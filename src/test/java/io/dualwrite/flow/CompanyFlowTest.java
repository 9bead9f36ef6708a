package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose row it is: one company however it is written, two rows where two companies have the same number. */
class CompanyFlowTest {
    private static final String CUSTOMERS = "dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode\n";
    private static final String ORDERS =
            "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName\n";
    private static final String SALES_ORDERS = "msdyn_salesordernumber,msdyn_company.cdm_companycode,name,"
            + "customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,msdyn_ordertype\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void startWithTwoCompanies() throws Exception {
        world = new World(home);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso US\nDEMF,Contoso DE\n");
        world.dropAndRest(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\nEUR,Euro,E\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void usmf_is_one_company_however_it_is_written() throws Exception {
        world.dropAndRest(FINOPS, "CustomersV3-1.csv", CUSTOMERS + "usmf,C-1,Organization,One,USD\n");
        long writes = world.writes();

        world.dropAndRest(FINOPS, "CustomersV3-2.csv", CUSTOMERS + "USMF,C-1,Organization,One,USD\n");
        assertThat(world.count("accounts.to-dataverse", "unchanged")).isEqualTo(1);
        world.dropAndRest(
                DATAVERSE,
                "accounts.csv",
                "accountnumber,msdyn_company.cdm_companycode,customertypecode,name\nC-1,UsMf,3,One\n");
        assertThat(world.count("accounts.to-finops", "echo")).isEqualTo(1);

        assertThat(world.writes()).isEqualTo(writes);
        assertThat(world.dataverse("accounts", "accountnumber eq 'C-1'")).hasSize(1);
    }

    @Test
    void finops_gets_the_company_in_lower_case() throws Exception {
        world.dropAndRest(
                DATAVERSE,
                "accounts.json",
                """
                [{"accountnumber":"C-1","msdyn_company":{"cdm_companycode":"USMF"},"customertypecode":3,"name":"One"}]
                """);

        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-1'")
                        .get(0)
                        .get("dataAreaId")
                        .asText())
                .isEqualTo("usmf");
    }

    @Test
    void an_order_finds_the_customer_of_its_own_company() throws Exception {
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                CUSTOMERS + "usmf,C-1,Organization,American,USD\nDEMF,C-1,Organization,German,EUR\n");
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + "USMF,F1,C-1,USD,A\ndemf,F1,C-1,EUR,B\n");

        assertThat(world.dataverse("salesorders", "msdyn_salesordernumber eq 'F1'"))
                .hasSize(2);
        assertThat(customerOf("usmf")).isEqualTo("American");
        assertThat(customerOf("demf")).isEqualTo("German");
    }

    @Test
    void orders_of_sales_with_one_number_reach_their_two_companies() throws Exception {
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                CUSTOMERS + "usmf,C-1,Organization,American,USD\ndemf,C-1,Organization,German,EUR\n");
        for (String company : new String[] {"usmf", "demf"}) {
            world.finopsRow(
                    "CustomersV3",
                    "{\"dataAreaId\":\"" + company + "\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        }

        world.dropAndRest(
                DATAVERSE,
                "salesorders.csv",
                SALES_ORDERS + "S1,USMF,A,C-1,USD,192350000\nS1,demf,B,C-1,EUR,192350000\n");

        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'S1'"))
                .hasSize(2);
        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'S1' and dataAreaId eq 'demf'")
                        .get(0)
                        .get("CurrencyCode")
                        .asText())
                .isEqualTo("EUR");
    }

    @Test
    void a_customer_of_another_company_is_no_customer_of_this_one() throws Exception {
        world.dropAndRest(FINOPS, "CustomersV3.csv", CUSTOMERS + "demf,C-1,Organization,German,EUR\n");

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + "usmf,F1,C-1,USD,A\n");

        assertThat(world.count("orders.to-dataverse", "waiting")).isEqualTo(1);
        assertThat(world.report(FINOPS, "done", "CDSSalesOrderHeaders.csv")
                        .at("/rows/0/expected")
                        .asText())
                .contains("USMF C-1");
    }

    @Test
    void rows_without_a_company_are_of_their_folders() throws Exception {
        String rows = "CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode\nC-1,Organization,One,USD\n";
        for (String company : new String[] {"usmf", "DEMF"}) {
            dropIntoFolder(company, "CustomersV3.csv", rows);
        }
        world.await(() -> world.dataverse("accounts", "accountnumber eq 'C-1'").size() == 2);
        world.rest();

        assertThat(world.count("accounts.to-dataverse", "created")).isEqualTo(2);
        assertThat(home.resolve("drop/finops/done/CustomersV3.csv")).exists();
        assertThat(home.resolve("drop/finops/done/CustomersV3-2.csv")).exists();
        assertThat(home.resolve("drop/finops/usmf")).isEmptyDirectory();
        assertThat(world.report(FINOPS, "done", "CustomersV3.csv").get("file").asText())
                .isIn("usmf/CustomersV3.csv", "DEMF/CustomersV3.csv");
    }

    @Test
    void the_row_says_it_first_then_the_properties_then_the_folder() throws Exception {
        Files.createDirectories(home.resolve("drop/finops/usmf"));
        Files.writeString(home.resolve("drop/finops/usmf/CustomersV3.csv.properties"), "company=demf\n");
        dropIntoFolder(
                "usmf", "CustomersV3.csv", CUSTOMERS + ",C-1,Organization,One,EUR\nusmf,C-2,Organization,Two,USD\n");
        world.await(() -> Files.exists(home.resolve("drop/finops/done/CustomersV3.csv")));
        world.rest();

        assertThat(companyOf("C-1")).isEqualTo("DEMF");
        assertThat(companyOf("C-2")).isEqualTo("usmf");
    }

    @Test
    void a_row_of_no_company_is_rejected_and_told_where_to_say_it() throws Exception {
        world.dropAndRest(
                FINOPS, "CustomersV3.csv", "CustomerAccount,PartyType,OrganizationName\nC-1,Organization,One\n");

        JsonNode row = world.report(FINOPS, "done", "CustomersV3.csv").at("/rows/0");
        assertThat(row.get("outcome").asText()).isEqualTo("rejected");
        assertThat(row.get("reason").asText()).isEqualTo("company-missing");
        assertThat(row.get("remedy").asText()).contains("finops.company");
    }

    @Test
    void a_company_that_is_not_there_is_waited_for_by_name() throws Exception {
        world.dropAndRest(FINOPS, "CustomersV3.csv", CUSTOMERS + "jpmf,C-1,Organization,One,USD\n");
        JsonNode row = world.report(FINOPS, "done", "CustomersV3.csv").at("/rows/0");
        assertThat(row.get("outcome").asText()).isEqualTo("waiting");
        assertThat(row.get("expected").asText()).contains("JPMF");

        world.dropAndRest(FINOPS, "LegalEntities-2.csv", "LegalEntityId,Name\nJPMF,Contoso JP\n");

        assertThat(companyOf("C-1")).isEqualTo("JPMF");
    }

    @Test
    void what_all_companies_share_has_none() throws Exception {
        world.dropAndRest(FINOPS, "Currencies-2.csv", "dataAreaId,CurrencyCode,Name,Symbol\nusmf,SEK,Krona,kr\n");
        world.dropAndRest(FINOPS, "Currencies-3.csv", "dataAreaId,CurrencyCode,Name,Symbol\ndemf,SEK,Krona,kr\n");

        assertThat(world.dataverse("transactioncurrencies", "isocurrencycode eq 'SEK'"))
                .hasSize(1);
        assertThat(world.count("currencies.to-dataverse", "unchanged")).isEqualTo(1);
    }

    private String customerOf(String company) throws Exception {
        for (JsonNode order : world.dataverse("salesorders", "msdyn_company/cdm_companycode eq '" + company + "'")) {
            String id = order.get("_customerid_value").asText();
            return world.dataverse("accounts", "accountid eq " + id)
                    .get(0)
                    .get("name")
                    .asText();
        }
        throw new AssertionError("no order in " + company);
    }

    private String companyOf(String account) throws Exception {
        String id = world.dataverse("accounts", "accountnumber eq '" + account + "'")
                .get(0)
                .get("_msdyn_company_value")
                .asText();
        return world.dataverse("cdm_companies", "cdm_companyid eq " + id)
                .get(0)
                .get("cdm_companycode")
                .asText();
    }

    private void dropIntoFolder(String company, String name, String content) throws Exception {
        Path draft = Files.writeString(home.resolve(name + ".tmp"), content);
        Path folder = Files.createDirectories(home.resolve("drop/finops").resolve(company));
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
