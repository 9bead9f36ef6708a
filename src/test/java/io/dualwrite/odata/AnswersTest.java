package io.dualwrite.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void retry_after_is_read_as_seconds_and_as_a_date() {
        assertThat(RetryAfter.of(busy("7"), NOW)).contains(NOW.plusSeconds(7));
        assertThat(RetryAfter.of(busy("Fri, 20 Nov 2026 10:05:00 GMT"), NOW)).contains(NOW.plusSeconds(300));
        assertThat(RetryAfter.of(busy("soon"), NOW)).isEmpty();
    }

    @Test
    void the_reason_that_finops_hides_in_the_inner_error_is_found() {
        String body = "{\"error\":{\"code\":\"\",\"message\":\"An error has occurred.\","
                + "\"innererror\":{\"message\":\"The record already exists.\"}}}";
        assertThat(ODataError.of(new HttpAnswer(400, Map.of(), body)).message())
                .isEqualTo("The record already exists.");
    }

    @Test
    void an_error_page_of_a_proxy_is_told_without_its_markup() {
        assertThat(ODataError.of(new HttpAnswer(502, Map.of(), "<html><h1>Bad Gateway</h1></html>"))
                        .message())
                .isEqualTo("Bad Gateway");
    }

    @Test
    void fewer_answers_than_calls_are_a_lost_answer() {
        String one = "--b\nContent-Type: application/http\n\nHTTP/1.1 204 No Content\n\n\n--b--\n";
        ODataClient client = new ODataClient(call -> multipart(one), "http://h/data");
        assertThatThrownBy(() -> client.send(List.of(HttpCall.get("a"), HttpCall.get("b"))))
                .isInstanceOf(LostAnswer.class)
                .hasMessageContaining("1 answers came to a batch of 2");
    }

    @Test
    void an_error_instead_of_a_batch_is_told_as_such() {
        ODataClient client = new ODataClient(call -> busy("1"), "http://h/data");
        assertThatThrownBy(() -> client.send(List.of(HttpCall.get("a")))).isInstanceOf(BatchRefused.class);
    }

    @Test
    void each_write_stands_in_a_change_set_of_its_own_and_a_query_in_none() throws Exception {
        List<HttpCall> sent = new ArrayList<>();
        String two = "--b\n\nHTTP/1.1 204 No Content\n\n\n--b\n\nHTTP/1.1 200 OK\n\n{}\n--b--\n";
        ODataClient client = new ODataClient(
                call -> {
                    sent.add(call);
                    return multipart(two);
                },
                "http://h/data/");
        client.send(List.of(HttpCall.patch("a(1)", "{\"x\":1}"), HttpCall.get("b")));
        assertThat(sent.get(0).url()).isEqualTo("http://h/data/$batch");
        assertThat(sent.get(0).headers()).containsEntry("Prefer", "odata.continue-on-error");
        assertThat(sent.get(0).body())
                .contains("PATCH http://h/data/a(1) HTTP/1.1\r\n")
                .contains("GET http://h/data/b HTTP/1.1\r\n")
                .containsOnlyOnce("multipart/mixed");
    }

    private static HttpAnswer busy(String retryAfter) {
        return new HttpAnswer(429, Map.of("retry-after", retryAfter), "");
    }

    private static HttpAnswer multipart(String body) {
        return new HttpAnswer(200, Map.of("Content-Type", "multipart/mixed; boundary=b"), body);
    }
}
