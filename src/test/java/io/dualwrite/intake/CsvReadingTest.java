package io.dualwrite.intake;

import static io.dualwrite.intake.ReadFixture.broken;
import static io.dualwrite.intake.ReadFixture.csv;
import static io.dualwrite.intake.ReadFixture.read;
import static io.dualwrite.intake.ReadFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadingTest {

    @Test
    void a_cell_may_hold_commas_quotes_and_line_ends_within_quotes() throws Exception {
        List<Dropped> rows = csv("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n\"x\r\ny\",z\nlast,row\n");

        assertThat(row(rows.get(0))).isEqualTo(Row.of(Map.of("a", "1,2", "b", "say \"hi\"")));
        assertThat(row(rows.get(1))).isEqualTo(Row.of(Map.of("a", "x\r\ny", "b", "z")));
        assertThat(rows.get(2).place().line()).isEqualTo(5);
        assertThat(rows.get(2).place()).hasToString("drop:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void every_kind_of_line_end_is_understood(String end) throws Exception {
        List<Dropped> rows = csv(String.join(end, "a,b", "1,2", "", "3,4"));

        assertThat(rows).hasSize(2);
        assertThat(row(rows.get(1)).get("B")).isEqualTo("4");
        assertThat(rows.get(1).place().line()).isEqualTo(4);
    }

    @Test
    void an_empty_cell_is_an_empty_text_and_blanks_stay() throws Exception {
        Row row = row(csv("a,b,c\n,\"\", x \n").get(0));

        assertThat(row).isEqualTo(Row.of(Map.of("a", "", "b", "", "c", " x ")));
    }

    @Test
    void utf8_with_and_without_byte_order_mark_and_utf16_with_one_are_read() throws Exception {
        String text = "naïve,b\nLuleå,€\n";
        for (byte[] bytes : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16BE))) {
            List<Dropped> rows = read(bytes, Format.CSV, ReadOptions.DEFAULT);

            assertThat(row(rows.get(0))).isEqualTo(Row.of(Map.of("naïve", "Luleå", "b", "€")));
        }
    }

    @Test
    void another_delimiter_can_be_set() throws Exception {
        List<Dropped> rows = read(
                "a;b\n1,5;2\n".getBytes(StandardCharsets.UTF_8), Format.CSV, ReadOptions.DEFAULT.withDelimiter(';'));

        assertThat(row(rows.get(0)).get("a")).isEqualTo("1,5");
    }

    @Test
    void a_row_with_too_few_or_too_many_cells_is_broken_and_the_next_is_read() throws Exception {
        List<Dropped> rows = csv("a,b\n1\n1,2,3\n1,2\n");

        assertThat(broken(rows.get(0)).found()).isEqualTo("1 cells");
        assertThat(broken(rows.get(1)).found()).isEqualTo("3 cells");
        assertThat(broken(rows.get(1)).expected()).startsWith("2 cells");
        assertThat(broken(rows.get(1)).place().line()).isEqualTo(3);
        assertThat(row(rows.get(2)).get("b")).isEqualTo("2");
    }

    @Test
    void text_behind_a_closing_quote_costs_one_row() throws Exception {
        List<Dropped> rows = csv("a,b\n\"x\"y,2\n\"3\" ,4\n");

        assertThat(broken(rows.get(0)).found()).isEqualTo("text behind the closing quote of cell 1");
        assertThat(row(rows.get(1))).isEqualTo(Row.of(Map.of("a", "3", "b", "4")));
    }

    @Test
    void a_quote_inside_an_unquoted_cell_is_a_character() throws Exception {
        assertThat(row(csv("a,b\n19\" rack,2\n").get(0)).get("a")).isEqualTo("19\" rack");
    }

    @Test
    void a_file_that_breaks_off_in_a_quoted_cell_keeps_its_whole_rows_and_names_the_line_of_the_quote()
            throws Exception {
        List<Dropped> rows = csv("a,b\n1,2\n3,\"cut\n off\nhere");

        assertThat(rows).hasSize(2);
        assertThat(row(rows.get(0)).get("a")).isEqualTo("1");
        assertThat(broken(rows.get(1)).place().line()).isEqualTo(3);
        assertThat(broken(rows.get(1)).found()).contains("quote opened on line 3");
    }

    @Test
    void a_file_that_breaks_off_between_two_cells_ends_with_a_broken_row() throws Exception {
        List<Dropped> rows = csv("a,b\n1,2\n3");

        assertThat(broken(rows.get(1)).reason()).isEqualTo("cell-count");
    }

    @Test
    void bytes_that_are_not_utf8_cost_their_row_only() throws Exception {
        byte[] bytes = "a,b\n1,2\nx,M?nchen\n3,4\n".getBytes(StandardCharsets.ISO_8859_1);
        bytes[11] = (byte) 0xFC;

        List<Dropped> rows = read(bytes, Format.CSV, ReadOptions.DEFAULT);

        assertThat(broken(rows.get(1)).place().line()).isEqualTo(3);
        assertThat(broken(rows.get(1)).field()).isEqualTo("b");
        assertThat(broken(rows.get(1)).found()).isEqualTo("byte 0xFC, which is not text, at position 2");
        assertThat(row(rows.get(2)).get("a")).isEqualTo("3");
    }

    @Test
    void a_cell_of_five_million_characters_breaks_its_row_only() throws Exception {
        List<Dropped> rows = csv("a,b\n1," + "x".repeat(5_000_000) + "\n3,4\n");

        assertThat(broken(rows.get(0)).reason()).isEqualTo("cell-too-long");
        assertThat(row(rows.get(1)).get("a")).isEqualTo("3");
    }

    @Test
    void a_row_longer_than_all_its_cells_may_be_is_broken() throws Exception {
        String cell = "x".repeat(900_000);
        List<Dropped> rows = csv("a,b,c,d,e\n" + String.join(",", cell, cell, cell, cell, cell) + "\n1,2,3,4,5");

        assertThat(broken(rows.get(0)).reason()).isEqualTo("row-too-long");
        assertThat(rows).hasSize(2);
    }

    @Test
    void three_hundred_columns_are_read() throws Exception {
        StringBuilder header = new StringBuilder("c0");
        StringBuilder line = new StringBuilder("0");
        for (int i = 1; i < 300; i++) {
            header.append(",c").append(i);
            line.append(',').append(i);
        }

        assertThat(row(csv(header + "\n" + line).get(0)).get("C299")).isEqualTo("299");
    }

    @Test
    void a_row_may_name_its_operation() throws Exception {
        List<Dropped> rows = csv("a,_Operation\n1,DELETE\n2,\n3,create\n4,remove\n");

        assertThat(((DroppedRow) rows.get(0)).operation()).isEqualTo(Operation.DELETE);
        assertThat(row(rows.get(0)).has("_operation")).isFalse();
        assertThat(((DroppedRow) rows.get(1)).operation()).isEqualTo(Operation.UPSERT);
        assertThat(((DroppedRow) rows.get(2)).operation()).isEqualTo(Operation.UPSERT);
        assertThat(broken(rows.get(3)).found()).isEqualTo("'remove'");
        assertThat(broken(rows.get(3)).expected()).isEqualTo("upsert, create, update or delete");
    }

    @Test
    void rows_without_an_operation_have_that_of_the_file() throws Exception {
        ReadOptions options = ReadOptions.DEFAULT.withOperation(Operation.DELETE);
        List<Dropped> rows = read("a\n1\n".getBytes(StandardCharsets.UTF_8), Format.CSV, options);

        assertThat(((DroppedRow) rows.get(0)).operation()).isEqualTo(Operation.DELETE);
    }

    @Test
    void a_broken_row_becomes_a_rejected_outcome() throws Exception {
        assertThat(broken(csv("a,b\n1\n").get(0)).outcome().kind().word()).isEqualTo("rejected");
    }
}
