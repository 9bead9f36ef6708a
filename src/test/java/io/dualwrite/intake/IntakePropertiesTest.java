package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IntakePropertiesTest {

    @Property(tries = 300)
    void any_table_written_as_rfc_4180_reads_back_exactly_with_its_lines(
            @ForAll @From("tables") List<List<String>> table,
            @ForAll @From("delimiters") char delimiter,
            @ForAll @From("lineEnds") String lineEnd,
            @ForAll boolean mark)
            throws Exception {
        StringBuilder text = new StringBuilder(mark ? "\uFEFF" : "");
        List<String> header = List.of("a", "b", "c");
        text.append(String.join(String.valueOf(delimiter), header)).append(lineEnd);
        List<Dropped> expected = new ArrayList<>();
        long line = 2;
        for (List<String> cells : table) {
            expected.add(rowAt(line, header, cells));
            String record = record(cells, delimiter) + lineEnd;
            text.append(record);
            line += lineEndsIn(record);
        }

        List<Dropped> rows = ReadFixture.read(
                text.toString().getBytes(StandardCharsets.UTF_8),
                Format.CSV,
                ReadOptions.DEFAULT.withDelimiter(delimiter));

        assertThat(rows).isEqualTo(expected);
    }

    @Property(tries = 300)
    void bytes_at_random_give_rows_or_a_rejected_file(@ForAll byte[] bytes, @ForAll Format format) {
        assertHarmless(bytes, format);
    }

    @Property(tries = 500)
    void marks_of_the_format_at_random_give_rows_or_a_rejected_file(
            @ForAll @From("marks") String text, @ForAll Format format) {
        assertHarmless(text.getBytes(StandardCharsets.UTF_8), format);
        assertHarmless(("[{\"a\":1}," + text).getBytes(StandardCharsets.UTF_8), format);
        assertHarmless(("{\"a\":1}\n" + text).getBytes(StandardCharsets.UTF_8), format);
    }

    /** Rows come as they are asked for: after the first row of a file without end, little of it has been read. */
    @Property(tries = 2)
    void a_file_is_read_only_as_far_as_its_rows_are_asked_for(@ForAll Format format) throws Exception {
        Endless in = new Endless(format == Format.CSV ? "a,b\n" : "[", format == Format.CSV ? "1,2\n" : "{\"a\":1},\n");
        try (RowSource rows = RowReader.open(in, "drop", format, ReadOptions.DEFAULT)) {
            rows.next();
            assertThat(in.count).isLessThan(500_000);
            long read = 0;
            while (in.count < 20_000_000) {
                assertThat(rows.next()).isInstanceOf(DroppedRow.class);
                read++;
            }
            assertThat(read).isGreaterThan(1_000_000);
        }
    }

    private static void assertHarmless(byte[] bytes, Format format) {
        try (RowSource rows = RowReader.open(new ByteArrayInputStream(bytes), "drop", format, ReadOptions.DEFAULT)) {
            int count = 0;
            long line = 0;
            while (rows.hasNext()) {
                Dropped dropped = rows.next();
                assertThat(dropped.place().line()).isGreaterThanOrEqualTo(line);
                line = dropped.place().line();
                count++;
            }
            assertThat(count).isLessThanOrEqualTo(bytes.length);
        } catch (FileRejected rejected) {
            assertThat(rejected.reason()).isNotBlank();
            assertThat(rejected.remedy()).isNotBlank();
        } catch (IOException e) {
            throw new AssertionError("nothing but a rejected file is allowed", e);
        }
    }

    private static Dropped rowAt(long line, List<String> header, List<String> cells) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            values.put(header.get(i), cells.get(i));
        }
        return new DroppedRow(new Place("drop", line), Row.of(values), ReadOptions.DEFAULT.operation());
    }

    private static String record(List<String> cells, char delimiter) {
        StringBuilder record = new StringBuilder();
        for (String cell : cells) {
            boolean plain = cell.chars().allMatch(c -> c != '"' && c != '\n' && c != '\r' && c != delimiter);
            record.append(record.isEmpty() ? "" : delimiter)
                    .append(plain && !cell.isEmpty() ? cell : "\"" + cell.replace("\"", "\"\"") + "\"");
        }
        return record.toString();
    }

    private static long lineEndsIn(String text) {
        return text.replace("\r\n", "\n")
                .chars()
                .filter(c -> c == '\n' || c == '\r')
                .count();
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> marks =
                Arbitraries.strings().withChars(",;\t|\"\n\r aé€".toCharArray()).ofMaxLength(8);
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(8).filter(text -> TextFault.in("", text)
                .isEmpty());
        Arbitrary<String> emoji = Arbitraries.of("😀", "𠮷野家", "\u2028", "\uFEFF");
        return Arbitraries.oneOf(marks, any, emoji)
                .list()
                .ofSize(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Character> delimiters() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    @Provide
    Arbitrary<String> marks() {
        return Arbitraries.strings()
                .withChars("{}[]\",:\\\n\r a1@.".toCharArray())
                .ofMaxLength(40);
    }

    private static final class Endless extends InputStream {
        private final byte[] start;
        private final byte[] record;
        private long count;

        Endless(String start, String record) {
            this.start = start.getBytes(StandardCharsets.UTF_8);
            this.record = record.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            for (int i = from; i < from + length; i++) {
                buffer[i] = (byte) read();
            }
            return length;
        }

        @Override
        public int read() {
            long position = count++;
            return position < start.length
                    ? start[(int) position]
                    : record[(int) ((position - start.length) % record.length)];
        }
    }
}
