package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders through the whole of it: files in, both systems over HTTP, the journal's account of every row. */
class OrderFlowTest {
    private static final String LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,LineDiscountAmount,FixedPriceCharges,LineAmount,CurrencyCode\n";
    private static final String HEADERS =
            "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName,SalesOrderProcessingStatus\n";
    private static final String SALES_HEADERS = "msdyn_salesordernumber,msdyn_company.cdm_companycode,name,"
            + "customerid.Account(accountnumber),transactioncurrencyid.isocurrencycode,msdyn_ordertype\n";
    private static final String SALES_LINES = "salesorderid.msdyn_salesordernumber,"
            + "salesorderid.msdyn_company.cdm_companycode,sequencenumber,productid.msdyn_productnumber,quantity,"
            + "uomid.msdyn_symbol,priceperunit,manualdiscountamount\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void startWithReferenceData() throws Exception {
        world = new World(home);
        world.finopsRow(
                "CustomersV3", "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\"}");
        world.finopsRow("CDSReleasedDistinctProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\"}");
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.drop(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode,InvoiceAccount
                        USMF,C-1,Organization,First Customer,USD,C-1
                        """);
        world.dropAndRest(
                FINOPS,
                "CDSReleasedDistinctProducts.csv",
                """
                        dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode
                        usmf,P-1,P-1,Lamp,Item,pcs,2,20,USD
                        """);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void linesDroppedBeforeTheirHeadersWaitAndArriveByThemselves() throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderLines.csv", LINES + "usmf,F1,1,P-1,3,pcs,20,3.33,-0.01,50.00,USD\n");
        assertThat(world.count("order-lines.to-dataverse", "waiting")).isEqualTo(1);
        assertThat(world.dataverse("salesorderdetails", "sequencenumber eq 1")).isEmpty();

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", HEADERS + "usmf,F1,C-1,USD,An order,Delivered\n");

        JsonNode line =
                world.dataverse("salesorderdetails", "sequencenumber eq 1").get(0);
        assertThat(line.get("manualdiscountamount").decimalValue()).isEqualByComparingTo("10.00");
        JsonNode order =
                world.dataverse("salesorders", "msdyn_salesordernumber eq 'F1'").get(0);
        assertThat(order.get("statecode").asInt()).isEqualTo(3);
        assertThat(order.get("statuscode").asInt()).isEqualTo(100001);
        assertThat(world.count("order-lines.to-dataverse", "created")).isEqualTo(1);
        assertThat(world.count("order-lines.to-dataverse", "waiting")).isZero();
    }

    @Test
    void aLaterLineOfAClosedOrderReopensAndClosesItAgain() throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", HEADERS + "usmf,F1,C-1,USD,An order,Delivered\n");
        assertThat(world.dataverse("salesorders", "msdyn_salesordernumber eq 'F1'")
                        .get(0)
                        .get("statecode")
                        .asInt())
                .isEqualTo(3);

        world.dropAndRest(FINOPS, "CDSSalesOrderLines.csv", LINES + "usmf,F1,1,P-1,2,pcs,20,0,0,40,USD\n");

        assertThat(world.count("order-lines.to-dataverse", "created")).isEqualTo(1);
        JsonNode order =
                world.dataverse("salesorders", "msdyn_salesordernumber eq 'F1'").get(0);
        assertThat(List.of(
                        order.get("statecode").asInt(), order.get("statuscode").asInt()))
                .containsExactly(3, 100001);
    }

    @Test
    void theSameContentDroppedTwiceWritesNothingTwiceAndSaysSo() throws Exception {
        String headers = HEADERS + "usmf,F1,C-1,USD,An order,Confirmed\n";
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", headers);
        long writes = world.writes();

        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders-again.csv", headers);

        assertThat(world.writes()).isEqualTo(writes);
        assertThat(world.count("orders.to-dataverse", "unchanged")).isEqualTo(1);
        assertThat(world.report(FINOPS, "done", "CDSSalesOrderHeaders-again.csv")
                        .at("/sameContentAs/file")
                        .asText())
                .isEqualTo("CDSSalesOrderHeaders.csv");
    }

    @Test
    void anOrderFromSalesArrivesWithItsDiscountSplitAndItsEchoDies() throws Exception {
        world.drop(DATAVERSE, "salesorders.csv", SALES_HEADERS + "C1,usmf,From Sales,C-1,USD,192350000\n");
        world.dropAndRest(DATAVERSE, "salesorderdetails.csv", SALES_LINES + "C1,usmf,1,P-1,3,pcs,20,10.00\n");

        JsonNode line =
                world.finops("CDSSalesOrderLines", "SalesOrderNumber eq 'C1'").get(0);
        assertThat(line.get("LineDiscountAmount").decimalValue()).isEqualByComparingTo("3.33");
        assertThat(line.get("FixedPriceCharges").decimalValue()).isEqualByComparingTo("-0.01");

        long writes = world.writes();
        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderLines.csv",
                LINES.replace(",LineAmount,CurrencyCode", "") + "usmf,C1,1,P-1,3.000,pcs,20.00,3.33,-0.01\n");
        assertThat(world.count("order-lines.to-dataverse", "echo")).isEqualTo(1);
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void aChangedQuantityAloneChangesTheDiscountPerUnit() throws Exception {
        world.drop(DATAVERSE, "salesorders.csv", SALES_HEADERS + "C1,usmf,From Sales,C-1,USD,192350000\n");
        world.dropAndRest(DATAVERSE, "salesorderdetails.csv", SALES_LINES + "C1,usmf,1,P-1,3,pcs,20,10.00\n");

        world.dropAndRest(
                DATAVERSE,
                "salesorderdetails.csv",
                """
                        salesorderid.msdyn_salesordernumber,salesorderid.msdyn_company.cdm_companycode,sequencenumber,quantity
                        C1,usmf,1,4
                        """);

        JsonNode line =
                world.finops("CDSSalesOrderLines", "SalesOrderNumber eq 'C1'").get(0);
        assertThat(line.get("OrderedSalesQuantity").decimalValue()).isEqualByComparingTo("4");
        assertThat(line.get("LineDiscountAmount").decimalValue()).isEqualByComparingTo("2.50");
        assertThat(line.get("FixedPriceCharges").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void aWriteInLineHoldsBackItsOrderUntilItNamesAProduct() throws Exception {
        world.drop(
                DATAVERSE, "salesorderdetails.csv", SALES_LINES + "C1,usmf,1,,1,pcs,20,0\nC1,usmf,2,P-1,1,pcs,20,0\n");
        world.rest();
        world.dropAndRest(DATAVERSE, "salesorders.csv", SALES_HEADERS + "C1,usmf,From Sales,C-1,USD,192350000\n");
        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'C1'"))
                .isEmpty();
        JsonNode row = world.report(DATAVERSE, "done", "salesorders.csv").at("/rows/0");
        assertThat(row.get("outcome").asText()).isEqualTo("waiting");
        assertThat(row.toString()).contains("C1 1");

        world.dropAndRest(DATAVERSE, "salesorderdetails.csv", SALES_LINES + "C1,usmf,1,P-1,1,pcs,20,0\n");

        assertThat(world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'C1'"))
                .hasSize(1);
        assertThat(world.finops("CDSSalesOrderLines", "SalesOrderNumber eq 'C1'"))
                .hasSize(2);
    }

    @Test
    void aBadRowFailsAloneAndItsReportSaysWhereAndWhatToDo() throws Exception {
        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderHeaders.csv",
                HEADERS + "usmf,F1,C-1,USD,An order,Backordered\nusmf,F2,C-1,USD,An order,Confirmed\n");

        assertThat(world.count("orders.to-dataverse", "created")).isEqualTo(1);
        JsonNode row = world.report(FINOPS, "done", "CDSSalesOrderHeaders.csv").at("/rows/0");
        assertThat(row.get("line").asInt()).isEqualTo(2);
        assertThat(row.get("field").asText()).isEqualTo("SalesOrderProcessingStatus");
        assertThat(row.get("found").asText()).contains("Backordered");
        assertThat(row.get("expected").asText()).contains("confirmed");
        assertThat(row.get("remedy").asText()).isNotBlank();
    }

    @Test
    void aRowOfAnotherCompanyWithTheSameNumberStaysAnotherRow() throws Exception {
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\ngbsi,Contoso GB\n");
        world.dropAndRest(
                FINOPS,
                "CustomersV3-2.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                        GBSI,C-1,Organization,Another,USD
                        """);

