package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of prospect to cash through the Data Integrator templates, over HTTP. */
class TemplatesFlowTest {
    private static final String PRODUCTS = "dataAreaId,ProductNumber,ProductName,ProductType,IsStockedProduct,"
            + "SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,UnitCost,CurrencyCode\n";
    private static final String QUOTES = "quotenumber,name,customerid.Account(accountnumber).Contact("
            + "msdynce_contactnumber),transactioncurrencyid.isocurrencycode,statecode,shipto_country,"
            + "msdynce_hasexternallymaintainedproductsonly,msdynce_ismaintainedexternally\n";
    private static final String QUOTE_LINES = "quoteid.quotenumber,sequencenumber,productid.productnumber,quantity,"
            + "uomid.name,priceperunit,manualdiscountamount\n";
    private static final String ORDERS = "dataAreaId,SalesOrderNumber,SalesOrderName,OrderingCustomerAccountNumber,"
            + "CurrencyCode,SalesOrderProcessingStatus,OrderingCustomerIsExternallyMaintained,"
            + "InvoiceCustomerIsExternallyMaintained,AreTotalsUpdated,OrderHeaderTaxAmount\n";
    private static final String ORDER_LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,TotalDiscountAmount,LineAmount,TotalTaxAmount,CurrencyCode\n";
    private static final String INVOICES = "dataAreaId,InvoiceNumber,InvoiceDate,SalesOrderNumber,"
            + "InvoiceCustomerAccountNumber,CurrencyCode,TotalInvoiceAmount,TotalDiscountCustomerGroupCode,"
            + "InvoiceHeaderTaxAmount\n";
    private static final String INVOICE_LINES = "dataAreaId,InvoiceNumber,LineCreationSequenceNumber,ProductNumber,"
            + "InvoicedQuantity,SalesUnitSymbol,SalesPrice,LineTotalDiscountAmount,LineAmount,CurrencyCode\n";

    private static final String ORDER = "usmf,F-1,An order,ACC-1,USD,Confirmed,Yes,Yes,Yes,12.50\n";
    private static final String ORDER_LINE = "usmf,F-1,1,P-1,3,pcs,20,10.00,50.00,4.00,USD\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = new World(home, Map.of("integration", "data-integrator", "dataverse.company", "usmf"));
        world.dataverseRow(
                "transactioncurrencies",
                "{\"isocurrencycode\":\"USD\",\"currencyname\":\"US Dollar\",\"currencysymbol\":\"$\","
                        + "\"currencyprecision\":2,\"exchangerate\":1}");
        world.dataverseRow(
                "pricelevels",
                "{\"name\":\"CRM Service USA (sample)\",\"transactioncurrencyid@odata.bind\":"
                        + "\"/transactioncurrencies(isocurrencycode='USD')\"}");
        world.dataverseRow(
                "uoms",
                "{\"name\":\"pcs\",\"quantity\":1,\"uomscheduleid@odata.bind\":\"/uomschedules(" + unitGroup()
                        + ")\"}");
        world.dataverseRow("accounts", "{\"accountnumber\":\"ACC-1\",\"name\":\"First\"}");
        world.drop(DATAVERSE, "accounts.csv", "accountnumber,name,address1_country\nACC-1,First,Germany\n");
        world.finopsRow("SellableReleasedProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\"}");
        world.dropAndRest(
                FINOPS, "SellableReleasedProducts.csv", PRODUCTS + "usmf,P-1,Lamp,Item,Yes,pcs,2,20,12,USD\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_account_becomes_a_customer_with_the_documented_defaults() throws Exception {
        JsonNode customer =
                world.finops("CustomersV2", "CustomerAccount eq 'ACC-1'").get(0);
        assertThat(customer.get("PartyNumber").asText()).isEqualTo("ACC-1");
        assertThat(customer.get("CustomerGroupId").asText()).isEqualTo("10");
        assertThat(customer.get("SiteId").asText()).isEqualTo("1");
        assertThat(customer.get("WarehouseId").asText()).isEqualTo("13");
        assertThat(customer.get("LanguageId").asText()).isEqualTo("en-us");
        assertThat(customer.get("IsExternallyMaintained").asText()).isEqualTo("Yes");
        assertThat(customer.get("AddressCountryRegionISOCode").asText()).isEqualTo("DE");
    }

