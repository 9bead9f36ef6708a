package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.runtime.Operating;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The discount of a line is one value in Sales and two in F&O: they win or lose together. */
class DiscountConflictFlowTest {
    private static final String LINES = "dataAreaId,SalesOrderNumber,LineCreationSequenceNumber,ProductNumber,"
            + "OrderedSalesQuantity,SalesUnitSymbol,SalesPrice,LineDiscountAmount,FixedPriceCharges,LineAmount,CurrencyCode\n";
    private static final String SALES_LINES = "salesorderid.msdyn_salesordernumber,"
            + "salesorderid.msdyn_company.cdm_companycode,sequencenumber,productid.msdyn_productnumber,quantity,"
            + "uomid.msdyn_symbol,priceperunit,manualdiscountamount,msdyn_linediscountamount,msdyn_fixedpricecharges\n";

    @TempDir
    static Path home;

    private static World world;
    private static int files;

    @BeforeAll
    static void start() throws Exception {
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

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String key(String order) {
        return "CDSSalesOrderLines(dataAreaId='usmf',SalesOrderNumber='" + order + "',LineCreationSequenceNumber=1)";
    }

    private static void made(String order) throws Exception {
        world.finopsRow(
                "CDSSalesOrderHeaders",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"" + order
                        + "\",\"OrderingCustomerAccountNumber\":\"C-1\",\"CurrencyCode\":\"USD\"}");
        world.finopsRow(
                "CDSSalesOrderLines",
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"" + order
                        + "\",\"LineCreationSequenceNumber\":1,\"ProductNumber\":\"P-1\",\"OrderedSalesQuantity\":3,"
                        + "\"SalesUnitSymbol\":\"pcs\",\"SalesPrice\":20,\"LineDiscountAmount\":3.33,"
                        + "\"FixedPriceCharges\":-0.01,\"LineAmount\":50,\"CurrencyCode\":\"USD\"}");
        world.dropAndRest(
                FINOPS,
                "CDSSalesOrderHeaders-" + ++files + ".csv",
                "dataAreaId,SalesOrderNumber,OrderingCustomerAccountNumber,CurrencyCode,SalesOrderName\nusmf," + order
                        + ",C-1,USD,An order\n");
        dropFinops(order);
        assertThat(sales(order).get("manualdiscountamount").decimalValue()).isEqualByComparingTo("10.00");
    }

    private static JsonNode finops(String order) throws Exception {
        return world.finops("CDSSalesOrderLines", "SalesOrderNumber eq '" + order + "'")
                .get(0);
    }

    private static JsonNode sales(String order) throws Exception {
        String header = world.dataverse("salesorders", "msdyn_salesordernumber eq '" + order + "'")
                .at("/0/salesorderid")
                .asText();
        for (JsonNode line : world.dataverse("salesorderdetails", "sequencenumber eq 1")) {
            if (line.get("_salesorderid_value").asText().equals(header)) {
                return line;
            }
        }
        throw new IllegalStateException("no line of " + order);
    }

    private static String finopsLine(String order) throws Exception {
        JsonNode line = finops(order);
        return LINES + "usmf," + order + ",1,P-1," + number(line, "OrderedSalesQuantity") + ",pcs,"
                + number(line, "SalesPrice") + "," + number(line, "LineDiscountAmount") + ","
                + number(line, "FixedPriceCharges") + "," + number(line, "LineAmount") + ",USD\n";
    }

    private static String salesLine(String order) throws Exception {
        JsonNode line = sales(order);
        return SALES_LINES + order + ",usmf,1,P-1," + number(line, "quantity") + ",pcs," + number(line, "priceperunit")
                + "," + number(line, "manualdiscountamount") + "," + number(line, "msdyn_linediscountamount") + ","
                + number(line, "msdyn_fixedpricecharges") + "\n";
    }

    private static String number(JsonNode line, String name) {
        return line.get(name).isNull() ? "" : line.get(name).decimalValue().toPlainString();
    }

    private static void dropFinops(String order) throws Exception {
        world.dropAndRest(FINOPS, "CDSSalesOrderLines-" + ++files + ".csv", finopsLine(order));
    }

    private static void dropSales(String order) throws Exception {
        world.dropAndRest(DATAVERSE, "salesorderdetails-" + ++files + ".csv", salesLine(order));
    }

    private static void edit(String order) throws Exception {
        world.finopsEdit(key(order), "{\"LineDiscountAmount\":5,\"FixedPriceCharges\":0,\"LineAmount\":45}");
        world.dataverseEdit(
                "salesorderdetails(" + sales(order).get("salesorderdetailid").asText() + ")",
                "{\"manualdiscountamount\":7}");
    }

    /** F&O's discount is in both systems, nothing more is written, and the discount of Sales is on record. */
    private static void finopsWon(String order) throws Exception {
        for (int round = 0; round < 2; round++) {
            assertThat(finops(order).get("LineDiscountAmount").decimalValue()).isEqualByComparingTo("5");
            assertThat(finops(order).get("FixedPriceCharges").decimalValue()).isEqualByComparingTo("0");
            assertThat(sales(order).get("manualdiscountamount").decimalValue()).isEqualByComparingTo("15");
            long writes = world.writes();
            dropSales(order);
            dropFinops(order);
            assertThat(world.writes()).isEqualTo(writes);
        }
        try (Operating operating = Operating.of(world.here())) {
            assertThat(operating.conflicts("order-lines", false, 10)).contains(" " + order + " ");
        }
    }

    @Test
    void the_discount_of_finops_wins_where_its_line_comes_first() throws Exception {
        made("F1");
        edit("F1");
        String late = salesLine("F1");
        dropFinops("F1");
        world.dropAndRest(DATAVERSE, "salesorderdetails-" + ++files + ".csv", late);
        finopsWon("F1");
    }

    @Test
    void the_discount_of_finops_wins_where_the_line_of_sales_comes_first() throws Exception {
        made("F2");
        edit("F2");
        String late = finopsLine("F2");
        dropSales("F2");
        world.dropAndRest(FINOPS, "CDSSalesOrderLines-" + ++files + ".csv", late);
        finopsWon("F2");
    }

    @Test
    void another_discount_in_sales_and_another_price_in_finops_are_merged() throws Exception {
        made("F3");
        world.finopsEdit(key("F3"), "{\"SalesPrice\":21,\"LineAmount\":53}");
        world.dataverseEdit(
                "salesorderdetails(" + sales("F3").get("salesorderdetailid").asText() + ")",
                "{\"manualdiscountamount\":7}");
        String late = finopsLine("F3");
        dropSales("F3");
        world.dropAndRest(FINOPS, "CDSSalesOrderLines-" + ++files + ".csv", late);

        JsonNode line = finops("F3");
        assertThat(line.get("SalesPrice").decimalValue()).isEqualByComparingTo("21");
        assertThat(line.get("LineDiscountAmount")
                        .decimalValue()
                        .multiply(java.math.BigDecimal.valueOf(3))
                        .subtract(line.get("FixedPriceCharges").decimalValue()))
                .isEqualByComparingTo("7");
        assertThat(sales("F3").get("priceperunit").decimalValue()).isEqualByComparingTo("21");
        assertThat(sales("F3").get("manualdiscountamount").decimalValue()).isEqualByComparingTo("7");
    }
}
