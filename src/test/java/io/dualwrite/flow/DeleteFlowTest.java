package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deletions, both ways: what they take with them, what they leave, and that nothing older brings a row back. */
class DeleteFlowTest {
    private static final String CUSTOMERS = "dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode\n";
    private static final String QUOTES =
            "dataAreaId,SalesQuotationNumber,RequestingCustomerAccountNumber,CurrencyCode,SalesQuotationName\n";
    private static final String QUOTE_LINES = "dataAreaId,SalesQuotationNumber,LineCreationSequenceNumber,"
            + "ProductNumber,RequestedSalesQuantity,SalesUnitSymbol,SalesPrice,CurrencyCode\n";
    private static final String ORDERS =
            "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName\n";
    private static final String LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,LineAmount,CurrencyCode\n";

    @TempDir
    Path home;

    private World world;
    private int files;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home);
        for (String customer : new String[] {"C-1", "C-2"}) {
            world.finopsRow(
                    "CustomersV3",
                    "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"" + customer
                            + "\",\"PartyType\":\"Organization\"}");
        }
        world.finopsRow("CDSReleasedDistinctProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\"}");
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.drop(
                FINOPS,
                "CDSReleasedDistinctProducts.csv",
                """
                dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode
                usmf,P-1,P-1,Lamp,Item,pcs,2,20,USD
                """);
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                CUSTOMERS + "usmf,C-1,Organization,One,USD\nusmf,C-2,Organization,Two,USD\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_deleted_row_is_deleted_on_the_other_side_and_its_echo_asks_nothing() throws Exception {
        JsonNode row = delete(FINOPS, "CustomersV3", "dataAreaId,CustomerAccount\nUSMF,c-2\n");
        assertThat(row.isMissingNode()).isTrue();
        assertThat(accounts("C-2")).isEmpty();
        assertThat(accounts("C-1")).hasSize(1);
        assertThat(world.count("accounts.to-dataverse", "deleted")).isEqualTo(1);

        long writes = world.writes();
        delete(DATAVERSE, "accounts", "accountnumber,msdyn_company.cdm_companycode\nC-2,usmf\n");

        assertThat(world.count("accounts.to-finops", "echo")).isEqualTo(1);
        assertThat(world.writes()).isEqualTo(writes);
        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-2'")).hasSize(1);
    }

    @Test
    void an_account_deleted_in_sales_is_deleted_in_finops() throws Exception {
        delete(DATAVERSE, "accounts", "accountnumber,msdyn_company.cdm_companycode\nC-2,usmf\n");

        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-2'")).isEmpty();
        assertThat(world.count("accounts.to-finops", "deleted")).isEqualTo(1);
    }

    @Test
    void a_row_that_never_existed_is_gone_already() throws Exception {
        delete(FINOPS, "CustomersV3", "dataAreaId,CustomerAccount\nusmf,C-9\n");

        assertThat(world.count("accounts.to-dataverse", "unchanged")).isEqualTo(1);
    }

    @Test
    void a_row_that_was_never_synchronised_is_not_deleted_for_having_the_same_number() throws Exception {
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-7\",\"PartyType\":\"Organization\"}");

        JsonNode row = delete(DATAVERSE, "accounts", "accountnumber,msdyn_company.cdm_companycode\nC-7,usmf\n");

        assertThat(row.get("outcome").asText()).isEqualTo("refused");
        assertThat(row.get("reason").asText()).isEqualTo("never-synchronised");
        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-7'")).hasSize(1);
    }

    @Test
    void a_deletion_from_the_wrong_side_of_a_one_way_map_is_refused() throws Exception {
        JsonNode row = delete(DATAVERSE, "products", "msdyn_productnumber,msdyn_companyid.cdm_companycode\nP-1,usmf\n");

        assertThat(row.get("reason").asText()).isEqualTo("one-way");
        assertThat(world.finops("CDSReleasedDistinctProducts", "ProductNumber eq 'P-1'"))
                .hasSize(1);
    }

    @Test
    void a_deleted_quote_takes_its_lines_along_and_their_own_deletions_find_nothing_to_do() throws Exception {
        dropQuote("Q1");
        assertThat(world.dataverse("quotedetails", "sequencenumber ge 1")).hasSize(2);

        delete(FINOPS, "CDSSalesQuotationHeaders", "dataAreaId,SalesQuotationNumber\nusmf,Q1\n");
        assertThat(world.dataverse("quotes", "msdyn_quotenumber eq 'Q1'")).isEmpty();
        assertThat(world.dataverse("quotedetails", "sequencenumber ge 1")).isEmpty();

        long writes = world.writes();
        delete(
                FINOPS,
                "CDSSalesQuotationLines",
                "dataAreaId,SalesQuotationNumber,LineCreationSequenceNumber\nusmf,Q1,1\n");
        delete(
                DATAVERSE,
                "quotedetails",
                "quoteid.msdyn_quotenumber,quoteid.msdyn_company.cdm_companycode,sequencenumber\nQ1,usmf,2\n");
        assertThat(world.count("quote-lines.to-dataverse", "unchanged")).isEqualTo(1);
        assertThat(world.count("quote-lines.to-finops", "echo")).isEqualTo(1);
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void a_customer_with_quotes_is_not_deleted_until_they_are() throws Exception {
        dropQuote("Q1");

        JsonNode row = delete(FINOPS, "CustomersV3", "dataAreaId,CustomerAccount\nusmf,C-1\n");
        assertThat(row.get("outcome").asText()).isEqualTo("rejected");
        assertThat(row.get("reason").asText()).isEqualTo("delete-refused");
        assertThat(row.get("expected").asText()).contains("associated with another record");
        assertThat(accounts("C-1")).hasSize(1);

        delete(FINOPS, "CDSSalesQuotationHeaders", "dataAreaId,SalesQuotationNumber\nusmf,Q1\n");

        assertThat(accounts("C-1")).isEmpty();
        assertThat(world.count("accounts.to-dataverse", "rejected")).isZero();
        assertThat(world.count("accounts.to-dataverse", "deleted")).isEqualTo(1);
    }

    @Test
    void finops_words_for_a_customer_with_orders_are_in_the_report() throws Exception {
        world.finopsRow(
                "CDSSalesOrderHeaders",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"F1\",\"OrderingCustomerAccountNumber\":\"C-2\"}");

        JsonNode row = delete(DATAVERSE, "accounts", "accountnumber,msdyn_company.cdm_companycode\nC-2,usmf\n");

        assertThat(row.get("reason").asText()).isEqualTo("delete-refused");
        assertThat(row.get("expected").asText()).contains("CDSSalesOrderHeaders");
        assertThat(row.get("remedy").asText()).contains("F&O");
    }

    @Test
    void a_deleted_order_is_kept_with_its_lines_and_changes_of_sales_do_not_bring_it_back() throws Exception {
        drop(FINOPS, "CDSSalesOrderHeaders", ORDERS + "usmf,F1,C-1,USD,An order\n");
        drop(FINOPS, "CDSSalesOrderLines", LINES + "usmf,F1,1,P-1,2,pcs,20,40,USD\n");

        JsonNode row = delete(FINOPS, "CDSSalesOrderHeaders", "dataAreaId,SalesOrderNumber\nusmf,F1\n");
        assertThat(row.get("outcome").asText()).isEqualTo("filtered");
        assertThat(row.get("reason").asText()).isEqualTo("delete-kept");
        delete(FINOPS, "CDSSalesOrderLines", "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber\nusmf,F1,1\n");
        assertThat(world.dataverse("salesorderdetails", "sequencenumber eq 1")).hasSize(1);

        drop(
                DATAVERSE,
                "salesorders",
                "msdyn_salesordernumber,msdyn_company.cdm_companycode,msdyn_ordertype,customerid.Account(accountnumber),"
                        + "transactioncurrencyid.isocurrencycode\nF1,usmf,192350000,C-2,USD\n");
        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'F1'"))
                .isEmpty();
        assertThat(world.count("orders.to-finops", "filtered")).isEqualTo(1);
    }

    @Test
    void a_line_taken_off_a_closed_order_is_taken_off_it_in_sales_too() throws Exception {
        drop(
                FINOPS,
                "CDSSalesOrderHeaders",
                ORDERS.strip() + ",SalesOrderProcessingStatus\nusmf,F1,C-1,USD,An order,Delivered\n");
        drop(FINOPS, "CDSSalesOrderLines", LINES + "usmf,F1,1,P-1,2,pcs,20,40,USD\nusmf,F1,2,P-1,1,pcs,20,20,USD\n");

        delete(FINOPS, "CDSSalesOrderLines", "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber\nusmf,F1,1\n");

        assertThat(world.dataverse("salesorderdetails", "sequencenumber ge 1")).hasSize(1);
        assertThat(world.dataverse("salesorders", "msdyn_salesordernumber eq 'F1'")
                        .get(0)
                        .get("statecode")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void a_map_may_deactivate_instead_and_a_new_row_puts_it_into_use_again() throws Exception {
        policy("accounts", "{ to-dataverse: deactivate }");

        delete(FINOPS, "CustomersV3", "dataAreaId,CustomerAccount\nusmf,C-2\n");
        assertThat(accounts("C-2").get(0).get("statecode").asInt()).isEqualTo(1);
        assertThat(accounts("C-2").get(0).get("statuscode").asInt()).isEqualTo(2);

        drop(FINOPS, "CustomersV3", CUSTOMERS + "usmf,C-2,Organization,Two,USD\n");
        assertThat(accounts("C-2")).hasSize(1);
        assertThat(accounts("C-2").get(0).get("statecode").asInt()).isZero();
    }

    @Test
    void a_customer_deactivated_in_finops_is_on_hold_for_everything() throws Exception {
        policy("accounts", "deactivate");

        delete(DATAVERSE, "accounts", "accountnumber,msdyn_company.cdm_companycode\nC-2,usmf\n");

        assertThat(world.finops("CustomersV3", "CustomerAccount eq 'C-2'")
                        .get(0)
                        .get("OnHoldStatus")
                        .asText())
                .isEqualTo("All");
    }

    @Test
    void a_row_that_waits_does_not_come_back_after_its_deletion() throws Exception {
        drop(FINOPS, "CustomersV3", CUSTOMERS + "usmf,C-5,Organization,Five,SEK\n");
        assertThat(world.count("accounts.to-dataverse", "waiting")).isEqualTo(1);

        delete(FINOPS, "CustomersV3", "dataAreaId,CustomerAccount\nusmf,C-5\n");
        drop(FINOPS, "Currencies", "CurrencyCode,Name,Symbol\nSEK,Krona,kr\n");

        assertThat(accounts("C-5")).isEmpty();
        assertThat(world.count("accounts.to-dataverse", "waiting")).isZero();
        assertThat(world.count("accounts.to-dataverse", "filtered")).isEqualTo(1);
    }

    @Test
    void lines_that_wait_for_a_header_end_with_its_deletion() throws Exception {
        drop(FINOPS, "CDSSalesQuotationLines", QUOTE_LINES + "usmf,Q1,1,P-1,2,pcs,20,USD\n");
        assertThat(world.count("quote-lines.to-dataverse", "waiting")).isEqualTo(1);

        delete(FINOPS, "CDSSalesQuotationHeaders", "dataAreaId,SalesQuotationNumber\nusmf,Q1\n");

        assertThat(world.count("quote-lines.to-dataverse", "waiting")).isZero();
        assertThat(world.count("quote-lines.to-dataverse", "filtered")).isEqualTo(1);
    }

    @Test
    void a_row_dropped_anew_after_its_deletion_is_created_again_as_a_whole() throws Exception {
        delete(FINOPS, "CustomersV3", "dataAreaId,CustomerAccount\nusmf,C-2\n");

        drop(FINOPS, "CustomersV3", CUSTOMERS + "usmf,C-2,Organization,Two,USD\n");

        assertThat(accounts("C-2")).hasSize(1);
        assertThat(accounts("C-2").get(0).get("name").asText()).isEqualTo("Two");
    }

    @Test
    void deletion_and_change_in_one_file_go_in_their_order() throws Exception {
        world.dropAndRest(
                FINOPS,
                "CustomersV3-json.json",
                """
                {"_operation":"delete","dataAreaId":"usmf","CustomerAccount":"C-2"}
                {"dataAreaId":"usmf","CustomerAccount":"C-2","PartyType":"Organization","OrganizationName":"Anew","SalesCurrencyCode":"USD"}
                {"dataAreaId":"usmf","CustomerAccount":"C-1","PartyType":"Organization","OrganizationName":"Last","SalesCurrencyCode":"USD"}
                {"_operation":"delete","dataAreaId":"usmf","CustomerAccount":"C-1"}
                """);

        assertThat(accounts("C-2").get(0).get("name").asText()).isEqualTo("Anew");
        assertThat(accounts("C-1")).isEmpty();
    }

    private void dropQuote(String number) throws Exception {
        drop(FINOPS, "CDSSalesQuotationHeaders", QUOTES + "usmf," + number + ",C-1,USD,A quote\n");
        drop(
                FINOPS,
                "CDSSalesQuotationLines",
                QUOTE_LINES + "usmf," + number + ",1,P-1,2,pcs,20,USD\nusmf," + number + ",2,P-1,3,pcs,20,USD\n");
    }

    private JsonNode accounts(String number) throws Exception {
        return world.dataverse("accounts", "accountnumber eq '" + number + "'");
    }

    private void drop(Side side, String entity, String content) throws Exception {
        world.dropAndRest(side, entity + "-" + ++files + ".csv", content);
    }

    /** Drops rows to be deleted; gives the first row of the report, if one is there. */
    private JsonNode delete(Side side, String entity, String content) throws Exception {
        String name = entity + "-" + ++files + ".csv";
        Path folder = Files.createDirectories(home.resolve("drop").resolve(side.word()));
        Files.writeString(folder.resolve(name + ".properties"), "operation=delete\n");
        world.dropAndRest(side, name, content);
        return world.report(side, "done", name).at("/rows/0");
    }

    private void policy(String map, String delete) throws Exception {
        Path file = home.resolve("routes/maps/" + map + ".map.yaml");
        Files.writeString(file, Files.readString(file).replace("fields:\n", "delete: " + delete + "\nfields:\n"));
        world.restart();
    }
}