    @Test
    void an_account_without_number_gets_one_in_both_systems() throws Exception {
        world.dataverseRow(
                "accounts",
                "{\"accountid\":\"0a000000-0000-4000-8000-000000000002\",\"name\":\"Second\",\"accountnumber\":\"\"}");
        world.dropAndRest(DATAVERSE, "accounts-2.csv", "accountid,name\n0a000000-0000-4000-8000-000000000002,Second\n");

        String number = world.finops("CustomersV2", "OrganizationName eq 'Second'")
                .get(0)
                .get("CustomerAccount")
                .asText();
        assertThat(number).matches("ACC-01000-[A-Z0-9]{6}");
        assertThat(world.dataverse("accounts", "accountnumber eq '" + number + "'"))
                .hasSize(1);
    }

    @Test
    void a_product_comes_to_sales_with_its_unit_group() throws Exception {
        JsonNode product = world.dataverse("products", "productnumber eq 'P-1'").get(0);
        assertThat(product.get("msdynce_ismaintainedexternally").asBoolean()).isTrue();
        assertThat(product.get("isstockitem").asBoolean()).isTrue();
        assertThat(product.get("quantitydecimal").asInt()).isEqualTo(2);
        assertThat(product.get("_defaultuomscheduleid_value").asText()).isEqualTo(unitGroup());
    }

    @Test
    void a_price_is_an_item_of_the_list_of_its_currency_and_a_currency_without_list_is_named() throws Exception {
        assertThat(world.count("products-prices.to-dataverse", "created")).isEqualTo(1);
        assertThat(world.dataverse("productpricelevels", "amount eq 20")).hasSize(1);
        world.dataverseRow(
                "transactioncurrencies",
                "{\"isocurrencycode\":\"EUR\",\"currencyname\":\"Euro\",\"currencysymbol\":\"EUR\","
                        + "\"currencyprecision\":2,\"exchangerate\":1}");

        world.dropAndRest(
                FINOPS, "SellableReleasedProducts-euro.csv", PRODUCTS + "usmf,P-2,Desk,Item,Yes,pcs,2,7.50,5,EUR\n");

        assertThat(world.count("products-direct.to-dataverse", "created")).isEqualTo(2);
        JsonNode row = world.report(FINOPS, "done", "SellableReleasedProducts-euro.csv")
                .at("/rows/0");
        assertThat(row.get("reason").asText()).isEqualTo("price-list-missing");
        assertThat(row.get("found").asText()).isEqualTo("EUR");
        assertThat(world.dataverse("pricelevels", "statecode eq 0")).hasSize(1);
    }

    @Test
    void an_active_quote_goes_to_finops_with_its_lines() throws Exception {
        world.drop(DATAVERSE, "quotedetails.csv", QUOTE_LINES + "Q-1,1,P-1,3,pcs,20,10.01\n");
        world.dropAndRest(
                DATAVERSE,
                "quotes.csv",
                QUOTES + "Q-1,A quote,ACC-1,USD,1,,true,false\nQ-2,A draft,ACC-1,USD,0,,true,false\n");

        JsonNode quote = world.finops("CDSSalesQuotationHeaders", "SalesQuotationNumber eq 'Q-1'")
                .get(0);
        assertThat(quote.get("DeliveryAddressCountryRegionISOCode").asText()).isEqualTo("US");
        JsonNode line = world.finops("CDSSalesQuotationLines", "SalesQuotationNumber eq 'Q-1'")
                .get(0);
        assertThat(line.get("TotalDiscountAmount").decimalValue()).isEqualByComparingTo("10.01");
        assertThat(world.count("quotes-direct-header.to-finops", "filtered")).isEqualTo(1);
    }

