package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sales as the solution of the older templates leaves it. */
class OlderSolutionTest {
    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withSolution("data-integrator"));
    private final Client client = new Client(sandbox.url());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonNode row(String url) {
        return client.get(DATAVERSE + url).json();
    }

    @Test
    void an_unknown_solution_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> SandboxSettings.defaults().withSolution("dual write"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'dual write'")
                .hasMessageContaining("dual-write, data-integrator");
    }

    @Test
    void an_account_number_is_unique_without_a_company() {
        client.post(DATAVERSE + "accounts", "{\"name\":\"A\",\"accountnumber\":\"BERGS\"}");
        Reply second = client.post(DATAVERSE + "accounts", "{\"name\":\"B\",\"accountnumber\":\"bergs\"}");

        assertThat(second.status()).isEqualTo(412);
        assertThat(second.code()).isEqualTo("0x80040237");
        assertThat(second.error()).contains("accountnumber");
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("1");
    }

    @Test
    void rows_without_a_number_are_as_many_as_there_are() {
        for (String name : new String[] {"A", "B"}) {
            assertThat(client.post(DATAVERSE + "accounts", "{\"name\":\"" + name + "\"}")
                            .status())
                    .isEqualTo(204);
            assertThat(client.post(DATAVERSE + "contacts", "{\"lastname\":\"" + name + "\"}")
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void rows_are_upserted_by_the_older_keys() {
        String account = client.patch(DATAVERSE + "accounts(accountnumber='A1')", "{\"name\":\"A\"}")
                .id();
        String contact = client.patch(DATAVERSE + "contacts(msdynce_contactnumber='C1')", "{\"lastname\":\"Ann\"}")
                .id();
        String order = client.patch(
                        DATAVERSE + "salesorders(ordernumber='F1')",
                        "{\"name\":\"F1\",\"customerid_account@odata.bind\":\"/accounts(accountnumber='A1')\"}")
                .id();

        assertThat(client.patch(DATAVERSE + "accounts(accountnumber='A1')", "{\"name\":\"B\"}")
                        .id())
                .isEqualTo(account);
        assertThat(row("contacts(" + contact + ")")
                        .path("msdynce_contactnumber")
                        .asText())
                .isEqualTo("C1");
        assertThat(row("salesorders(" + order + ")").path("_customerid_value").asText())
                .isEqualTo(account);
        assertThat(client.patch(DATAVERSE + "accounts(accountnumber='A1',_msdyn_company_value=" + account + ")", "{}")
                        .error())
                .contains("[accountnumber]");
    }

    @Test
    void a_bound_row_must_exist() {
        Reply reply = client.post(
                DATAVERSE + "salesorders",
                "{\"name\":\"F1\",\"customerid_account@odata.bind\":\"/accounts(accountnumber='NOBODY')\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("0x80060891");
    }

    @Test
    void a_new_order_is_a_draft_for_finops_and_its_flags_have_their_published_defaults() {
        JsonNode order = row("salesorders(" + order("F1") + ")");

        assertThat(order.path("msdynce_processingstatus").asInt()).isEqualTo(647_390_011);
        assertThat(order.path("msdynce_ismaintainedexternally").isBoolean()).isTrue();
        assertThat(order.path("msdynce_ismaintainedexternally").asBoolean()).isFalse();
        assertThat(order.path("msdynce_hasexternallymaintainedproductsonly").asBoolean())
                .isTrue();
    }

    private String order(String number) {
        client.patch(DATAVERSE + "accounts(accountnumber='A1')", "{\"name\":\"A\"}");
        return client.post(
                        DATAVERSE + "salesorders",
                        "{\"name\":\"F1\",\"ordernumber\":\"" + number
                                + "\",\"customerid_account@odata.bind\":\"/accounts(accountnumber='A1')\"}")
                .id();
    }

    @Test
    void a_processing_status_outside_the_published_options_is_refused() {
        Reply reply = client.patch(
                DATAVERSE + "salesorders(" + order("F1") + ")", "{\"msdynce_processingstatus\":192350000}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("192350000").contains("647390010");
    }

    @Test
    void a_line_has_the_number_of_its_order_and_is_found_by_it() {
        String line = client.post(
                        DATAVERSE + "salesorderdetails",
                        "{\"salesorderid@odata.bind\":\"/salesorders(" + order("F1")
                                + ")\",\"quantity\":1,\"sequencenumber\":1}")
                .id();

        assertThat(client.patch(
                                DATAVERSE + "salesorderdetails(msdynce_ordernumber='F1',sequencenumber=1)",
                                "{\"quantity\":2}")
                        .id())
                .isEqualTo(line);
        JsonNode expanded = row("salesorders(ordernumber='F1')?$expand=order_details");
        assertThat(expanded.path("order_details")
                        .get(0)
                        .path("msdynce_ordernumber")
                        .asText())
                .isEqualTo("F1");
    }

    @Test
    void whether_a_contacts_company_is_an_account_follows_the_company() {
        String account = client.post(DATAVERSE + "accounts", "{\"name\":\"A\"}").id();
        String boss =
                client.post(DATAVERSE + "contacts", "{\"lastname\":\"Boss\"}").id();
        String contact = DATAVERSE + "contacts("
                + client.post(DATAVERSE + "contacts", "{\"lastname\":\"Ann\"}").id() + ")";
        assertThat(isCompanyAnAccount(contact)).isFalse();

        client.patch(contact, "{\"parentcustomerid_account@odata.bind\":\"/accounts(" + account + ")\"}");
        assertThat(isCompanyAnAccount(contact)).isTrue();
        client.patch(contact, "{\"parentcustomerid_contact@odata.bind\":\"/contacts(" + boss + ")\"}");
        assertThat(isCompanyAnAccount(contact)).isFalse();
    }

    private boolean isCompanyAnAccount(String contact) {
        JsonNode flag = client.get(contact).json().path("msdynce_iscompanyanaccount");
        assertThat(flag.isBoolean()).isTrue();
        return flag.asBoolean();
    }

    @Test
    void number_sequences_can_be_kept_and_a_prefix_is_short() {
        String sequence = DATAVERSE + "msdynce_p2cautonumbers";
        assertThat(client.post(sequence, sequence("ACC")).status()).isEqualTo(204);
        assertThat(client.post(sequence, sequence("ACCO")).error()).contains("'msdynce_prefix'");
        assertThat(client.get(sequence + "?$filter=msdynce_entityname%20eq%20'account'")
                        .json()
                        .path("value")
                        .get(0)
                        .path("msdynce_numbersequence")
                        .asInt())
                .isEqualTo(1000);
    }

    private static String sequence(String prefix) {
        return "{\"msdynce_entityname\":\"account\",\"msdynce_prefix\":\"" + prefix
                + "\",\"msdynce_numbersequence\":1000,\"msdynce_suffixlength\":6}";
    }

    @Test
    void its_columns_and_keys_are_in_the_metadata() {
        assertThat(client.get(DATAVERSE + "$metadata").text()).contains("Name=\"msdynce_processingstatus\"");
        JsonNode keys = row("EntityDefinitions?$filter=LogicalName%20eq%20'account'&$expand=Keys")
                .path("value")
                .get(0)
                .path("Keys");
        assertThat(keys.get(0).path("KeyAttributes").toString()).isEqualTo("[\"accountnumber\"]");
    }
}
