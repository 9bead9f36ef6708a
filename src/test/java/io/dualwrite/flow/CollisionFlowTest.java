package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two documents that came by the same number on their own. */
class CollisionFlowTest {
    private static final String ORDERS =
            "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName\n";
    private static final String LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,LineAmount,CurrencyCode\n";
    private static final String SALES_ORDERS = "msdyn_salesordernumber,msdyn_company.cdm_companycode,name,"
            + "customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,msdyn_ordertype\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home);
        for (String customer : new String[] {"C-1", "C-2"}) {
            world.finopsRow(
                    "CustomersV3",
                    "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"" + customer
                            + "\",\"PartyType\":\"Organization\"}");
        }
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.dropAndRest(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                        usmf,C-1,Organization,One,USD
                        usmf,C-2,Organization,Two,USD
                        """);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_order_of_sales_does_not_overwrite_the_order_of_finops_with_its_number() throws Exception {
        world.finopsRow(
                "CDSSalesOrderHeaders",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"0001\",\"OrderingCustomerAccountNumber\":\"C-1\","
                        + "\"CurrencyCode\":\"USD\",\"SalesOrderName\":\"Of F&O\"}");

        world.dropAndRest(DATAVERSE, "salesorders.csv", SALES_ORDERS + "0001,usmf,Of Sales,C-2,USD,192350000\n");

        assertThat(customerInFinops("0001")).isEqualTo("C-1");
        JsonNode row = world.report(DATAVERSE, "done", "salesorders.csv").at("/rows/0");
        assertThat(row.get("outcome").asText()).isEqualTo("refused");
        assertThat(row.get("reason").asText()).isEqualTo("number-collision");
        assertThat(row.get("expected").asText()).contains("0001");
    }

    @Test
    void an_order_that_is_there_already_with_the_same_customer_is_the_same_order() throws Exception {
        world.finopsRow(
                "CDSSalesOrderHeaders",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"0001\",\"OrderingCustomerAccountNumber\":\"C-1\","
                        + "\"CurrencyCode\":\"USD\"}");

        world.dropAndRest(DATAVERSE, "salesorders.csv", SALES_ORDERS + "0001,usmf,Of Sales,C-1,USD,192350000\n");

        assertThat(world.count("orders.to-finops", "delivered")).isEqualTo(1);
    }

    @Test
    void an_order_of_finops_with_the_number_that_sales_brought_there_is_refused_with_its_lines() throws Exception {
        world.dropAndRest(DATAVERSE, "salesorders.csv", SALES_ORDERS + "0001,usmf,Of Sales,C-1,USD,192350000\n");

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + "usmf,0001,C-2,USD,Of F&O\n");
        world.dropAndRest(FINOPS, "CDSSalesOrderLines.csv", LINES + "usmf,0001,1,P-1,2,pcs,20,40,USD\n");

        assertThat(world.count("orders.to-dataverse", "refused")).isEqualTo(1);
        assertThat(world.count("order-lines.to-dataverse", "refused")).isEqualTo(1);
        assertThat(world.writesTo("salesorderdetails")).isZero();
    }

    @Test
    void an_order_of_sales_stays_as_it_is_when_finops_sends_another_one_of_its_number() throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderLines.csv", LINES + "usmf,0001,1,P-1,2,pcs,20,40,USD\n");
        String account = world.dataverse("accounts", "accountnumber eq 'C-1'")
                .get(0)
                .get("accountid")
                .asText();
        String company = world.dataverse("cdm_companies", "cdm_companycode eq 'usmf'")
                .get(0)
                .get("cdm_companyid")
                .asText();
        world.dataverseRow(
                "salesorders",
                "{\"msdyn_salesordernumber\":\"0001\",\"name\":\"Of Sales\",\"customerid_account@odata.bind\":\"/accounts("
                        + account + ")\",\"msdyn_company@odata.bind\":\"/cdm_companies(" + company + ")\"}");

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + "usmf,0001,C-2,USD,Of F&O\n");

        assertThat(world.count("orders.to-dataverse", "refused")).isEqualTo(1);
        assertThat(world.count("order-lines.to-dataverse", "refused")).isEqualTo(1);
        assertThat(world.dataverse("salesorders", "msdyn_salesordernumber eq '0001'")
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("Of Sales");
    }

    @Test
    void a_customer_that_finops_changes_after_it_knew_the_order_is_a_change() throws Exception {
        world.dropAndRest(DATAVERSE, "salesorders.csv", SALES_ORDERS + "0001,usmf,Of Sales,C-1,USD,192350000\n");
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + "usmf,0001,C-1,USD,Of Sales\n");

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders-2.csv", ORDERS + "usmf,0001,C-2,USD,Of Sales\n");

        assertThat(world.count("orders.to-dataverse", "refused")).isZero();
    }

    private String customerInFinops(String number) throws Exception {
        return world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq '" + number + "'")
                .get(0)
                .get("OrderingCustomerAccountNumber")
                .asText();
    }
}
