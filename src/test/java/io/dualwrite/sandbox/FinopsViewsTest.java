package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The F&O entities of the older templates show the same rows as the newer ones. */
class FinopsViewsTest {
    private static final String V2 = FINOPS + "CustomersV2";
    private static final String V3 = FINOPS + "CustomersV3";
    private static final String ORDERS = FINOPS + "CDSSalesOrderHeaders";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withSolution("data-integrator"));
    private final Client client = new Client(sandbox.url());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Reply customer(String set, String account, String external) {
        return client.post(
                set,
                "{\"CustomerAccount\":\"" + account + "\",\"PartyType\":\"Organization\",\"PartyNumber\":\"" + account
                        + "\",\"IsExternallyMaintained\":\"" + external + "\"}");
    }

    private JsonNode get(String url) {
        return client.get(url).json();
    }

    @Test
    void a_customer_written_through_either_version_is_seen_changed_and_removed_through_the_other() {
        assertThat(customer(V2, "A1", "Yes").status()).isEqualTo(201);
        assertThat(customer(V3, "A2", "No").status()).isEqualTo(201);
        assertThat(get(V3 + "(dataAreaId='usmf',CustomerAccount='A1')")
                        .path("IsExternallyMaintained")
                        .asText())
                .isEqualTo("Yes");
        assertThat(customer(V3, "a1", "No").error()).contains("already exists");

        client.patch(V2 + "(dataAreaId='usmf',CustomerAccount='A2')", "{\"SalesMemo\":\"m\"}");
        assertThat(get(V3 + "(dataAreaId='usmf',CustomerAccount='A2')")
                        .path("SalesMemo")
                        .asText())
                .isEqualTo("m");
        client.delete(V3 + "(dataAreaId='usmf',CustomerAccount='A1')");
        assertThat(client.get(V2 + "/$count").text()).isEqualTo("1");
    }

    @Test
    void an_order_knows_a_customer_written_through_the_older_version_and_keeps_it() {
        assertThat(order("F1", "A1").error()).contains("'A1'");
        customer(V2, "A1", "Yes");

        assertThat(order("F1", "A1").status()).isEqualTo(201);
        assertThat(client.delete(V2 + "(dataAreaId='usmf',CustomerAccount='A1')")
                        .error())
                .contains("CDSSalesOrderHeaders");
    }

    private Reply order(String number, String customer) {
        return client.post(
                ORDERS,
                "{\"SalesOrderNumber\":\"" + number + "\",\"OrderingCustomerAccountNumber\":\"" + customer + "\"}");
    }

    @Test
    void an_order_says_of_both_its_customers_whether_they_are_externally_maintained() {
        customer(V2, "A1", "Yes");
        customer(V2, "A2", "No");
        assertThat(flags(order("F1", "A1").json())).isEqualTo("Yes Yes");
        String url = ORDERS + "(dataAreaId='usmf',SalesOrderNumber='F1')";

        client.patch(
                url, "{\"InvoiceCustomerAccountNumber\":\"A2\",\"InvoiceCustomerIsExternallyMaintained\":\"Yes\"}");
        assertThat(flags(get(url))).isEqualTo("Yes No");
        client.patch(V3 + "(dataAreaId='usmf',CustomerAccount='A2')", "{\"IsExternallyMaintained\":\"Yes\"}");
        assertThat(flags(get(url))).isEqualTo("Yes Yes");
        client.patch(V2 + "(dataAreaId='usmf',CustomerAccount='A1')", "{\"IsExternallyMaintained\":\"No\"}");
        assertThat(flags(get(url))).isEqualTo("No Yes");
    }

    private static String flags(JsonNode order) {
        return order.path("OrderingCustomerIsExternallyMaintained").asText() + " "
                + order.path("InvoiceCustomerIsExternallyMaintained").asText();
    }

    @Test
    void a_contact_person_has_a_key_of_its_own_in_either_version() {
        customer(V2, "A1", "Yes");
        String older = FINOPS + "CDSContacts";
        String newer = FINOPS + "CDSContactsV2";
        Reply created = client.post(
                older,
                "{\"ContactPersonPartyNumber\":\"C1\",\"LastName\":\"Ann\",\"AssociatedPartyNumber\":\"A1\","
                        + "\"DecisionMakingRole\":\"Decision\"}");
        assertThat(created.status()).isEqualTo(201);
        String id = created.json().path("ContactPersonId").asText();
        assertThat(id).isNotEmpty();

        assertThat(get(newer + "(dataAreaId='usmf',ContactPersonId='" + id + "')")
                        .path("LastName")
                        .asText())
                .isEqualTo("Ann");
        client.post(newer, "{\"ContactPersonId\":\"P9\",\"ContactPersonPartyNumber\":\"C9\",\"LastName\":\"Bob\"}");
        String byParty = older + "(dataAreaId='usmf',ContactPersonPartyNumber='C9')";
        assertThat(get(byParty).path("LastName").asText()).isEqualTo("Bob");
        assertThat(get(byParty).path("DecisionMakingRole").asText("?")).isEmpty();
        client.patch(byParty, "{\"LastName\":\"Bill\"}");
        assertThat(get(newer + "(dataAreaId='usmf',ContactPersonId='P9')")
                        .path("LastName")
                        .asText())
                .isEqualTo("Bill");
        assertThat(client.patch(byParty, "{\"ContactPersonPartyNumber\":\"C8\"}")
                        .error())
                .contains("'ContactPersonPartyNumber'");
    }

    @Test
    void a_contact_persons_company_must_be_a_party_and_its_party_number_is_taken_once() {
        String older = FINOPS + "CDSContacts";
        String body = "{\"ContactPersonPartyNumber\":\"C1\",\"AssociatedPartyNumber\":\"A1\"}";
        assertThat(client.post(older, body).error()).contains("'A1'").contains("'AssociatedPartyNumber'");
        customer(V3, "A1", "No");

        assertThat(client.post(older, body).status()).isEqualTo(201);
        assertThat(client.post(older, body).error()).contains("already exists");
        assertThat(client.post(older, body.replace("A1", "C1").replace("\"C1\",", "\"C2\","))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_sellable_product_is_a_released_distinct_product_and_fits_a_line() {
        client.post(FINOPS + "SellableReleasedProducts", "{\"ProductNumber\":\"P1\",\"IsSalesStopped\":\"Yes\"}");
        client.post(FINOPS + "CDSReleasedDistinctProducts", "{\"ProductNumber\":\"P2\",\"SalesPrice\":1.5}");
        customer(V2, "A1", "Yes");
        order("F1", "A1");

        assertThat(get(FINOPS + "SellableReleasedProducts(dataAreaId='usmf',ProductNumber='P2')")
                        .path("SalesPrice")
                        .decimalValue()
                        .toPlainString())
                .isEqualTo("1.5");
        assertThat(client.post(FINOPS + "CDSSalesOrderLines", "{\"SalesOrderNumber\":\"F1\",\"ProductNumber\":\"P1\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void only_invoices_of_externally_maintained_customers_are_in_the_older_entities() {
        customer(V2, "A1", "Yes");
        customer(V2, "A2", "No");
        invoice("I1", "A1");
        invoice("I2", "A2");
        String headers = FINOPS + FinopsViews.INVOICES;
        String lines = FINOPS + FinopsViews.INVOICE_LINES;

        assertThat(client.get(FINOPS + "SalesInvoiceHeadersV2/$count").text()).isEqualTo("2");
        assertThat(get(headers).path("value")).hasSize(1);
        assertThat(get(headers + "(dataAreaId='usmf',InvoiceNumber='I1')")
                        .path("InvoiceCustomerAccountNumber")
                        .asText())
                .isEqualTo("A1");
        assertThat(client.get(headers + "(dataAreaId='usmf',InvoiceNumber='I2')")
                        .status())
                .isEqualTo(404);
        assertThat(get(lines).path("value")).hasSize(1);
        assertThat(client.get(lines + "(dataAreaId='usmf',InvoiceNumber='I1',LineCreationSequenceNumber=1)")
                        .status())
                .isEqualTo(200);
    }

    private void invoice(String number, String customer) {
        String key = "\"InvoiceNumber\":\"" + number
                + "\",\"InvoiceDate\":\"2026-03-27T12:00:00Z\",\"LedgerVoucher\":\"V" + number + "\"";
        client.post(
                FINOPS + "SalesInvoiceHeadersV2",
                "{" + key + ",\"InvoiceCustomerAccountNumber\":\"" + customer + "\"}");
        client.post(FINOPS + "SalesInvoiceLinesV2", "{" + key + ",\"ProductNumber\":\"P1\"}");
    }

    @Test
    void an_invoice_of_another_customer_cannot_be_written_through_them() {
        customer(V2, "A2", "No");
        Reply reply = client.post(
                FINOPS + FinopsViews.INVOICES,
                "{\"InvoiceNumber\":\"I2\",\"LedgerVoucher\":\"V1\",\"InvoiceCustomerAccountNumber\":\"A2\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("not externally maintained");
        assertThat(client.get(FINOPS + "SalesInvoiceHeadersV2/$count").text()).isEqualTo("0");
    }
}
