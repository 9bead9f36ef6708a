package io.dualwrite.flow;

import static io.dualwrite.row.Side.DATAVERSE;
import static io.dualwrite.row.Side.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products and their prices in Sales. */
class ProductFlowTest {
    private static final String PRODUCTS = "dataAreaId,ProductNumber,ItemNumber,ProductName,ProductType,"
            + "SalesUnitSymbol,SalesUnitDecimalPrecision,SalesPrice,CurrencyCode\n";
    private static final String LAMP = "usmf,P-1,I-1,Lamp,Item,pcs,2,20.5,USD\n";

    @TempDir
    Path home;

    private World world;

    private void start(Map<String, String> settings) throws Exception {
        world = new World(home, settings);
        world.drop(FINOPS, "LegalEntities.csv", "LegalEntityId,Name\nusmf,Contoso\ngbsi,Contoso GB\njpmf,Contoso JP\n");
        world.drop(FINOPS, "UnitsOfMeasure.csv", "UnitSymbol,UnitClass,DecimalPrecision\npcs,Quantity,2\n");
        world.dropAndRest(FINOPS, "Currencies.csv", "CurrencyCode,Name,Symbol\nUSD,US Dollar,$\nJPY,Yen,Y\n");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_product_is_published_and_priced_in_the_first_valid_list_of_its_currency() throws Exception {
        start(Map.of());
        list("Zone", "USD", "");
        list("basic", "USD", "");
        list("Ancient", "USD", ",\"enddate\":\"2001-01-01T00:00:00Z\"");
        list("Coming", "USD", ",\"begindate\":\"2999-01-01T00:00:00Z\"");
        list("Asleep", "USD", ",\"statecode\":1,\"statuscode\":100002");
        list("Alien", "JPY", "");

        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts.csv", PRODUCTS + LAMP);

        assertThat(product().get("statecode").asInt()).isZero();
        assertThat(product().get("statuscode").asInt()).isEqualTo(1);
        JsonNode item = onlyItem();
        assertThat(item.get("amount").decimalValue()).isEqualByComparingTo("20.5");
        assertThat(item.get("_productid_value")).isEqualTo(product().get("productid"));
        assertThat(item.get("_uomid_value")).isEqualTo(product().get("_defaultuomid_value"));
        assertThat(listName(item)).isEqualTo("basic");
        assertThat(world.count("product-prices.to-dataverse", "created")).isEqualTo(1);
    }

    @Test
    void a_new_price_changes_the_item_and_the_state_that_sales_gave_stays() throws Exception {
        start(Map.of());
        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts.csv", PRODUCTS + LAMP);
        String item = onlyItem().get("productpricelevelid").asText();
        world.dataverseEdit(
                "products(" + product().get("productid").asText() + ")", "{\"statecode\":1,\"statuscode\":2}");
        list("aaa", "USD", "");

        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts-2.csv", PRODUCTS + LAMP.replace("20.5", "21.25"));

        assertThat(onlyItem().get("productpricelevelid").asText()).isEqualTo(item);
        assertThat(onlyItem().get("amount").decimalValue()).isEqualByComparingTo("21.25");
        assertThat(listName(onlyItem())).isEqualTo("dual-write USD");
        assertThat(product().get("statecode").asInt()).isEqualTo(1);
        assertThat(product().get("price").decimalValue()).isEqualByComparingTo("21.25");
    }

    @Test
    void a_configured_list_wins_and_an_item_made_by_hand_is_taken_over() throws Exception {
        start(Map.of("rules.price-list", "Nobody, Retail", "rules.product-state", "draft"));
        list("Basic", "USD", "");
        list("Retail", "USD", "");
        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts.csv", PRODUCTS + LAMP.replace("20.5", ""));
        assertThat(world.count("product-prices.to-dataverse", "filtered")).isEqualTo(1);
        assertThat(product().get("statecode").asInt()).isEqualTo(2);
        itemByHand("Retail", "19");
        String byHand = onlyItem().get("productpricelevelid").asText();

        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts-2.csv", PRODUCTS + LAMP);
        assertThat(onlyItem().get("productpricelevelid").asText()).isEqualTo(byHand);
        assertThat(onlyItem().get("amount").decimalValue()).isEqualByComparingTo("20.5");
        assertThat(listName(onlyItem())).isEqualTo("Retail");

        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts-3.csv", PRODUCTS + LAMP.replace("P-1,I-1", "P-2,I-2"));
        assertThat(items()).hasSize(2);
        assertThat(items()).allSatisfy(item -> assertThat(listName(item)).isEqualTo("Retail"));
    }

    @Test
    void the_same_number_in_three_companies_is_three_products_with_three_prices() throws Exception {
        start(Map.of());
        world.dropAndRest(
                FINOPS,
                "CDSReleasedDistinctProducts.csv",
                PRODUCTS + LAMP + "gbsi,P-1,I-1,Lamp,Item,pcs,2,30,USD\njpmf,P-1,I-1,Lamp,Item,pcs,2,3000,JPY\n");

        assertThat(world.dataverse("products", "msdyn_productnumber eq 'P-1'")).hasSize(3);
        assertThat(items()).hasSize(3);
        assertThat(world.dataverse("pricelevels", "statecode eq 0")).hasSize(2);
    }

    @Test
    void a_product_before_its_unit_currency_and_company_waits_with_its_price() throws Exception {
        start(Map.of());
        world.dropAndRest(
                FINOPS, "CDSReleasedDistinctProducts.csv", PRODUCTS + "demf,P-9,I-9,Bulb,Item,box,0,9.99,EUR\n");
        assertThat(world.count("products.to-dataverse", "waiting")).isEqualTo(1);
        assertThat(items()).isEmpty();

        world.drop(FINOPS, "Currencies-2.csv", "CurrencyCode,Name,Symbol\nEUR,Euro,E\n");
        world.drop(FINOPS, "UnitsOfMeasure-2.csv", "UnitSymbol,UnitClass,DecimalPrecision\nbox,Quantity,0\n");
        world.dropAndRest(FINOPS, "LegalEntities-2.csv", "LegalEntityId,Name\ndemf,Contoso DE\n");

        assertThat(world.count("products.to-dataverse", "created")).isEqualTo(1);
        assertThat(onlyItem().get("amount").decimalValue()).isEqualByComparingTo("9.99");
    }

    @Test
    void prices_from_sales_are_refused() throws Exception {
        start(Map.of());
        world.dropAndRest(
                DATAVERSE,
                "productpricelevels.csv",
                "productid.msdyn_productnumber,productid.msdyn_companyid.cdm_companycode,amount\nP-1,usmf,1\n");

        assertThat(world.count("product-prices.to-finops", "refused")).isEqualTo(1);
        assertThat(items()).isEmpty();
    }

    @Test
    void failing_calls_make_no_second_item_and_leave_no_draft() throws Exception {
        start(Map.of());
        StringBuilder rows = new StringBuilder(PRODUCTS);
        for (int i = 1; i <= 30; i++) {
            rows.append(LAMP.replace("P-1,I-1", "P-" + i + ",I-" + i));
        }
        world.fault("{\"side\":\"dataverse\",\"kind\":\"cut-after\",\"count\":3}");
        world.fault("{\"side\":\"dataverse\",\"kind\":\"503\",\"count\":2}");

        world.dropAndRest(FINOPS, "CDSReleasedDistinctProducts.csv", rows.toString());

        assertThat(world.dataverse("products", "statecode eq 0")).hasSize(30);
        assertThat(world.dataverse("products", "statecode eq 2")).isEmpty();
        assertThat(items()).hasSize(30);
    }

    private void itemByHand(String list, String amount) throws Exception {
        String listId = world.dataverse("pricelevels", "name eq '" + list + "'")
                .get(0)
                .get("pricelevelid")
                .asText();
        world.dataverseRow(
                "productpricelevels",
                "{\"amount\":" + amount + ",\"pricelevelid@odata.bind\":\"/pricelevels(" + listId + ")\","
                        + "\"productid@odata.bind\":\"/products("
                        + product().get("productid").asText() + ")\",\"uomid@odata.bind\":\"/uoms("
                        + product().get("_defaultuomid_value").asText() + ")\"}");
    }

    private void list(String name, String currency, String more) throws Exception {
        String id = world.dataverse("transactioncurrencies", "isocurrencycode eq '" + currency + "'")
                .get(0)
                .get("transactioncurrencyid")
                .asText();
        world.dataverseRow(
                "pricelevels",
                "{\"name\":\"" + name + "\",\"transactioncurrencyid@odata.bind\":\"/transactioncurrencies(" + id + ")\""
                        + more + "}");
    }

    private JsonNode product() throws Exception {
        return world.dataverse("products", "msdyn_productnumber eq 'P-1'").get(0);
    }

    private JsonNode items() throws Exception {
        return world.dataverse("productpricelevels", "amount ge 0");
    }

    private JsonNode onlyItem() throws Exception {
        assertThat(items()).hasSize(1);
        return items().get(0);
    }

    private String listName(JsonNode item) throws Exception {
        return world.dataverse(
                        "pricelevels",
                        "pricelevelid eq " + item.get("_pricelevelid_value").asText())
                .get(0)
                .get("name")
                .asText();
    }
}
