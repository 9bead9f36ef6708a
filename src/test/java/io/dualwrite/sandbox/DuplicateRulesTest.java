package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateRulesTest {
    private static final String RULES = DATAVERSE + "duplicaterules";
    private static final String NOBODY = "0a1395a0-b00e-4b46-8ce4-d78512b31114";

    private Sandbox sandbox;
    private Client client;

    private void start(String solution) {
        sandbox = Sandbox.start(SandboxSettings.defaults().withSolution(solution));
        client = new Client(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dual-write", "data-integrator"})
    void a_rule_is_created_unpublished_then_published_and_unpublished_by_actions(String solution) {
        start(solution);
        String id = rule("Accounts with the same name");
        assertThat(status(id)).isEqualTo("0 0");

        Reply published = client.post(RULES + "(" + id + ")/Microsoft.Dynamics.CRM.PublishDuplicateRule", "");
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.json().path("asyncoperationid").asText()).hasSize(36);
        assertThat(status(id)).isEqualTo("1 2");
        assertThat(client.get(RULES + "?$filter=statecode%20eq%201").json().path("value"))
                .hasSize(1);

        Reply unpublished = client.post(DATAVERSE + "UnpublishDuplicateRule", "{\"DuplicateRuleId\":\"" + id + "\"}");
        assertThat(unpublished.status()).isEqualTo(204);
        assertThat(status(id)).isEqualTo("0 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dual-write"})
    void an_action_on_what_is_no_rule_is_refused(String solution) {
        start(solution);
        String account = client.post(DATAVERSE + "accounts", "{\"name\":\"A\"}").id();

        assertThat(client.post(RULES + "(" + NOBODY + ")/Microsoft.Dynamics.CRM.PublishDuplicateRule", "")
                        .error())
                .isEqualTo("duplicaterule With Id = " + NOBODY + " Does Not Exist");
        assertThat(client.post(DATAVERSE + "accounts(" + account + ")/Microsoft.Dynamics.CRM.PublishDuplicateRule", "")
                        .status())
                .isEqualTo(404);
        assertThat(client.post(DATAVERSE + "UnpublishDuplicateRule", "{\"DuplicateRuleId\":\"" + NOBODY + "\"}")
                        .status())
                .isEqualTo(404);
        assertThat(client.post(DATAVERSE + "UnpublishDuplicateRule", "{}").status())
                .isEqualTo(400);
    }

    private String rule(String name) {
        return client.post(
                        RULES,
                        "{\"name\":\"" + name + "\",\"baseentityname\":\"account\",\"matchingentityname\":\"account\"}")
                .id();
    }

    private String status(String id) {
        JsonNode rule = client.get(RULES + "(" + id + ")").json();
        return rule.path("statecode").asInt() + " " + rule.path("statuscode").asInt();
    }
}
