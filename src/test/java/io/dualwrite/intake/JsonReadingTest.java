package io.dualwrite.intake;

import static io.dualwrite.intake.ReadFixture.broken;
import static io.dualwrite.intake.ReadFixture.json;
import static io.dualwrite.intake.ReadFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReadingTest {

    @Test
    void an_array_of_objects_is_read_with_the_line_of_each() throws Exception {
        List<Dropped> rows = json("[\n  {\"a\": 1},\n  {\"a\":\n 2}\n,{\"a\":3}]\n");

        assertThat(rows).extracting(dropped -> dropped.place().line()).containsExactly(2L, 3L, 5L);
        assertThat(row(rows.get(2)).get("a")).isEqualTo(new BigDecimal("3"));
    }

    @Test
    void objects_one_after_another_are_read_on_one_line_or_several() throws Exception {
        List<Dropped> rows = json("{\"a\":\"1\"}\r\n\r\n{\n  \"a\": \"2\"\n}\n {\"a\":\"3\"} {\"a\":\"}\"}");

        assertThat(rows).extracting(dropped -> row(dropped).get("a")).containsExactly("1", "2", "3", "}");
        assertThat(rows).extracting(dropped -> dropped.place().line()).containsExactly(1L, 3L, 6L, 6L);
    }

    @Test
    void an_answer_of_the_web_api_is_read() throws Exception {
        List<Dropped> rows = json("{\"@odata.context\":\"https://org/$metadata#x\",\"@odata.count\":2,"
                + "\"value\":[\n{\"@odata.etag\":\"W/1\",\"a\":\"1\"},{\"a\":\"2\"}],\"@odata.nextLink\":\"n\"}");

        assertThat(rows).extracting(dropped -> row(dropped).get("a")).containsExactly("1", "2");
        assertThat(row(rows.get(0)).names()).containsExactly("a");
        assertThat(rows.get(0).place().line()).isEqualTo(2);
    }

    @Test
    void numbers_are_exact_and_null_true_and_false_stay() throws Exception {
        Row row = row(
                json("{\"n\":0.10,\"e\":1e2,\"t\":true,\"x\":null,\"s\":\"\"}").get(0));

        assertThat(row.get("n")).isEqualTo(new BigDecimal("0.10"));
        assertThat((BigDecimal) row.get("e")).isEqualByComparingTo("100");
        assertThat(row.get("t")).isEqualTo(true);
        assertThat(row.has("x")).isTrue();
        assertThat(row.get("x")).isNull();
        assertThat(row.get("s")).isEqualTo("");
        assertThat(row.has("absent")).isFalse();
    }

    @Test
    void looked_up_rows_become_paths_of_any_depth() throws Exception {
        Row row = row(json("{\"transactioncurrencyid\":{\"isocurrencycode\":\"USD\"},"
                        + "\"customerid_account\":{\"@odata.etag\":\"W\",\"accountnumber\":\"A\"},"
                        + "\"c\":{\"h\":{\"name\":\"N\"}},\"lines\":[]}")
                .get(0));

        assertThat(row)
                .isEqualTo(Row.of(Map.of(
                        "transactioncurrencyid.isocurrencycode", "USD",
                        "customerid_account.accountnumber", "A",
                        "c.h.name", "N")));
    }

    @Test
    void of_annotations_only_the_table_of_a_lookup_stays() throws Exception {
        Row row = row(json("{\"@odata.etag\":\"W/1\",\"_customerid_value\":\"g\","
                        + "\"_customerid_value@OData.Community.Display.V1.FormattedValue\":\"Fabrikam\","
                        + "\"_customerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty\":\"x\","
                        + "\"_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname\":\"account\"}")
                .get(0));

        assertThat(row.names())
                .containsExactly("_customerid_value", "_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname");
    }

    @Test
    void a_broken_object_costs_its_line_only() throws Exception {
        for (String bad : List.of(
                "{\"a\":tru}",
                "{\"a\":\"open}",
                "{\"a\":{\"b\":1}",
                "{\"a\":1}}",
                "{\"a\":1},",
                "nonsense",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"A\":2}",
                "{\"a\":[1]}",
                "{\"a\":\"\\u0000\"}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":1e999999999}",
                "{\"x@odata.bind\":\"/accounts(1)\"}",
                "{'a':1}",
                "{\"_operation\":\"remove\"}")) {
            List<Dropped> rows = json("{\"k\":\"1\"}\n" + bad + "\n{\"k\":\"3\"}\n");

            assertThat(rows).as(bad).hasSize(3);
            assertThat(broken(rows.get(1)).place().line()).as(bad).isEqualTo(2);
            assertThat(row(rows.get(2)).get("k")).as(bad).isEqualTo("3");
            assertThat(rows.get(2).place().line()).as(bad).isEqualTo(3);
        }
    }

    @Test
    void a_file_that_breaks_off_in_an_object_keeps_the_whole_ones() throws Exception {
        List<Dropped> rows = json("{\"a\":\"1\"}\n{\n\"a\":\"2");

        assertThat(rows).hasSize(2);
        assertThat(broken(rows.get(1)).place().line()).isEqualTo(2);
    }

    @Test
    void what_follows_a_break_in_an_array_is_one_broken_row() throws Exception {
        for (String rest : List.of(
                "{\"a\":{\"a\":3},{\"a\":4}]", "{\"a\":\"3", "", "7,{\"a\":4}]", "{\"a\":\"open\n\"},{\"a\":4}]")) {
            List<Dropped> rows = json("[{\"a\":\"1\"},\n{\"a\":\"2\"},\n" + rest);

            assertThat(rows).as(rest).hasSize(3);
            assertThat(broken(rows.get(2)).place().line()).as(rest).isEqualTo(3);
        }
    }

    @Test
    void an_object_of_an_array_that_is_whole_but_wrong_costs_only_itself() throws Exception {
        List<Dropped> rows = json("[{\"a\":nul},{\"a\":\"2\"}]");

        assertThat(broken(rows.get(0)).found()).contains("nul").endsWith("on line 1");
        assertThat(row(rows.get(1)).get("a")).isEqualTo("2");
    }

    @Test
    void text_behind_the_array_is_told() throws Exception {
        List<Dropped> rows = json("[{\"a\":1}]\n[{\"a\":2}]");

        assertThat(rows).hasSize(2);
        assertThat(broken(rows.get(1)).found()).contains("behind the array");
    }

    @Test
    void an_object_deeper_or_longer_than_allowed_is_broken() throws Exception {
        String deep = "{\"a\":".repeat(51) + "1" + "}".repeat(51);
        String large = "{\"a\":\"" + "x".repeat(5_000_000) + "\"}";
        List<Dropped> rows = json(deep + "\n" + large + "\n {\"a\":1}\n");

        assertThat(broken(rows.get(0)).reason()).isEqualTo("nested-too-deep");
        assertThat(broken(rows.get(1)).reason()).isEqualTo("row-too-long");
        assertThat(row(rows.get(2)).has("a")).isTrue();
    }

    @Test
    void an_object_may_name_its_operation() throws Exception {
        List<Dropped> rows = json("{\"a\":1,\"_operation\":\"Delete\"}");

        assertThat(((DroppedRow) rows.get(0)).operation()).isEqualTo(Operation.DELETE);
        assertThat(row(rows.get(0)).names()).containsExactly("a");
    }

    @Test
    void a_byte_that_is_not_text_costs_its_object_only() throws Exception {
        byte[] bytes = "{\"a\":\"?\"}\n{\"a\":\"2\"}".getBytes(StandardCharsets.ISO_8859_1);
        bytes[6] = (byte) 0xE9;

        List<Dropped> rows = ReadFixture.read(bytes, Format.JSON, ReadOptions.DEFAULT);

        assertThat(broken(rows.get(0)).found()).contains("byte 0xE9");
        assertThat(row(rows.get(1)).get("a")).isEqualTo("2");
    }
}
