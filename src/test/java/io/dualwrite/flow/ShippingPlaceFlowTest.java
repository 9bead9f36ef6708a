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

/** Where the lines of orders from Sales are shipped from. */
class ShippingPlaceFlowTest {
    private static final String PRODUCTS = "dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,"
            + "SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode\n";
    private static final String LAMP = "usmf,P-1,I-1,Lamp,Item,pcs,2,20.5,USD\n";

    @TempDir
    Path home;

    private World world;

    @BeforeEach
    void start() throws Exception {
        world = new World(home);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\ngbsi,Contoso GB\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.dropAndRest(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_line_from_sales_is_shipped_from_where_its_product_or_its_customer_says() throws Exception {
        world.finopsRow(
                "CustomersV3",
                "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\","
                        + "\"SiteId\":\"5\",\"WarehouseId\":\"51\"}");
        for (String number : new String[] {"P-1", "P-2"}) {
            world.finopsRow(
                    "CDSReleasedDistinctProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"" + number + "\"}");
        }
        world.drop(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                        usmf,C-1,Organization,First,USD
                        """);
        world.drop(FINOPS, "CDSReleasedDistinctProducts.csv", PRODUCTS + LAMP + LAMP.replace("P-1,I-1", "P-2,I-2"));
        world.rest();
        world.finopsRow(
                "ProductDefaultOrderSettings",
                "{\"dataAreaId\":\"usmf\",\"ItemNumber\":\"I-1\","
                        + "\"SalesSiteId\":\"1\",\"SalesWarehouseId\":\"13\"}");

        orderFromSales("P-1", "P-2");

        assertThat(place(1)).isEqualTo("1 13");
        assertThat(place(2)).isEqualTo("5 51");
    }

    @Test
    void a_line_from_sales_is_shipped_from_where_the_dropped_order_settings_say() throws Exception {
        world.finopsRow(
                "CustomersV3",
                "{\"dataAreaId\":\"usmf\",\"CustomerAccount\":\"C-1\",\"PartyType\":\"Organization\","
                        + "\"SiteId\":\"5\",\"WarehouseId\":\"51\"}");
        world.finopsRow("CDSReleasedDistinctProducts", "{\"dataAreaId\":\"usmf\",\"ProductNumber\":\"P-1\"}");
        // The settings come before the released product, site and warehouse that they name; F&O is not asked for them.
        world.dropAndRest(
                FINOPS,
                "ProductDefaultOrderSettings.csv",
                "dataAreaId,ItemNumber,SalesSiteId,SalesWarehouseId\nusmf,I-1,2,24\ngbsi,I-1,3,31\n");
        assertThat(world.count("default-order-settings.to-dataverse", "waiting"))
                .isEqualTo(2);
        world.drop(FINOPS, "OperationalSitesV2.csv", "dataAreaId,SiteId,SiteName\nusmf,2,Two\ngbsi,3,Three\n");
        world.drop(
                FINOPS,
                "Warehouses.csv",
                "dataAreaId,WarehouseId,WarehouseName,OperationalSiteId\nusmf,24,Main,2\ngbsi,31,Main,3\n");
        world.drop(
                FINOPS, "ReleasedProductsV2.csv", "dataAreaId,ItemNumber,ProductNumber\nusmf,I-1,P-1\ngbsi,I-1,P-1\n");
        world.drop(
                FINOPS,
                "CustomersV3.csv",
                """
                        dataAreaId,CustomerAccount,PartyType,OrganizationName,SalesCurrencyCode
                        usmf,C-1,Organization,First,USD
                        """);
        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts.csv", PRODUCTS + LAMP);
        assertThat(world.count("default-order-settings.to-dataverse", "created"))
                .isEqualTo(2);

        orderFromSales("P-1");

        assertThat(place(1)).isEqualTo("2 24");
    }

    /** An order of lines that name no site and no warehouse. */
    private void orderFromSales(String... products) throws Exception {
        world.drop(
                DATAVERSE,
                "salesorders.csv",
                "msdyn_salesordernumber,msdyn_company.cdm_companycode,name,customerid.Account(accountnumber),"
                        + "transactioncurrencyid.isocurrencycode,msdyn_ordertype\nC1,usmf,Order,C-1,USD,192350000\n");
        StringBuilder lines =
                new StringBuilder("salesorderid.msdyn_salesordernumber,salesorderid.msdyn_company.cdm_companycode,"
                        + "sequencenumber,productid.msdyn_productnumber,quantity,uomid.msdyn_symbol\n");
        for (int i = 0; i < products.length; i++) {
            lines.append("C1,usmf," + (i + 1) + "," + products[i] + ",3,pcs\n");
        }
        world.dropAndRest(DATAVERSE, "salesorderdetails.csv", lines.toString());
    }

    private String place(int line) throws Exception {
        JsonNode row = world.finops("CDSSalesOrderLines", "LineCreationSequenceNumber eq " + line)
                .get(0);
        return row.get("ShippingSiteId").asText() + " "
                + row.get("ShippingWarehouseId").asText();
    }
}