        assertThat(world.dataverse("accounts", "accountnumber eq 'C-1'")).hasSize(2);
    }

    @Test
    void throttlingAndLostAnswersCostTimeButNoRowAndDoubleNone() throws Exception {
        world.fault("{\"side\":\"dataverse\",\"kind\":\"cut-after\",\"count\":2}");
        world.fault("{\"side\":\"dataverse\",\"kind\":\"429\",\"count\":2,\"retryAfterSeconds\":1}");
        world.fault("{\"side\":\"dataverse\",\"kind\":\"503\",\"count\":1}");

        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderHeaders.csv",
                HEADERS
                        + "usmf,F1,C-1,USD,An order,Confirmed\nusmf,F2,C-1,USD,An order,Confirmed\nusmf,F3,C-1,USD,An order,Active\n");

        assertThat(world.dataverse("salesorders", "statecode ge 0")).hasSize(3);
        assertThat(world.count("orders.to-dataverse", "delivered")).isEqualTo(3);
    }

    @Test
    void workGoesOnAfterARestart() throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderLines.csv", LINES + "usmf,F1,1,P-1,2,pcs,20,0,0,40,USD\n");
        world.stop();
        world.drop(FINOPS, "CDSSalesOrderHeaders.csv", HEADERS + "usmf,F1,C-1,USD,An order,Confirmed\n");

        world.start();
        world.rest();

        assertThat(world.count("order-lines.to-dataverse", "created")).isEqualTo(1);
        assertThat(Files.exists(home.resolve("drop/finops/done/CDSSalesOrderHeaders.csv")))
                .isTrue();
    }

    @Test
    void aDropFromTheWrongSideIsRefusedRowByRow() throws Exception {
        world.dropAndRest(
                DATAVERSE,
                "products.csv",
                "msdyn_productnumber,msdyn_companyid.cdm_companycode,name\nP-9,usmf,From Sales\n");

        assertThat(world.count("products.to-finops", "refused")).isEqualTo(1);
        assertThat(world.finops("CDSReleasedDistinctProducts", "ProductNumber eq 'P-9'"))
                .isEmpty();
    }

    @Test
    void aMisspeltColumnIsNamedInTheReport() throws Exception {
        world.dropAndRest(FINOPS, "Currencies-2.csv", "CurrencyCode,Name,Symbol,Nmae\nSEK,Krona,kr,x\n");

        assertThat(world.report(FINOPS, "done", "Currencies-2.csv")
                        .get("warnings")
                        .toString())
                .contains("Nmae");
    }

    @Test
    void anOrderAsTheWebApiPrintsItArrivesWithItsNumberDerived() throws Exception {
        String order =
                """
                {"value":[{"@odata.etag":"W/1","msdyn_salesordernumber":null,"ordernumber":"C9","name":"From the API",\
                "msdyn_ordertype":192350000,"_customerid_value":"0b7c1d2e-0000-4000-8000-000000000001",\
                "customerid_account":{"accountnumber":"C-1"},"transactioncurrencyid":{"isocurrencycode":"USD"},\
                "msdyn_company":{"cdm_companycode":"usmf"}}]}
                """;
        world.dropAndRest(DATAVERSE, "salesorders-2026-11-20.json", order);

        JsonNode arrived =
                world.finops("CDSSalesOrderHeaders", "SalesOrderNumber eq 'C9'").get(0);
        assertThat(arrived.get("OrderingCustomerAccountNumber").asText()).isEqualTo("C-1");
        assertThat(arrived.get("CurrencyCode").asText()).isEqualTo("USD");
    }
}