    @Test
    void a_confirmed_order_comes_to_sales_with_its_lines_and_the_tax_of_its_header() throws Exception {
        order();

        JsonNode order = world.dataverse("salesorders", "ordernumber eq 'F-1'").get(0);
        assertThat(order.get("msdynce_processingstatus").asInt()).isEqualTo(647390001);
        assertThat(order.get("statecode").asInt()).isZero();
        assertThat(order.get("msdynce_ismaintainedexternally").asBoolean()).isTrue();
        JsonNode line = line("salesorderdetails", "msdynce_ordernumber eq 'F-1' and sequencenumber eq 1");
        assertThat(line.get("manualdiscountamount").decimalValue()).isEqualByComparingTo(BigDecimal.TEN);
        JsonNode tax = line("salesorderdetails", "msdynce_ordernumber eq 'F-1' and sequencenumber eq 999999999");
        assertThat(tax.get("productdescription").asText()).isEqualTo("Freight Tax");
        assertThat(tax.get("tax").decimalValue()).isEqualByComparingTo("12.5");

        long writes = world.writes();
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders-2.csv", ORDERS + ORDER);
        assertThat(world.writes()).as("the same again").isEqualTo(writes);
    }

    @Test
    void an_order_of_sales_that_finops_has_shipped_shows_it() throws Exception {
        order();
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders-2.csv", ORDERS + ORDER.replace("Confirmed", "Delivered"));

        assertThat(world.dataverse("salesorders", "ordernumber eq 'F-1'")
                        .get(0)
                        .get("msdynce_processingstatus")
                        .asInt())
                .isEqualTo(647390007);
    }

    @Test
    void an_invoice_comes_to_sales_and_makes_its_order_invoiced() throws Exception {
        order();
        world.drop(
                FINOPS,
                "ExternallyMaintainedCustomerSalesInvoiceLines.csv",
                INVOICE_LINES + "usmf,I-1,1,P-1,3,pcs,20,10.00,50.00,USD\n");
        world.dropAndRest(
                FINOPS,
                "ExternallyMaintainedCustomerSalesInvoiceHeaders.csv",
                INVOICES + "usmf,I-1,2026-08-25T12:00:00Z,F-1,ACC-1,USD,66.50,GOLD,0.80\n");

        JsonNode invoice = world.dataverse("invoices", "invoicenumber eq 'I-1'").get(0);
        assertThat(invoice.get("statuscode").asInt()).isEqualTo(4);
        assertThat(world.dataverse("invoicedetails", "msdynce_invoicenumber eq 'I-1'"))
                .hasSize(2);
        assertThat(line("invoicedetails", "msdynce_invoicenumber eq 'I-1' and sequencenumber eq 999999999")
                        .get("tax")
                        .decimalValue())
                .isEqualByComparingTo("0.8");
        JsonNode order = world.dataverse("salesorders", "ordernumber eq 'F-1'").get(0);
        assertThat(order.get("statecode").asInt()).as("Invoiced").isEqualTo(4);

        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderHeaders-2.csv",
                ORDERS + ORDER.replace("Confirmed", "Invoiced").replace("An order", "Renamed"));
        order = world.dataverse("salesorders", "ordernumber eq 'F-1'").get(0);
        assertThat(order.get("statecode").asInt()).as("still Invoiced").isEqualTo(4);
        assertThat(order.get("name").asText()).isEqualTo("Renamed");
        assertThat(order.get("msdynce_processingstatus").asInt()).isEqualTo(647390003);
        assertThat(invoice.get("_ownerid_value")).isEqualTo(order.get("_ownerid_value"));
    }

    private String unitGroup() throws Exception {
        return world.dataverse("uomschedules", "name eq 'Default Unit'")
                .get(0)
                .get("uomscheduleid")
                .asText();
    }

    private void order() throws Exception {
        world.drop(FINOPS, "CDSSalesOrderLines.csv", ORDER_LINES + ORDER_LINE);
        world.dropAndRest(FINOPS, "CDSSalesOrderHeaders.csv", ORDERS + ORDER);
    }

    private JsonNode line(String table, String filter) throws Exception {
        JsonNode lines = world.dataverse(table, filter);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
