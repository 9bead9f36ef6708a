package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invoices through the whole of it, and what they mean for their orders. */
class InvoiceFlowTest {
    private static final String ORDERS =
            "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName,SalesOrderProcessingStatus\n";
    private static final String ORDER_LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,CurrencyCode\n";
    private static final String INVOICES = "dataAreaId,InvoiceNumber,InvoiceDate,LedgerVoucher,SalesOrderNumber,"
            + "InvoiceCustomerAccountNumber,CurrencyCode,TotalInvoiceAmount,TotalDiscountCustomerGroupCode\n";
    private static final String LINES = "dataAreaId,InvoiceNumber,InvoiceDate,LedgerVoucher,LineCreationSequenceNumber,"
            + "ProductNumber,InvoicedQuantity,SalesUnitSymbol,SalesPrice,LineTotalDiscountAmount,LineAmount,CurrencyCode\n";

    private static final String INVOICE = "usmf,I1,2026-08-25T12:00:00Z,V1,F1,C-1,USD,50.00,\n";
    private static final String LINE = "usmf,I1,8/25/2026,V1,1,P-1,3,pcs,20,10.00,50.00,USD\n";
    private static final String USER = "11111111-2222-4333-8444-555555555555";

    private static final List<Integer> ACTIVE = List.of(0, 1);
    private static final List<Integer> INVOICED = List.of(4, 100003);

    /** State and status of an order in Sales by the processing status of F&O. */
    private static final Map<String, List<Integer>> STATUSES = Map.of(
            "Active",
            ACTIVE,
            "Confirmed",
            List.of(1, 3),
            "Picked",
            List.of(1, 3),
            "PartiallyDelivered",
            List.of(3, 100002),
            "Delivered",
            List.of(3, 100001),
            "PartiallyInvoiced",
            INVOICED,
            "Invoiced",
            INVOICED,
            "Canceled",
            List.of(2, 4));

    @TempDir
    Path home;

    private World world;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void linesBeforeTheirInvoiceWaitAskNothingOfTheTargetAndArriveByThemselves() throws Exception {
        start(Map.of());
        long requests = world.requests();
        world.dropAndRest(FINOPS, "SalesInvoiceLinesV2.csv", LINES + LINE);
        assertThat(world.count("invoice-lines.to-dataverse", "waiting")).isEqualTo(1);
        assertThat(world.requests()).isEqualTo(requests);

        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);

