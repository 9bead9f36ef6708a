package io.dualwrite.sandbox;

import static io.dualwrite.sandbox.Client.DATAVERSE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.sandbox.Client.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Change tracking as Microsoft's page on synchronising with external systems describes it. */
class TrackedChangesTest {
    private static final String[] TRACKED = {"Prefer", "odata.track-changes,odata.maxpagesize=3"};

    @TempDir
    Path folder;

    private final Hand clock = new Hand();
    private Sandbox sandbox;
    private Client client;

    /** A clock that is set by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-23T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.defaults().withClock(clock).withFile(folder.resolve("rows")));
        client = new Client(sandbox.url());
        for (int i = 1; i <= 7; i++) {
            client.post(DATAVERSE + "accounts", "{\"name\":\"A" + i + "\"}");
        }
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** All pages, and the link behind the last. */
    private JsonNode read(String path, List<JsonNode> rows, String... headers) {
        JsonNode page = client.get(path, headers).json();
        page.path("value").forEach(rows::add);
        while (page.has("@odata.nextLink")) {
            assertThat(page.has("@odata.deltaLink")).isFalse();
            page = client.get(relative(page.get("@odata.nextLink").asText()), headers)
                    .json();
            page.path("value").forEach(rows::add);
        }
        return page;
    }

    private static String relative(String link) {
        URI uri = URI.create(link);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private String firstLink() {
        return relative(read(DATAVERSE + "accounts?$select=accountid", new ArrayList<>(), TRACKED)
                .get("@odata.deltaLink")
                .asText());
    }

    @Test
    void all_rows_come_page_by_page_and_behind_them_a_link() {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode last = read(DATAVERSE + "accounts?$select=name", rows, TRACKED);

        assertThat(rows)
                .extracting(row -> row.get("name").asText())
                .containsExactly("A1", "A2", "A3", "A4", "A5", "A6", "A7");
        assertThat(last.get("@odata.deltaLink").asText())
                .contains("$deltatoken=")
                .contains("$select=name");
    }

    @Test
    void through_the_link_come_changed_new_and_deleted_rows_and_the_next_link() {
        String link = firstLink();
        String one = id("A1");
        String two = id("A2");
        client.patch(DATAVERSE + "accounts(" + one + ")", "{\"name\":\"A1 changed\"}");
        client.delete(DATAVERSE + "accounts(" + two + ")");
        client.post(DATAVERSE + "accounts", "{\"name\":\"A8\"}");

        List<JsonNode> changes = new ArrayList<>();
        JsonNode last = read(link, changes);

        assertThat(changes).hasSize(3);
        assertThat(changes).filteredOn(row -> row.has("reason")).singleElement().satisfies(row -> {
            assertThat(row.get("id").asText()).isEqualTo(two);
            assertThat(row.get("@odata.context").asText()).endsWith("#accounts/$deletedEntity");
        });
        assertThat(read(relative(last.get("@odata.deltaLink").asText()), new ArrayList<>())
                        .path("value"))
                .isEmpty();
    }

    private String id(String name) {
        return client.get(DATAVERSE + "accounts?$filter=name%20eq%20'" + name + "'")
                .json()
                .at("/value/0/accountid")
                .asText();
    }

    @Test
    void a_deletion_is_told_also_after_a_restart() {
        String link = firstLink();
        client.delete(DATAVERSE + "accounts(" + id("A3") + ")");
        sandbox.close();
        sandbox = Sandbox.start(SandboxSettings.defaults().withClock(clock).withFile(folder.resolve("rows")));
        client = new Client(sandbox.url());

        List<JsonNode> changes = new ArrayList<>();
        read(link, changes);

        assertThat(changes).singleElement().satisfies(row -> assertThat(row.has("reason"))
                .isTrue());
    }

    @Test
    void what_is_written_while_pages_are_read_is_told_the_next_time() {
        JsonNode first =
                client.get(DATAVERSE + "accounts?$select=name", TRACKED).json();
        client.patch(DATAVERSE + "accounts(" + id("A1") + ")", "{\"name\":\"A1 changed\"}");
        List<JsonNode> rest = new ArrayList<>();
        JsonNode last = read(relative(first.get("@odata.nextLink").asText()), rest, TRACKED);

        List<JsonNode> changes = new ArrayList<>();
        read(relative(last.get("@odata.deltaLink").asText()), changes);
        assertThat(changes).extracting(row -> row.get("name").asText()).containsExactly("A1 changed");
    }

    @Test
    void a_link_of_more_than_seven_days_is_expired() {
        String link = firstLink();
        clock.now = clock.now.plus(Duration.ofDays(7)).plusSeconds(1);

        Reply reply = client.get(link);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText()).contains("has expired");
    }

    @Test
    void it_goes_with_no_filter_order_expansion_or_top() {
        for (String option :
                List.of("$filter=name%20eq%20'A1'", "$orderby=name", "$expand=primarycontactid", "$top=1")) {
            Reply reply = client.get(DATAVERSE + "accounts?" + option, TRACKED);
            assertThat(reply.status()).as(option).isEqualTo(400);
            assertThat(reply.json().at("/error/message").asText())
                    .contains("isn't supported when Change Tracking is enabled");
        }
    }
}
