package io.dualwrite.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private static final String THREE = String.join(
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
            "HTTP/1.1 400 Bad Request",
            "",
            "{\"error\":{\"code\":\"0x1\",\"message\":\"no\"}}",
            "--b",
            "Content-Type: application/http",
            "",
            "HTTP/1.1 204 No Content",
            "",
            "",
            "--b--",
            "");

    @Test
    void answers_come_in_order_from_inside_and_outside_change_sets() throws Exception {
        List<HttpAnswer> answers = read(THREE);
        assertThat(answers).extracting(HttpAnswer::status).containsExactly(201, 400, 204);
        assertThat(answers.get(0).header("odata-entityid")).contains("http://h/accounts(1)");
        assertThat(ODataError.of(answers.get(1)).message()).isEqualTo("no");
    }

    @Test
    void lines_may_end_with_a_line_feed_alone() throws Exception {
        assertThat(read(THREE.replace("\r\n", "\n"))).hasSize(3);
    }

    @Test
    void an_answer_that_is_no_batch_counts_as_lost() {
        HttpAnswer html = new HttpAnswer(200, Map.of("Content-Type", "text/html"), "<html/>");
        assertThatThrownBy(() -> BatchReader.read(html))
                .isInstanceOf(LostAnswer.class)
                .hasMessageContaining("text/html");
    }

    @Property
    void an_answer_cut_off_anywhere_is_lost_and_never_shorter(@ForAll @IntRange(min = 0, max = 1000) int at) {
        int cut = at % THREE.indexOf("--b--");
        assertThatThrownBy(() -> read(THREE.substring(0, cut))).isInstanceOf(LostAnswer.class);
    }

    @Property
    void noise_never_ends_in_anything_but_answers_or_a_lost_answer(
            @ForAll String noise, @ForAll @IntRange(min = 0, max = 380) int at) {
        String text = THREE.substring(0, at) + noise + THREE.substring(at);
        try {
            assertThat(read(text)).isNotNull();
        } catch (LostAnswer expected) {
            assertThat(expected).hasMessageContaining("answer");
        }
    }

    private static List<HttpAnswer> read(String body) throws LostAnswer {
        return BatchReader.read(new HttpAnswer(200, Map.of("Content-Type", "multipart/mixed; boundary=b"), body));
    }
}
