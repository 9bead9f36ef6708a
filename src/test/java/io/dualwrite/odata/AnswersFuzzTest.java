package io.dualwrite.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dualwrite.Mutation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Answers of servers, or of what stands between: whole ones, or a lost answer; never one for another call. */
class AnswersFuzzTest {
    private static final int TRIES = 3000;
    private static final int NIGHTLY = 300_000;
    private static final Duration FOR_EVER = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<HttpCall> CALLS = List.of(
            HttpCall.patch("accounts(a='1')", "{}"), HttpCall.get("accounts"), HttpCall.delete("accounts(a='3')"));
    private static final String BATCH = String.join(
            "\r\n",
            "--b",
            "Content-Type: multipart/mixed; boundary=\"c1\"",
            "",
            "--c1",
            "Content-Type: application/http",
            "Content-ID: 1",
            "",
            "HTTP/1.1 201 Created",
            "OData-EntityId: http://h/accounts(1)",
            "",
            "{\"accountid\":\"1\"}",
            "--c1--",
            "--b",
            "Content-Type: application/http",
            "",
            "HTTP/1.1 429 Too Many Requests",
            "Retry-After: 17",
            "",
            "{\"error\":{\"code\":\"0x1\",\"message\":\"no\",\"innererror\":{\"message\":\"deep\"}}}",
            "--b",
            "Content-Type: application/http",
            "",
            "HTTP/1.1 204 No Content",
            "",
            "",
            "--b--",
            "");
    private static final String ERROR = "{\"error\":{\"code\":\"0x80040217\",\"message\":\"An error has occurred.\","
            + "\"innererror\":{\"message\":\"Field <b>x</b> is wrong\",\"n\":1.50}}}";
    private static final String METADATA =
            """
            <?xml version="1.0"?><edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
            <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="Customer"><Property Name="A"/>
            </EntityType><EntityContainer Name="R"><EntitySet Name="Customers" EntityType="X.Customer"/></EntityContainer>
            </Schema></edmx:DataServices></edmx:Edmx>
            """;

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_batches(@ForAll @From("edits") List<Mutation.Edit> edits) {
        String body = Mutation.of(BATCH, edits);
        ODataClient client = new ODataClient(call -> answer(body), "http://h");
        assertTimeoutPreemptively(FOR_EVER, () -> {
            try {
                List<HttpAnswer> answers = client.send(CALLS);
                assertThat(answers).hasSameSizeAs(CALLS);
                answers.forEach(AnswersFuzzTest::assertReadable);
            } catch (LostAnswer lost) {
                assertThat(lost).hasMessageContaining("answer");
            }
        });
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_batches_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) {
        damaged_batches(edits);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_errors_and_retry_afters(@ForAll @From("edits") List<Mutation.Edit> edits) {
        String after = Mutation.of("Wed, 25 Nov 2026 12:00:00 GMT", edits);
        HttpAnswer answer = new HttpAnswer(503, Map.of("retry-after", after), Mutation.of(ERROR, edits));
        assertTimeoutPreemptively(FOR_EVER, () -> assertReadable(answer));
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_errors_and_retry_afters_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) {
        damaged_errors_and_retry_afters(edits);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_metadata(@ForAll @From("edits") List<Mutation.Edit> edits) {
        String xml = Mutation.of(METADATA, edits);
        assertTimeoutPreemptively(FOR_EVER, () -> {
            try {
                Metadata.parse(xml).properties("Customers");
            } catch (IOException told) {
                assertThat(told).hasMessageContaining("$metadata");
            }
        });
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_metadata_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) {
        damaged_metadata(edits);
    }

    @Example
    void an_answer_made_to_hold_us_up_is_lost() {
        StringBuilder nested = new StringBuilder("--b\n");
        for (int level = 0; level < 20_000; level++) {
            nested.append("Content-Type: multipart/mixed; boundary=c" + level + "\n\n--c" + level + "\n");
        }
        for (int level = 19_999; level >= 0; level--) {
            nested.append("--c" + level + "--\n");
        }
        assertLost(nested.append("--b--\n").toString(), "change set within a change set");
        assertLost("\n".repeat(3_000_000), "more than 2000000 lines");
        assertLost("<html>" + "<".repeat(1_000_000), "breaks off after 0 answers");
    }

    @Example
    void an_error_of_many_opened_marks_is_read_at_once() {
        HttpAnswer answer = new HttpAnswer(500, Map.of(), "<".repeat(20_000_000));
        assertTimeoutPreemptively(FOR_EVER, () -> assertReadable(answer));
        HttpAnswer deep = new HttpAnswer(500, Map.of(), "{\"error\":".repeat(100_000));
        assertTimeoutPreemptively(FOR_EVER, () -> assertReadable(deep));
    }

    @Example
    void a_retry_after_of_years_is_one_of_a_day() {
        HttpAnswer answer = new HttpAnswer(429, Map.of("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), "");
        assertThat(RetryAfter.of(answer, NOW)).contains(NOW.plus(Duration.ofDays(1)));
        assertThat(RetryAfter.of(new HttpAnswer(429, Map.of("Retry-After", "999999999"), ""), NOW))
                .contains(NOW.plus(Duration.ofDays(1)));
    }

    @Example
    void entities_in_metadata_are_not_expanded_and_files_not_read() {
        String bomb =
                """
                <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;">]>
                <x><EntityType Name="&b;"/></x>
                """;
        assertThatThrownBy(() -> Metadata.parse(bomb)).isInstanceOf(IOException.class);
    }

    private static void assertLost(String body, String why) {
        assertTimeoutPreemptively(
                FOR_EVER, () -> assertThatThrownBy(() -> new ODataClient(call -> answer(body), "http://h").send(CALLS))
                        .isInstanceOf(LostAnswer.class)
                        .hasMessageContaining(why));
    }

    private static void assertReadable(HttpAnswer answer) {
        assertThat(ODataError.of(answer).toString()).isNotBlank().hasSizeLessThan(3000);
        RetryAfter.of(answer, NOW).ifPresent(when -> assertThat(when).isBeforeOrEqualTo(NOW.plus(Duration.ofDays(1))));
    }

    private static HttpAnswer answer(String body) {
        return new HttpAnswer(200, Map.of("Content-Type", "multipart/mixed; boundary=b"), body);
    }

    @Provide
    Arbitrary<List<Mutation.Edit>> edits() {
        return Mutation.edits();
    }
}
