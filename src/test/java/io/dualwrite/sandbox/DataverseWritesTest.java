package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataverseWritesTest {
    private static final String ID = "0a1395a0-b00e-4b46-8ce4-d78512b31114";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final Client client = new Client(sandbox.url());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_created_row_answers_204_with_its_address_and_201_if_the_row_is_wanted() {
        Reply created = client.post(DATAVERSE + "accounts", "{\"name\":\"Contoso\"}");
        Reply wanted =
                client.post(DATAVERSE + "accounts", "{\"name\":\"Fabrikam\"}", "Prefer", "return=representation");

        assertThat(created.status()).isEqualTo(204);
        assertThat(created.header("OData-EntityId")).startsWith(sandbox.url() + DATAVERSE + "accounts(");
        assertThat(created.header("OData-Version")).isEqualTo("4.0");
        assertThat(wanted.status()).isEqualTo(201);
        assertThat(wanted.json().path("name").asText()).isEqualTo("Fabrikam");
        assertThat(wanted.json().path("statecode").asInt()).isZero();
        assertThat(wanted.json().path("statuscode").asInt()).isEqualTo(1);
    }

    @Test
    void a_client_may_choose_the_guid_and_a_second_row_with_it_is_refused() {
        String body = "{\"accountid\":\"" + ID + "\",\"name\":\"Contoso\"}";

        assertThat(client.post(DATAVERSE + "accounts", body).id()).isEqualTo(ID);
        Reply second = client.post(DATAVERSE + "accounts", body);

        assertThat(second.status()).isEqualTo(412);
        assertThat(second.code()).isEqualTo("0x80040237");
    }

    @Test
    void patch_creates_or_changes_by_guid_and_by_alternate_key() {
        String byGuid = DATAVERSE + "accounts(" + ID + ")";
        assertThat(client.patch(byGuid, "{\"name\":\"A\"}", "Prefer", "return=representation")
                        .status())
                .isEqualTo(201);
        assertThat(client.patch(byGuid, "{\"name\":\"B\"}", "Prefer", "return=representation")
                        .status())
                .isEqualTo(200);

        String order = client.order("F1");
        String company = companyId();
        String byKey = DATAVERSE + "salesorders(msdyn_salesordernumber='f1',_msdyn_company_value=" + company + ")";
        Reply changed = client.patch(byKey, "{\"name\":\"other\"}");

        assertThat(changed.id()).isEqualTo(order);
        assertThat(client.get(byKey).json().path("name").asText()).isEqualTo("other");
        Reply fresh = client.patch(
                byKey.replace("'f1'", "'F2'"),
                "{\"name\":\"new\",\"customerid_account@odata.bind\":\"/accounts(accountnumber='bergs',_msdyn_company_value="
                        + company + ")\"}");
        assertThat(fresh.status()).isEqualTo(204);
        assertThat(client.get(DATAVERSE + "salesorders(" + fresh.id() + ")")
                        .json()
                        .path("_msdyn_company_value")
                        .asText())
                .isEqualTo(company);
    }

    @Test
    void if_match_star_only_changes_and_if_none_match_star_only_creates() {
        String url = DATAVERSE + "accounts(" + ID + ")";

        Reply missing = client.patch(url, "{\"name\":\"A\"}", "If-Match", "*");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.error()).isEqualTo("account With Id = " + ID + " Does Not Exist");
        assertThat(client.patch(url, "{\"name\":\"A\"}", "If-None-Match", "*").status())
                .isEqualTo(204);
        assertThat(client.patch(url, "{\"name\":\"B\"}", "If-None-Match", "*").status())
                .isEqualTo(412);
    }

    @Test
    void an_etag_that_is_out_of_date_stops_the_change() {
        String url = DATAVERSE + "accounts(" + ID + ")";
        client.patch(url, "{\"name\":\"A\"}");
        String etag = client.get(url).json().path("@odata.etag").asText();
        assertThat(etag).startsWith("W/\"");

        assertThat(client.get(url, "If-None-Match", etag).status()).isEqualTo(304);
        assertThat(client.patch(url, "{\"name\":\"B\"}", "If-Match", etag).status())
                .isEqualTo(204);
        assertThat(client.patch(url, "{\"name\":\"C\"}", "If-Match", etag).status())
                .isEqualTo(412);
        assertThat(client.delete(url, "If-Match", etag).status()).isEqualTo(412);
    }

    @Test
    void a_bound_row_must_exist_and_be_of_a_table_the_lookup_allows() {
        String body = "{\"name\":\"A\",\"primarycontactid@odata.bind\":\"/%s(" + ID + ")\"}";

        Reply missing = client.post(DATAVERSE + "accounts", body.formatted("contacts"));
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.error()).isEqualTo("contact With Id = " + ID + " Does Not Exist");
        assertThat(client.post(DATAVERSE + "accounts", body.formatted("accounts"))
                        .status())
                .isEqualTo(400);
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("0");
    }

    @Test
    void a_lookup_is_bound_by_absolute_url_cleared_by_null_and_set_by_ref() {
        String contact = client.post(DATAVERSE + "contacts", "{\"lastname\":\"Berglund\"}")
                .id();
        String address = sandbox.url() + DATAVERSE + "contacts(" + contact + ")";
        String account = DATAVERSE + "accounts("
                + client.post(
                                DATAVERSE + "accounts",
                                "{\"name\":\"A\",\"primarycontactid@odata.bind\":\"" + address + "\"}")
                        .id()
                + ")";

        assertThat(client.get(account + "/primarycontactid")
                        .json()
                        .path("fullname")
                        .asText())
                .isEqualTo("Berglund");
        client.patch(account, "{\"primarycontactid@odata.bind\":null}");
        assertThat(client.get(account + "/primarycontactid").status()).isEqualTo(204);
        assertThat(client.send("PUT", account + "/primarycontactid/$ref", "{\"@odata.id\":\"" + address + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(client.get(account + "/primarycontactid/$ref")
                        .json()
                        .path("@odata.id")
                        .asText())
                .isEqualTo(address);
        assertThat(client.delete(account + "/primarycontactid/$ref").status()).isEqualTo(204);
        assertThat(client.get(account).json().path("_primarycontactid_value").isNull())
                .isTrue();
    }

    @Test
    void a_lookup_to_several_tables_is_bound_by_its_branch_only() {
        client.order("F1");
        Reply reply = client.post(
                DATAVERSE + "salesorders", "{\"name\":\"x\",\"customerid@odata.bind\":\"/accounts(" + ID + ")\"}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("customerid");
    }

    @Test
    void unknown_columns_wrong_types_long_texts_and_unknown_options_are_named() {
        assertThat(refused("{\"name\":\"A\",\"nome\":1}")).contains("The property 'nome' does not exist on type");
        assertThat(refused("{\"name\":\"A\",\"creditlimit\":\"much\"}"))
                .contains("Cannot convert the literal 'much' to the expected type 'Edm.Decimal'");
        assertThat(refused("{\"name\":\"" + "x".repeat(161) + "\"}"))
                .contains("'name'")
                .contains("maximum allowed length of '160'");
        assertThat(refused("{\"name\":\"A\",\"customertypecode\":99}")).contains("'99' of 'customertypecode'");
        assertThat(refused("{\"name\":\"A\",\"primarycontactid\":\"" + ID + "\"}"))
                .contains("Navigation properties");
        assertThat(refused("{\"description\":\"no name\"}")).contains("'name'");
    }

    private String refused(String body) {
        Reply reply = client.post(DATAVERSE + "accounts", body);
        assertThat(reply.status()).isEqualTo(400);
        return reply.error();
    }

    @Test
    void the_key_of_a_row_is_unique_whatever_its_case() {
        client.order("F1");
        Reply second = client.post(
                DATAVERSE + "salesorders",
                "{\"name\":\"x\",\"msdyn_salesordernumber\":\"f1\",\"msdyn_company@odata.bind\":\"/cdm_companies("
                        + companyId() + ")\",\"customerid_account@odata.bind\":\"/accounts(accountnumber='BERGS',"
                        + "_msdyn_company_value=" + companyId() + ")\"}");

        assertThat(second.status()).isEqualTo(412);
        assertThat(second.code()).isEqualTo("0x80040237");
    }

    @Test
    void a_status_must_belong_to_its_state_and_follows_it_when_only_the_state_is_sent() {
        String order = DATAVERSE + "salesorders(" + client.order("F1") + ")";

        assertThat(client.patch(order, "{\"statuscode\":100001}").status()).isEqualTo(400);
        assertThat(client.patch(order, "{\"statecode\":3,\"statuscode\":100001}")
                        .status())
                .isEqualTo(204);
        assertThat(client.patch(order, "{\"statecode\":0}").status()).isEqualTo(204);
        assertThat(client.get(order).json().path("statuscode").asInt()).isEqualTo(1);
        assertThat(client.patch(order, "{\"statuscode\":690970000}").status()).isEqualTo(204);
    }

    @Test
    void lines_of_an_order_that_is_not_active_cannot_be_written() {
        String id = client.order("F1");
        String order = DATAVERSE + "salesorders(" + id + ")";
        String line = "{\"quantity\":1.5,\"sequencenumber\":%d,\"manualdiscountamount\":10.010,"
                + "\"salesorderid@odata.bind\":\"/salesorders(" + id + ")\"}";
        Reply first = client.post(DATAVERSE + "salesorderdetails", line.formatted(1));
        assertThat(first.status()).isEqualTo(204);
        String byKey = DATAVERSE + "salesorderdetails(sequencenumber=1,_salesorderid_value=" + id + ")";
        JsonNode row = client.get(byKey).json();
        assertThat(row.path("manualdiscountamount").decimalValue().toPlainString())
                .isEqualTo("10.010");
        assertThat(row.path("_transactioncurrencyid_value").isNull()).isFalse();

        client.patch(order, "{\"statecode\":3,\"statuscode\":100001}");
        Reply refused = client.post(DATAVERSE + "salesorderdetails", line.formatted(2));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).contains("read-only").contains(id);
        assertThat(client.patch(byKey, "{\"quantity\":2}").status()).isEqualTo(400);
        assertThat(client.delete(byKey).status()).isEqualTo(400);
        client.patch(order, "{\"statecode\":0,\"statuscode\":1}");
        assertThat(client.post(DATAVERSE + "salesorderdetails", line.formatted(2))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void the_platform_fills_what_its_plug_ins_fill() {
        client.patch(
                DATAVERSE + "transactioncurrencies(isocurrencycode='JPY')",
                "{\"currencyname\":\"Yen\",\"currencysymbol\":\"Y\"}");
        client.patch(
                DATAVERSE + "transactioncurrencies(isocurrencycode='KWD')",
                "{\"currencyname\":\"Dinar\",\"currencysymbol\":\"D\"}");
        assertThat(precision("JPY")).isZero();
        assertThat(precision("KWD")).isEqualTo(3);

        JsonNode order = client.get(DATAVERSE + "salesorders(" + client.order("F1") + ")")
                .json();
        assertThat(order.path("ordernumber").asText()).startsWith("ORD-");
        assertThat(order.path("_pricelevelid_value").isNull()).isFalse();
        assertThat(order.path("_ownerid_value").isNull()).isFalse();
        client.patch(DATAVERSE + "uoms(msdyn_symbol='ea')", "{}");
        assertThat(client.get(DATAVERSE + "uoms(msdyn_symbol='ea')")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("ea");
    }

    private int precision(String currency) {
        return client.get(DATAVERSE + "transactioncurrencies(isocurrencycode='" + currency + "')")
                .json()
                .path("currencyprecision")
                .asInt();
    }

    @Test
    void a_deleted_order_takes_its_lines_with_it() {
        String id = client.order("F1");
        client.post(
                DATAVERSE + "salesorderdetails",
                "{\"quantity\":1,\"salesorderid@odata.bind\":\"/salesorders(" + id + ")\"}");

        assertThat(client.delete(DATAVERSE + "salesorders(" + id + ")").status())
                .isEqualTo(204);
        assertThat(client.get(DATAVERSE + "salesorderdetails/$count").text()).isEqualTo("0");
        assertThat(client.get(DATAVERSE + "salesorders(" + id + ")").status()).isEqualTo(404);
    }

    @Test
    void one_property_can_be_read_written_and_cleared() {
        String account = DATAVERSE + "accounts("
                + client.post(DATAVERSE + "accounts", "{\"name\":\"A\"}").id() + ")";

        client.send("PUT", account + "/telephone1", "{\"value\":\"555\"}");
        assertThat(client.get(account + "/telephone1").json().path("value").asText())
                .isEqualTo("555");
        assertThat(client.get(account + "/telephone1/$value").text()).isEqualTo("555");
        client.delete(account + "/telephone1");
        assertThat(client.get(account + "/telephone1").status()).isEqualTo(204);
    }

    @Test
    void many_rows_are_written_by_one_action_all_or_none() {
        String action = DATAVERSE + "accounts/Microsoft.Dynamics.CRM.";
        Reply created = client.post(
                action + "CreateMultiple",
                "{\"Targets\":[{\"@odata.type\":\"Microsoft.Dynamics.CRM.account\",\"name\":\"A\"},{\"name\":\"B\"}]}");
        assertThat(created.json().path("Ids")).hasSize(2);

        Reply broken = client.post(
                action + "UpsertMultiple",
                "{\"Targets\":[{\"@odata.id\":\"accounts(" + ID + ")\",\"name\":\"C\"},{\"accountid\":\"" + ID
                        + "\",\"nome\":\"D\"}]}");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("2");
        String first = created.json().path("Ids").get(0).asText();
        assertThat(client.post(
                                action + "UpdateMultiple",
                                "{\"Targets\":[{\"accountid\":\"" + first + "\",\"name\":\"E\"}]}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_key_that_cannot_stand_in_a_url_is_refused_as_the_web_server_does() {
        Reply reply = client.patch(DATAVERSE + "uoms(msdyn_symbol='m%2Fs')", "{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).contains("m/s").contains("msdyn_symbol");
    }

    private String companyId() {
        return client.get(DATAVERSE + "cdm_companies(cdm_companycode='USMF')")
                .json()
                .path("cdm_companyid")
                .asText();
    }
}
