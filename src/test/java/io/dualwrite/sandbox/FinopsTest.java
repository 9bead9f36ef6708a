package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.FINOPS;
import static io.dualwrite.sandbox.Client.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FinopsTest {
    private static final String ALL = "?cross-company=true";
    private static final String ORDERS = FINOPS + "CDSSalesOrderHeaders";
    private static final String LINES = FINOPS + "CDSSalesOrderLines";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final Client client = new Client(sandbox.url());

    @BeforeEach
    void seed() {
        for (String company : new String[] {"usmf", "demf"}) {
            client.post(
                    FINOPS + "CustomersV3",
                    "{\"dataAreaId\":\"" + company
                            + "\",\"CustomerAccount\":\"BERGS\",\"PartyType\":\"Organization\"}");
            client.post(
                    FINOPS + "CDSReleasedDistinctProducts",
                    "{\"dataAreaId\":\"" + company + "\",\"ProductNumber\":\"NW1\",\"ItemNumber\":\"NW1\"}");
        }
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Reply order(String company, String number) {
        return client.post(
                ORDERS,
                """
                {"dataAreaId":"%s","SalesOrderNumber":"%s","OrderingCustomerAccountNumber":"BERGS","SalesOrderName":null,
                 "SalesOrderProcessingStatus":"partiallydelivered","OrderTotalAmount":10.10}
                """
                        .formatted(company, number));
    }

    @Test
    void the_service_answers_as_soon_as_it_is_up() {
        assertThat(client.get("/data/").status()).isEqualTo(200);
        assertThat(client.get("/data").json().path("value")).isNotEmpty();
    }

    @Test
    void a_created_row_comes_back_whole_without_nulls_and_with_declared_symbols() {
        Reply created = order("USMF", "F1");
        JsonNode row = created.json();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location"))
                .endsWith("CDSSalesOrderHeaders(dataAreaId='usmf',SalesOrderNumber='F1')");
        assertThat(row.path("dataAreaId").asText()).isEqualTo("usmf");
        assertThat(row.path("SalesOrderName").asText("?")).isEmpty();
        assertThat(row.path("Email").asText("?")).isEmpty();
        assertThat(row.path("SalesOrderProcessingStatus").asText()).isEqualTo("PartiallyDelivered");
        assertThat(row.path("IsOneTimeCustomer").asText()).isEqualTo("No");
        assertThat(row.path("OrderTotalAmount").decimalValue().toPlainString()).isEqualTo("10.10");
    }

    @Test
    void keys_are_found_in_any_case_and_only_in_the_users_company_unless_crossing() {
        order("usmf", "F1");
        order("demf", "F1");

        assertThat(client.get(ORDERS + "(dataAreaId='USMF',SalesOrderNumber='f1')")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(ORDERS + "(dataAreaId='demf',SalesOrderNumber='F1')")
                        .status())
                .isEqualTo(404);
        assertThat(client.get(ORDERS + "(dataAreaId='demf',SalesOrderNumber='F1')" + ALL)
                        .status())
                .isEqualTo(200);
        assertThat(client.get(ORDERS).json().path("value")).hasSize(1);
        assertThat(client.get(ORDERS + "/$count" + ALL).text()).isEqualTo("2");
    }

    @Test
    void patch_changes_what_exists_and_is_404_for_what_does_not() {
        order("usmf", "F1");
        String url = ORDERS + "(dataAreaId='usmf',SalesOrderNumber='F1')";

        assertThat(client.patch(url + ALL, "{\"SalesOrderName\":\"new\"}").status())
                .isEqualTo(204);
        assertThat(client.get(url).json().path("SalesOrderName").asText()).isEqualTo("new");
        assertThat(client.patch(url.replace("F1", "F2"), "{}").status()).isEqualTo(404);
        assertThat(client.patch(url, "{\"SalesOrderNumber\":\"F9\"}").error()).contains("SalesOrderNumber");
        assertThat(client.patch(url, "{}", "If-Match", "W/\"1\"").status()).isEqualTo(412);
        assertThat(client.delete(url).status()).isEqualTo(204);
        assertThat(client.get(url).status()).isEqualTo(404);
    }

    @Test
    void a_second_row_with_the_same_key_is_refused() {
        order("usmf", "F1");
        Reply second = order("usmf", "f1");

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.error()).contains("already exists").contains("SalesOrderHeaderCDSEntity");
    }

    @Test
    void names_count_in_their_case_and_values_by_their_type() {
        assertThat(client.post(FINOPS + "Currencies", "{\"currencycode\":\"USD\"}")
                        .error())
                .contains("'currencycode'");
        assertThat(client.post(FINOPS + "UnitsOfMeasure", "{\"UnitSymbol\":\"ea\",\"DecimalPrecision\":\"2\"}")
                        .json()
                        .path("DecimalPrecision")
                        .isNumber())
                .isTrue();
        assertThat(client.post(FINOPS + "UnitsOfMeasure", "{\"UnitSymbol\":\"ea\",\"DecimalPrecision\":\"two\"}")
                        .error())
                .contains("'two'")
                .contains("Edm.Int32")
                .contains("DecimalPrecision");
        assertThat(client.post(FINOPS + "UnitsOfMeasure", "{\"UnitSymbol\":\"kg\",\"IsBaseUnit\":\"Maybe\"}")
                        .error())
                .contains("'Maybe'")
                .contains("IsBaseUnit");
    }

    @Test
    void a_table_with_one_key_takes_the_value_alone() {
        client.post(FINOPS + "Currencies", "{\"CurrencyCode\":\"USD\",\"Name\":\"US Dollar\"}");

        assertThat(client.get(FINOPS + "Currencies('usd')").json().path("Name").asText())
                .isEqualTo("US Dollar");
    }

    @Test
    void an_order_needs_its_customer_and_a_line_its_header_and_product() {
        Reply stranger = client.post(
                ORDERS,
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"F1\",\"OrderingCustomerAccountNumber\":\"NOBODY\"}");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.error()).contains("'NOBODY'").contains("'OrderingCustomerAccountNumber'");

        assertThat(line("F1", "NW1").error()).contains("'F1'").contains("'SalesOrderNumber'");
        order("usmf", "F1");
        assertThat(line("F1", "NW2").error()).contains("'NW2'").contains("'ProductNumber'");
        assertThat(line("F1", "NW1").status()).isEqualTo(201);
        assertThat(line("F1", "NW1").json().path("LineCreationSequenceNumber").asInt())
                .isEqualTo(2);
    }

    private Reply line(String order, String product) {
        return client.post(
                LINES,
                "{\"dataAreaId\":\"usmf\",\"SalesOrderNumber\":\"" + order + "\",\"ProductNumber\":\"" + product
                        + "\",\"OrderedSalesQuantity\":1.5}");
    }

    @Test
    void rows_are_filtered_by_text_numbers_and_enum_symbols() {
        order("usmf", "F1");
        order("demf", "F2");

        assertThat(count("SalesOrderNumber eq 'f2'")).isEqualTo(1);
        assertThat(count("dataAreaId eq 'DEMF' and OrderTotalAmount gt 10")).isEqualTo(1);
        assertThat(count("SalesOrderProcessingStatus eq "
                        + "Microsoft.Dynamics.DataEntities.SalesOrderProcessingStatus'PartiallyDelivered'"))
                .isEqualTo(2);
        assertThat(count("IsOneTimeCustomer eq 'Yes'")).isZero();
        assertThat(client.get(ORDERS + "?$filter=Nome%20eq%201").error()).contains("'Nome'");
    }

    private int count(String filter) {
        return client.get(ORDERS + ALL + "&$filter=" + encoded(filter))
                .json()
                .path("value")
                .size();
    }
}
