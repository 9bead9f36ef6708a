package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static io.dualwrite.sandbox.Client.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.sandbox.Client.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final String GO_ON = "odata.continue-on-error";

    private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private final Client client = new Client(sandbox.url());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void operations_are_answered_in_order_each_with_its_status() {
        Reply reply = client.batch(
                DATAVERSE,
                parts(
                        post("accounts", "{\"name\":\"A\"}"),
                        post(DATAVERSE + "accounts", "{\"nome\":\"B\"}"),
                        post(sandbox.url() + DATAVERSE + "accounts", "{\"name\":\"C\"}"),
                        "GET accounts?$select=name HTTP/1.1\r\n\r\n"),
                "Prefer",
                GO_ON);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("multipart/mixed; boundary=batchresponse_");
        assertThat(statuses(reply)).containsExactly(204, 400, 204, 200);
        assertThat(reply.text()).contains("OData-EntityId: " + sandbox.url() + DATAVERSE + "accounts(");
    }

    @Test
    void without_continue_on_error_the_first_failure_is_the_last_thing_done() {
        String text = parts(
                post("accounts", "{\"name\":\"A\"}"),
                post("accounts", "{\"nome\":\"B\"}"),
                post("accounts", "{\"name\":\"C\"}"));
        Reply reply = client.batch(DATAVERSE, text);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(statuses(reply)).containsExactly(204, 400);
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("1");
    }

    @Test
    void a_batch_with_bare_line_feeds_is_understood() {
        Reply reply = client.batch(
                DATAVERSE, parts(post("accounts", "{\"name\":\"A\"}")).replace("\r\n", "\n"));

        assertThat(statuses(reply)).containsExactly(204);
    }

    @Test
    void a_change_set_is_all_or_nothing() {
        Reply failed = client.batch(
                DATAVERSE,
                changeSet(post("accounts", "{\"name\":\"A\"}"), post("accounts", "{\"nome\":\"B\"}")),
                "Prefer",
                GO_ON);
        assertThat(statuses(failed)).containsExactly(400);
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("0");

        Reply done = client.batch(
                DATAVERSE, changeSet(post("accounts", "{\"name\":\"A\"}"), post("accounts", "{\"name\":\"B\"}")));
        assertThat(statuses(done)).containsExactly(204, 204);
        assertThat(done.text()).contains("changesetresponse_").contains("Content-ID: 2");
    }

    @Test
    void later_operations_of_a_change_set_refer_to_earlier_ones_by_content_id() {
        Reply reply = client.batch(
                DATAVERSE,
                changeSet(
                        post("contacts", "{\"lastname\":\"Ann\"}"),
                        post("accounts", "{\"name\":\"A\",\"primarycontactid@odata.bind\":\"$1\"}"),
                        "PATCH $2 HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"telephone1\":\"555\"}"));

        assertThat(statuses(reply)).containsExactly(204, 204, 204);
        var row = client.get(DATAVERSE + "accounts?$expand=primarycontactid")
                .json()
                .path("value")
                .get(0);
        assertThat(row.path("primarycontactid").path("lastname").asText()).isEqualTo("Ann");
        assertThat(row.path("telephone1").asText()).isEqualTo("555");
    }

    @Test
    void finops_takes_batches_too_and_keeps_what_went_well() {
        Reply reply = client.batch(
                FINOPS,
                parts(
                        post("Currencies", "{\"CurrencyCode\":\"USD\"}"),
                        post("Currencies", "{\"CurrencyCode\":\"USD\"}"),
                        "PATCH Currencies('USD') HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"Name\":\"D\"}"),
                "Prefer",
                GO_ON);

        assertThat(statuses(reply)).containsExactly(201, 400, 204);
    }

    @Test
    void more_than_a_thousand_operations_are_too_many_for_dataverse() {
        String[] operations = new String[1_001];
        Arrays.fill(operations, post("accounts", "{\"name\":\"A\"}"));

        assertThat(client.batch(DATAVERSE, parts(operations)).error())
                .contains("1001")
                .contains("1000");
        assertThat(client.get(DATAVERSE + "accounts/$count").text()).isEqualTo("0");
    }

    private static String post(String url, String body) {
        return "POST " + url + " HTTP/1.1\r\nContent-Type: application/json; type=entry\r\n\r\n" + body;
    }

    private static String parts(String... operations) {
        StringBuilder text = new StringBuilder();
        for (String operation : operations) {
            text.append("--batch_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n")
                    .append(operation)
                    .append("\r\n");
        }
        return text + "--batch_1--\r\n";
    }

    private static String changeSet(String... operations) {
        StringBuilder text =
                new StringBuilder("--batch_1\r\nContent-Type: multipart/mixed; boundary=\"changeset_1\"\r\n\r\n");
        for (int at = 0; at < operations.length; at++) {
            text.append("--changeset_1\r\nContent-Type: application/http\r\nContent-ID: " + (at + 1) + "\r\n\r\n")
                    .append(operations[at])
                    .append("\r\n");
        }
        return text + "--changeset_1--\r\n\r\n--batch_1--\r\n";
    }

    private static List<Integer> statuses(Reply reply) {
        return Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3})")
                .matcher(reply.text())
                .results()
                .map((MatchResult result) -> Integer.valueOf(result.group(1)))
                .toList();
    }
}
