package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static io.dualwrite.sandbox.Client.FINOPS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ControlTest {
    private Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
    private Client client = new Client(sandbox.url());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void restart(SandboxSettings settings) {
        sandbox.close();
        sandbox = Sandbox.start(settings);
        client = new Client(sandbox.url());
    }

    @Test
    void it_throttles_as_often_as_it_is_told_and_only_the_side_it_is_told() {
        client.post("/sandbox/faults", "{\"side\":\"dataverse\",\"kind\":\"429\",\"count\":2,\"retryAfterSeconds\":7}");

        Reply throttled = client.get(DATAVERSE + "accounts");
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).isEqualTo("7");
        assertThat(throttled.code()).isEqualTo("0x80072322");
        assertThat(client.get(FINOPS + "Currencies").status()).isEqualTo(200);
        assertThat(client.get(DATAVERSE + "accounts").status()).isEqualTo(429);
        assertThat(client.get(DATAVERSE + "accounts").status()).isEqualTo(200);
    }

    @Test
    void it_fails_only_where_the_path_fits_until_the_fault_is_taken_back() {
        client.post("/sandbox/faults", "{\"kind\":\"503\",\"path\":\"Currencies\"}");

        assertThat(client.get(FINOPS + "Currencies").status()).isEqualTo(503);
        assertThat(client.get(FINOPS + "CustomersV3").status()).isEqualTo(200);
        assertThat(client.get("/sandbox/faults").json().path("faults")).hasSize(1);
        client.delete("/sandbox/faults");
        assertThat(client.get(FINOPS + "Currencies").status()).isEqualTo(200);
        assertThat(client.post("/sandbox/faults", "{\"kind\":\"fire\"}").error())
                .contains("cut-after");
    }

    @Test
    void a_connection_is_cut_before_or_after_the_write() {
        String body = "{\"CurrencyCode\":\"USD\"}";
        client.post("/sandbox/faults", "{\"kind\":\"cut-before\",\"count\":1,\"path\":\"Currencies\"}");
        assertThatThrownBy(() -> client.sendOrFail("POST", FINOPS + "Currencies", body))
                .isInstanceOf(IOException.class);
        assertThat(client.get(FINOPS + "Currencies/$count").text()).isEqualTo("0");

        client.post("/sandbox/faults", "{\"kind\":\"cut-after\",\"count\":1,\"path\":\"Currencies\"}");
        assertThatThrownBy(() -> client.sendOrFail("POST", FINOPS + "Currencies", body))
                .isInstanceOf(IOException.class);
        assertThat(client.get(FINOPS + "Currencies/$count").text()).isEqualTo("1");
    }

    @Test
    void the_log_shows_requests_and_the_operations_of_batches() {
        client.get(FINOPS + "Currencies?$top=1");
        client.batch(
                FINOPS,
                "--batch_1\r\nContent-Type: application/http\r\n\r\nPOST Currencies HTTP/1.1\r\n\r\n"
                        + "{\"CurrencyCode\":\"USD\"}\r\n--batch_1--");
        JsonNode entries = client.get("/sandbox/log").json().path("entries");

        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).path("path").asText()).isEqualTo("/data/Currencies?$top=1");
        assertThat(entries.get(1).path("parts").get(0).path("path").asText()).isEqualTo("Currencies");
        assertThat(entries.get(1).path("parts").get(0).path("status").asInt()).isEqualTo(201);
        assertThat(client.get("/sandbox/log?since=1&limit=5").json().path("entries"))
                .hasSize(1);
        client.delete("/sandbox/log");
        assertThat(client.get("/sandbox/log").json().path("entries")).isEmpty();
    }

    @Test
    void rows_can_be_looked_at_and_dropped() {
        client.post(FINOPS + "Currencies", "{\"CurrencyCode\":\"USD\"}");

        JsonNode rows = client.get("/sandbox/rows/finops/Currencies").json();
        assertThat(rows.path("count").asInt()).isEqualTo(1);
        assertThat(rows.path("rows").get(0).path("CurrencyCode").asText()).isEqualTo("USD");
        client.delete("/sandbox/rows");
        assertThat(client.get("/sandbox/rows").json().path("finops").has("Currencies"))
                .isFalse();
        assertThat(client.get(DATAVERSE + "systemusers/$count").text()).isEqualTo("1");
    }

    @Test
    void with_a_client_set_only_its_tokens_are_admitted_until_they_expire() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        MovedClock clock = new MovedClock(start);
        restart(SandboxSettings.defaults().withClient("id", "secret").withClock(clock));
        assertThat(client.get(FINOPS + "Currencies").status()).isEqualTo(401);
        assertThat(token("wrong").status()).isEqualTo(401);

        Reply issued = token("secret");
        assertThat(issued.json().path("token_type").asText()).isEqualTo("Bearer");
        assertThat(issued.json().path("expires_in").asInt()).isEqualTo(3600);
        String bearer = "Bearer " + issued.json().path("access_token").asText();
        assertThat(client.get(DATAVERSE + "accounts", "Authorization", bearer).status())
                .isEqualTo(200);
        clock.now = start.plusSeconds(3601);
        assertThat(client.get(DATAVERSE + "accounts", "Authorization", bearer).status())
                .isEqualTo(401);
    }

    private Reply token(String secret) {
        return client.post(
                "/contoso.example/oauth2/v2.0/token",
                "grant_type=client_credentials&client_id=id&client_secret=" + secret + "&scope=x%2F.default",
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    @Test
    void rows_kept_in_a_file_are_there_after_a_restart_even_if_its_last_line_was_cut_off(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("rows/sandbox.jsonl");
        restart(SandboxSettings.defaults().withFile(file));
        String order = client.order("F1");
        client.post(FINOPS + "Currencies", "{\"CurrencyCode\":\"USD\",\"Name\":\"D\"}");
        client.post(FINOPS + "Currencies", "{\"CurrencyCode\":\"EUR\"}");
        client.delete(FINOPS + "Currencies('EUR')");
        Files.writeString(file, "[{\"side\":\"finops\",\"set\":\"Curr", StandardOpenOption.APPEND);

        for (int times = 0; times < 2; times++) {
            restart(SandboxSettings.defaults().withFile(file));
            assertThat(client.get(DATAVERSE + "salesorders(" + order + ")?$expand=customerid_account")
                            .json()
                            .path("customerid_account")
                            .path("name")
                            .asText())
                    .isEqualTo("B");
            assertThat(client.get(FINOPS + "Currencies/$count").text()).isEqualTo("1");
            assertThat(client.patch(FINOPS + "Currencies('usd')", "{\"Name\":\"E\"}")
                            .status())
                    .isEqualTo(204);
        }
    }

    @Test
    void both_sides_describe_themselves_in_valid_xml() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        for (String root : new String[] {FINOPS, DATAVERSE}) {
            String xml = client.get(root + "$metadata").text();
            Document document = factory.newDocumentBuilder()
                    .parse(new java.io.ByteArrayInputStream(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(document.getElementsByTagName("EntityType").getLength()).isGreaterThan(40);
            assertThat(document.getElementsByTagName("EntitySet").getLength())
                    .isEqualTo(document.getElementsByTagName("EntityType").getLength());
        }
        assertThat(client.get(DATAVERSE + "$metadata").text())
                .contains("<NavigationProperty Name=\"customerid_account\" Type=\"mscrm.account\">")
                .contains("<Property Name=\"_customerid_value\" Type=\"Edm.Guid\"/>");
    }

    /** Stands still until moved. */
    private static final class MovedClock extends Clock {
        private Instant now;

        MovedClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