        assertThat(world.count("invoice-lines.to-dataverse", "created")).isEqualTo(1);
        JsonNode invoice = invoice("I1");
        assertThat(invoice.get("statuscode").asInt()).isEqualTo(4);
        assertThat(invoice.get("ispricelocked").asBoolean()).isFalse();
        assertThat(invoice.get("msdyn_invoicedate").asText()).isEqualTo("2026-08-25");
        JsonNode line = world.dataverse(
                        "invoicedetails",
                        "_invoiceid_value eq " + invoice.get("invoiceid").asText())
                .get(0);
        assertThat(line.get("manualdiscountamount").decimalValue()).isEqualByComparingTo("10.00");
        assertThat(line.get("extendedamount").decimalValue()).isEqualByComparingTo("50.00");
    }

    @Test
    void theSameInvoiceWithItsDayInAnotherNotationIsTheSameInvoice() throws Exception {
        start(Map.of());
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2-1.csv", INVOICES + INVOICE);
        world.dropAndRest(
                FINOPS, "SalesInvoiceHeadersV2-2.csv", INVOICES + "USMF,I1,8/25/2026 12:00,V1,F1,C-1,USD,50.00,\n");
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2-3.csv", INVOICES + "usmf,I1,2026-08-25,V1,F1,C-1,USD,51,\n");

        assertThat(world.dataverse("invoices", "msdyn_ledgervoucher eq 'V1'")).hasSize(1);
        assertThat(world.count("invoices.to-dataverse", "created")).isEqualTo(1);
        assertThat(world.count("invoices.to-dataverse", "updated")).isEqualTo(1);
        assertThat(invoice("I1").get("totalamount").decimalValue()).isEqualByComparingTo("51");
    }

    @Test
    void anInvoiceMakesItsOrderInvoicedAndALowerStatusLaterDoesNotLowerIt() throws Exception {
        start(Map.of());
        order("Delivered");
        assertThat(orderStatus()).containsExactly(3, 100001);

        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);
        assertThat(orderStatus()).containsExactly(4, 100003);
        assertThat(invoice("I1").get("_salesorderid_value").asText())
                .isEqualTo(order().get("salesorderid").asText());

        order("Confirmed");
        assertThat(orderStatus()).containsExactly(4, 100003);

        order("Canceled");
        assertThat(orderStatus()).containsExactly(2, 4);
    }

    @Test
    void anOrderThatComesAfterItsInvoiceIsInvoicedAndNamedByIt() throws Exception {
        start(Map.of());
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);
        assertThat(world.count("invoices.to-dataverse", "created")).isEqualTo(1);
        assertThat(world.report(FINOPS, "done", "SalesInvoiceHeadersV2.csv").toString())
                .contains("SalesOrderNumber F1 is not in Sales");

        world.drop(FINOPS, "CDSSalesOrderLines.csv", ORDER_LINES + "usmf,F1,1,P-1,3,pcs,20,USD\n");
        order("Confirmed");

        assertThat(orderStatus()).containsExactly(4, 100003);
        assertThat(world.count("order-lines.to-dataverse", "created")).isEqualTo(1);
        assertThat(invoice("I1").get("_salesorderid_value").asText())
                .isEqualTo(order().get("salesorderid").asText());
    }

    @Test
    void aCanceledOrderStaysCanceledWhenItsInvoiceComesLater() throws Exception {
        start(Map.of());
        order("Canceled");
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);
        assertThat(orderStatus()).containsExactly(2, 4);

        order("Confirmed");
        assertThat(orderStatus()).containsExactly(4, 100003);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-code", "stay-active"})
    void whicheverComesFirstInvoiceOrStatusTheOrderEndsTheSame(String policy) throws Exception {
        start(Map.of("rules.order-status", policy));
        StringBuilder orders = new StringBuilder(ORDERS);
        StringBuilder before = new StringBuilder(INVOICES);
        StringBuilder after = new StringBuilder(INVOICES);
        for (String status : STATUSES.keySet()) {
            for (String when : List.of("b", "a", "n")) {
                orders.append("usmf,%s-%s,C-1,USD,An order,%s\n".formatted(status, when, status));
            }
            before.append("usmf,IB-%s,2026-08-25,VB,%s-b,C-1,USD,50.00,\n".formatted(status, status));
            after.append("usmf,IA-%s,2026-08-25,VA,%s-a,C-1,USD,50.00,\n".formatted(status, status));
        }
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2-before.csv", before.toString());
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", orders.toString());
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2-after.csv", after.toString());

        for (Map.Entry<String, List<Integer>> entry : STATUSES.entrySet()) {
            String status = entry.getKey();
            List<Integer> plain = policy.equals("stay-active") ? ACTIVE : entry.getValue();
            boolean raised = policy.equals("status-code") && !status.equals("Canceled");
            List<Integer> invoiced = raised ? INVOICED : plain;
            assertThat(orderStatus(status + "-n")).as(status).isEqualTo(plain);
            assertThat(orderStatus(status + "-b")).as(status).isEqualTo(invoiced);
            assertThat(orderStatus(status + "-a")).as(status).isEqualTo(invoiced);
        }
    }

    @Test
    void whereOrdersStayActiveAnInvoiceClosesNone() throws Exception {
        start(Map.of("rules.order-status", "stay-active"));
        order("Delivered");
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);
        order("Invoiced");

        assertThat(orderStatus()).containsExactly(0, 1);
        assertThat(order().get("msdyn_processingstatus").asInt()).isEqualTo(192350005);
    }

    @Test
    void theOwnerOfTheOrderOwnsTheInvoice() throws Exception {
        start(Map.of());
        order("Confirmed");
        ownedBySomebodyElse();

        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);

        assertThat(invoice("I1").get("_ownerid_value").asText()).isEqualTo(USER);
    }

    @Test
    void theOwnerOfAnOrderThatComesLaterOwnsTheInvoiceFromThenOn() throws Exception {
        start(Map.of());
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);
        assertThat(invoice("I1").get("_ownerid_value").asText()).isNotEqualTo(USER);
        world.dataverseRow(
                "salesorders",
                """
                {"msdyn_salesordernumber":"F1","name":"Made in Sales","msdyn_company@odata.bind":"/cdm_companies(%s)",\
                "customerid_account@odata.bind":"/accounts(%s)","transactioncurrencyid@odata.bind":"/transactioncurrencies(%s)"}
                """
                        .formatted(
                                id("cdm_companies", "cdm_companycode eq 'usmf'", "cdm_companyid"),
                                id("accounts", "accountnumber eq 'C-1'", "accountid"),
                                id("transactioncurrencies", "isocurrencycode eq 'USD'", "transactioncurrencyid")));
        ownedBySomebodyElse();

        order("Confirmed");

        assertThat(invoice("I1").get("_ownerid_value").asText()).isEqualTo(USER);
        assertThat(orderStatus()).containsExactly(4, 100003);
    }

    @Test
    void whoIsMadeOwnerOfTheInvoiceByHandStaysIt() throws Exception {
        start(Map.of());
        order("Confirmed");
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + INVOICE);
        somebodyElse();
        world.dataverseEdit(
                "invoices(" + invoice("I1").get("invoiceid").asText() + ")",
                "{\"ownerid@odata.bind\":\"/systemusers(" + USER + ")\"}");

        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + "usmf,I1,2026-08-25,V1,F1,C-1,USD,51.00,\n");

        assertThat(invoice("I1").get("totalamount").decimalValue()).isEqualByComparingTo("51.00");
        assertThat(invoice("I1").get("_ownerid_value").asText()).isEqualTo(USER);
    }

    @Test
    void freeTextInvoicesAreFilteredWithTheirLinesWhicheverComesFirst() throws Exception {
        start(Map.of());
        long writes = world.writesTo("invoice");
        world.dropAndRest(
                FINOPS, "SalesInvoiceLinesV2-1.csv", LINES + "usmf,FTI1,2026-08-25,V1,1,P-1,1,pcs,20,0,20.00,USD\n");
        assertThat(world.count("invoice-lines.to-dataverse", "waiting")).isEqualTo(1);
        world.dropAndRest(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + "usmf,FTI1,2026-08-25,V1,,C-1,USD,20.00,\n");
        world.dropAndRest(
                FINOPS, "SalesInvoiceLinesV2-2.csv", LINES + "usmf,FTI1,2026-08-25,V1,2,P-1,1,pcs,20,0,20.00,USD\n");

        assertThat(world.count("invoices.to-dataverse", "filtered")).isEqualTo(1);
        assertThat(world.count("invoice-lines.to-dataverse", "filtered")).isEqualTo(2);
        assertThat(world.count("invoice-lines.to-dataverse", "waiting")).isZero();
        for (String file : List.of("SalesInvoiceLinesV2-1.csv", "SalesInvoiceLinesV2-2.csv")) {
            assertThat(world.report(FINOPS, "done", file).toString())
                    .contains("header-filtered")
                    .contains("SalesOrderNumber != ");
        }
        assertThat(world.writesTo("invoice")).isEqualTo(writes);
    }

    @Test
    void invoicesFromSalesAreRefusedRowByRowAndNothingIsWritten() throws Exception {
        start(Map.of());
        long writes = world.writes();
        world.dropAndRest(
                DATAVERSE,
                "invoices.csv",
                """
                msdyn_invoicenumber,msdyn_invoicedate,msdyn_ledgervoucher,msdyn_company.cdm_companycode
                I1,2026-08-25,V1,usmf
                I2,2026-08-25,V2,usmf
                """);
        world.dropAndRest(DATAVERSE, "invoicedetails.csv", "sequencenumber,quantity\n1,3\n");

        assertThat(world.count("invoices.to-finops", "refused")).isEqualTo(2);
        assertThat(world.count("invoice-lines.to-finops", "refused")).isEqualTo(1);
        assertThat(world.report(DATAVERSE, "done", "invoices.csv")
                        .at("/rows/1/reason")
                        .asText())
                .isEqualTo("one-way");
        assertThat(world.writes()).isEqualTo(writes);
    }

    @Test
    void creditNotesAndOtherCurrenciesArriveToTheCent() throws Exception {
        start(Map.of());
        world.drop(
                FINOPS,
                "SalesInvoiceHeadersV2.csv",
                INVOICES
                        + "usmf,CN1,2026-08-26,V2,F1,C-1,USD,-33.34,\n"
                        + "usmf,J1,2026-08-26,V3,F1,C-1,JPY,1200,\n"
                        + "usmf,K1,2026-08-26,V4,F1,C-1,KWD,1.005,\n"
                        + "usmf,J2,2026-08-26,V5,F1,C-1,JPY,12.5,\n");
        world.dropAndRest(
                FINOPS,
                "SalesInvoiceLinesV2.csv",
                LINES
                        + "usmf,CN1,2026-08-26,V2,1,P-1,-2.5,pcs,20,-16.66,-33.34,USD\n"
                        + "usmf,J1,2026-08-26,V3,1,P-1,12,pcs,100,0,1200,JPY\n"
                        + "usmf,K1,2026-08-26,V4,1,P-1,1,pcs,1.005,0,1.005,KWD\n");

        assertThat(world.count("invoices.to-dataverse", "created")).isEqualTo(3);
        assertThat(world.count("invoices.to-dataverse", "rejected")).isEqualTo(1);
        assertThat(line("CN1", "quantity")).isEqualByComparingTo("-2.5");
        assertThat(line("CN1", "manualdiscountamount")).isEqualByComparingTo("-16.66");
        assertThat(line("CN1", "extendedamount")).isEqualByComparingTo("-33.34");
        assertThat(line("J1", "extendedamount")).isEqualByComparingTo("1200");
        assertThat(line("K1", "extendedamount")).isEqualByComparingTo("1.005");
    }

    @Test
    void theCustomerOfAnInvoiceMayBeAPerson() throws Exception {
        start(Map.of());
        world.drop(FINOPS, "SalesInvoiceHeadersV2.csv", INVOICES + "usmf,I9,2026-08-26,V9,F9,PERS-1,USD,5.00,RETAIL\n");
        world.dropAndRest(
                FINOPS,
                "CustomersV3-person.csv",
                """
                dataAreaId,CustomerAccount,PartyType,PersonFirstName,PersonLastName,SalesCurrencyCode,InvoiceAccount
                usmf,PERS-1,Person,Ada,Penn,USD,PERS-1
                """);

        JsonNode contact =
                world.dataverse("contacts", "msdyn_contactpersonid eq 'PERS-1'").get(0);
        assertThat(invoice("I9").get("_customerid_value").asText())
                .isEqualTo(contact.get("contactid").asText());
        assertThat(world.report(FINOPS, "done", "SalesInvoiceHeadersV2.csv").toString())
                .contains("RETAIL");
    }

    private void start(Map<String, String> settings) throws Exception {
        world = new World(home, settings);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\n");
        world.drop(
                FINOPS,
                "Currencies.csv",
                "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\nJPY,Yen,¥\nKWD,Kuwaiti Dinar,KD\n");
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

    private void order(String status) throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + "usmf,F1,C-1,USD,An order," + status + "\n");
    }

    private JsonNode order() throws Exception {
        return salesOrder("F1");
    }

    private JsonNode salesOrder(String number) throws Exception {
        return world.dataverse("salesorders", "msdyn_salesordernumber eq '" + number + "'")
                .get(0);
    }

    private List<Integer> orderStatus() throws Exception {
        return orderStatus("F1");
    }

    private List<Integer> orderStatus(String number) throws Exception {
        JsonNode order = salesOrder(number);
        return List.of(order.get("statecode").asInt(), order.get("statuscode").asInt());
    }

    private JsonNode invoice(String number) throws Exception {
        return world.dataverse("invoices", "msdyn_invoicenumber eq '" + number + "'")
                .get(0);
    }

    private BigDecimal line(String invoice, String column) throws Exception {
        return world.dataverse("invoicedetails", "invoiceid/msdyn_invoicenumber eq '" + invoice + "'")
                .get(0)
                .get(column)
                .decimalValue();
    }

    private String id(String table, String filter, String column) throws Exception {
        return world.dataverse(table, filter).get(0).get(column).asText();
    }

    private void somebodyElse() throws Exception {
        world.dataverseRow(
                "systemusers",
                "{\"systemuserid\":\"" + USER + "\",\"firstname\":\"Some\",\"lastname\":\"Body\","
                        + "\"domainname\":\"somebody@sandbox.example\",\"businessunitid@odata.bind\":\"/businessunits("
                        + id("businessunits", "name ne ''", "businessunitid") + ")\"}");
    }

    private void ownedBySomebodyElse() throws Exception {
        somebodyElse();
        world.dataverseEdit(
                "salesorders(" + order().get("salesorderid").asText() + ")",
                "{\"ownerid@odata.bind\":\"/systemusers(" + USER + ")\"}");
    }
}
