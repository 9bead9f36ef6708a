package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static io.dualwrite.sandbox.Client.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataverseQueriesTest {
    private static final String CONTACT = "0a1395a0-b00e-4b46-8ce4-d78512b31114";
    private static Sandbox sandbox;
    private static Client client;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.defaults());
        client = new Client(sandbox.url());
        client.patch(DATAVERSE + "contacts(" + CONTACT + ")", "{\"firstname\":\"Ann\",\"lastname\":\"O'Neil\"}");
        for (int i = 1; i <= 7; i++) {
            client.post(
                    DATAVERSE + "accounts",
                    """
                    {"name":"Account %d","creditlimit":%d.50,"donotemail":%s,"customertypecode":3%s}
                    """
                            .formatted(
                                    i,
                                    i * 100,
                                    i % 2 == 0,
                                    i == 3 ? ",\"primarycontactid@odata.bind\":\"/contacts(" + CONTACT + ")\"" : ""));
        }
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name eq 'account 3'| 3",
                "creditlimit gt 600| 6,7",
                "creditlimit ge 600.5 and donotemail eq true| 6",
                "creditlimit lt 200 or creditlimit le 200.50| 1,2",
                "not (donotemail eq true) and name ne 'Account 1'| 3,5,7",
                "contains(name,'unt 5')| 5",
                "startswith(name,'acc') and endswith(name,'7')| 7",
                "name in ('Account 1','Account 2')| 1,2",
                "_primarycontactid_value eq 0a1395a0-b00e-4b46-8ce4-d78512b31114| 3",
                "_primarycontactid_value ne null| 3",
                "primarycontactid/fullname eq 'Ann O''Neil'| 3",
                "primarycontactid/contactid eq '0a1395a0-b00e-4b46-8ce4-d78512b31114'| 3",
                "createdon lt 2001-01-01T00:00:00Z| ''",
                "createdon gt 2001-01-01 and customertypecode eq 3 and name eq 'Account 4'| 4"
            })
    void rows_are_filtered(String filter, String expected) {
        JsonNode answer = client.get(DATAVERSE + "accounts?$orderby=name&$filter=" + encoded(filter))
                .json();

        assertThat(String.join(",", names(answer)).replace("Account ", ""))
                .as(filter)
                .isEqualTo(expected);
    }

    @Test
    void a_filter_or_select_with_an_unknown_column_is_refused_with_its_name() {
        for (String query : List.of("$select=nome", "$filter=nome%20eq%201", "$orderby=nome", "$expand=nome")) {
            Reply reply = client.get(DATAVERSE + "accounts?" + query);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.error())
                    .isEqualTo("Could not find a property named 'nome' on type 'Microsoft.Dynamics.CRM.account'.");
        }
        assertThat(client.get(DATAVERSE + "accounts?$filter=name%20eq").status())
                .isEqualTo(400);
        assertThat(client.get(DATAVERSE + "unknowns").error())
                .isEqualTo("Resource not found for the segment 'unknowns'.");
    }

    @Test
    void rows_are_ordered_counted_skipped_and_cut() {
        JsonNode answer = client.get(
                        DATAVERSE + "accounts?%24select=name&$orderby=creditlimit%20desc&$top=2&$skip=1&$count=true")
                .json();

        assertThat(names(answer)).containsExactly("Account 6", "Account 5");
        assertThat(answer.path("@odata.count").asInt()).isEqualTo(7);
        assertThat(answer.path("value").get(0).has("creditlimit")).isFalse();
        assertThat(answer.has("@odata.nextLink")).isFalse();
    }

    @Test
    void the_rest_of_a_page_is_behind_the_next_link() {
        List<String> names = new ArrayList<>();
        String next = sandbox.url() + DATAVERSE + "accounts?$orderby=name&$select=name";
        int pages = 0;
        while (!next.isEmpty()) {
            URI uri = URI.create(next);
            JsonNode page = client.get(uri.getRawPath() + "?" + uri.getRawQuery(), "Prefer", "odata.maxpagesize=3")
                    .json();
            names.addAll(names(page));
            next = page.path("@odata.nextLink").asText("");
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(names).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void lookups_are_expanded_and_annotated_when_asked() {
        JsonNode row = client.get(
                        DATAVERSE + "accounts?$filter=name%20eq%20'Account%203'"
                                + "&$expand=primarycontactid($select=fullname)",
                        "Prefer",
                        "odata.include-annotations=\"*\"")
                .json()
                .path("value")
                .get(0);

        assertThat(row.path("primarycontactid").path("fullname").asText()).isEqualTo("Ann O'Neil");
        assertThat(row.path("primarycontactid").has("lastname")).isFalse();
        assertThat(row.path("_primarycontactid_value@OData.Community.Display.V1.FormattedValue")
                        .asText())
                .isEqualTo("Ann O'Neil");
        assertThat(row.path("_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname")
                        .asText())
                .isEqualTo("contact");
        assertThat(row.path("customertypecode@OData.Community.Display.V1.FormattedValue")
                        .asText())
                .isEqualTo("Customer");
        assertThat(row.path("_ownerid_value").isTextual()).isTrue();
    }

    @Test
    void what_client_libraries_ask_first_is_answered() {
        assertThat(client.get("/api/data/v9.2").json().path("value")).isNotEmpty();
        assertThat(client.get("/api/data/v9.0/WhoAmI()").json().path("UserId").asText())
                .isNotEmpty();
        assertThat(client.get("/api/data/v9.1/RetrieveVersion()")
                        .json()
                        .path("Version")
                        .asText())
                .startsWith("9.2");
        JsonNode definition = client.get(DATAVERSE + "EntityDefinitions(LogicalName='account')")
                .json();
        assertThat(definition.path("EntitySetName").asText()).isEqualTo("accounts");
        assertThat(definition.path("PrimaryIdAttribute").asText()).isEqualTo("accountid");
        assertThat(client.get(DATAVERSE + "EntityDefinitions?$select=LogicalName,EntitySetName&$filter="
                                + encoded("LogicalName eq 'contact'"))
                        .json()
                        .path("value")
                        .get(0)
                        .path("EntitySetName")
                        .asText())
                .isEqualTo("contacts");
        assertThat(client.send("HEAD", DATAVERSE + "accounts", null).status()).isEqualTo(200);
        assertThat(client.send("OPTIONS", DATAVERSE + "accounts", null).status())
                .isEqualTo(204);
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.path("value").forEach(row -> names.add(row.path("name").asText()));
        return names;
    }
}
