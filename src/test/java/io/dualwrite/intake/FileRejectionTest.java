package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileRejectionTest {

    @Test
    void an_empty_file_is_rejected() {
        assertThat(rejection("").reason()).isEqualTo("file-empty");
        assertThat(rejection("\r\n \n").reason()).isEqualTo("file-empty");
    }

    @Test
    void a_header_without_rows_is_rejected() {
        assertThat(rejection("a,b\n\n").found()).isEqualTo("a header line and no row");
    }

    @Test
    void two_columns_of_one_name_in_any_case_are_both_named() {
        FileRejected rejected = rejection("Name,b, NAME \n1,2,3\n");

        assertThat(rejected.found()).isEqualTo("columns 1 and 3 are both named 'NAME'");
    }

    @Test
    void a_column_without_name_is_rejected() {
        assertThat(rejection("a,,c\n1,2,3\n").found()).isEqualTo("column 2 has no name");
    }

    @Test
    void a_header_that_breaks_off_is_rejected() {
        assertThat(rejection("a,\"b\n1,2\n").reason()).isEqualTo("header-broken");
    }

    @Test
    void more_columns_than_allowed_are_rejected() {
        FileRejected rejected = rejection("a,".repeat(10_000) + "a\n1\n");

        assertThat(rejected.found()).isEqualTo("10001 columns");
    }

    @Test
    void a_header_with_another_delimiter_names_the_setting() {
        assertThat(rejection("a;b;c\n1;2;3\n").remedy()).isEqualTo("set <side>.csv.delimiter to ';'");
    }

    @Test
    void a_zip_under_another_name_is_rejected() {
        assertThat(rejection("PK\u0003\u0004rest").reason()).isEqualTo("zip-inside");
    }

    @Test
    void binary_content_is_rejected() {
        assertThat(rejection("a,b\n\u0000\u0001,2\n").reason()).isEqualTo("binary");
    }

    @Test
    void a_json_name_on_other_content_is_rejected() {
        FileRejected rejected = rejection(Format.JSON, "a,b\n1,2\n");

        assertThat(rejected.reason()).isEqualTo("not-json");
        assertThat(rejected.found()).isEqualTo("a file that starts with 'a,b?1,2?'");
        assertThat(rejection(Format.JSON, "  \n").reason()).isEqualTo("file-empty");
        assertThat(rejection(Format.JSON, "[ ]").reason()).isEqualTo("file-empty");
    }

    @Test
    void a_file_whose_first_line_names_no_column_of_the_table_has_no_header() throws Exception {
        byte[] bytes = "F1,usmf\nF2,usmf\n".getBytes(StandardCharsets.UTF_8);
        try (RowSource rows =
                RowReader.open(new ByteArrayInputStream(bytes), "drop", Format.CSV, ReadOptions.DEFAULT)) {
            FileRejected rejected = catchThrowableOfType(
                    FileRejected.class, () -> rows.expectColumns(Set.of("salesordernumber")::contains));

            assertThat(rejected.reason()).isEqualTo("header-missing");
            assertThat(rejected.found()).contains("F1,usmf");
            rows.expectColumns("F1"::equals);
        }
    }

    @Test
    void a_file_that_may_not_be_read_says_so() {
        FileRejected rejected = FileRejected.unreadable(new AccessDeniedException("drop/quotes.csv"));

        assertThat(rejected.found()).isEqualTo("AccessDeniedException (drop/quotes.csv)");
        assertThat(rejected.remedy()).startsWith("give it read permission");
    }

    @Test
    void a_disk_that_fails_while_a_file_is_opened_is_no_fault_of_the_file() {
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream("a,b\n".repeat(4_000).getBytes(StandardCharsets.UTF_8)), new FailingStream());

        assertThatThrownBy(() -> RowReader.open(failing, "drop", Format.CSV, ReadOptions.DEFAULT))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
    }

    private static final class FailingStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("disk");
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            return read();
        }
    }

    private static FileRejected rejection(String text) {
        return rejection(Format.CSV, text);
    }

    private static FileRejected rejection(Format format, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(FileRejected.class, () -> ReadFixture.read(bytes, format, ReadOptions.DEFAULT));
    }
}
