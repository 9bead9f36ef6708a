package io.dualwrite.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dualwrite.Mutation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Exports of Sales, workbooks and CSV, that were damaged: rows, or problems that say where and what to do. */
class ExportFuzzTest {
    private static final int TRIES = 1000;
    private static final int NIGHTLY = 100_000;
    private static final Duration FOR_EVER = Duration.ofSeconds(20);
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final Map<String, String> PARTS = parts("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Order Id"
            + "</t></is></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Date Submitted</t></is>"
            + "</c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>ORD-1</t></is></c><c r=\"B2\"><v>12.50</v></c>"
            + "<c r=\"C2\" s=\"1\"><v>43917</v></c></row>");

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_workbooks(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("names") String part)
            throws IOException {
        boolean whole = part.isEmpty();
        Map<String, byte[]> files = new LinkedHashMap<>();
        PARTS.forEach((name, text) -> files.put(name, name.equals(part) ? Mutation.of(utf8(text), edits) : utf8(text)));
        byte[] zip = zip(files);
        lawful("orders.xlsx", whole ? Mutation.of(zip, edits) : zip);
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_workbooks_all_night(
            @ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("names") String part) throws IOException {
        damaged_workbooks(edits, part);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_csv(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        lawful(
                "orders.csv",
                Mutation.of(utf8("\uFEFFOrder Id;Customer;Notes\r\nO-1;\"A;\r\nB\";x\r\nO-2;C;é\r\n"), edits));
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_csv_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        damaged_csv(edits);
    }

    @Example
    void a_cell_beyond_the_last_column_of_excel_is_refused_before_room_is_made_for_it() throws IOException {
        assertThat(found("<row r=\"1\"><c t=\"n\" r = 'ZZZZZZ1'><v>1</v></c></row>"))
                .contains("sheet1.xml: ZZZZZZ1", "columns A to XFD");
        assertThat(found("<row r=\"1\"><c r=\"&#90;ZZZ1\"><v>1</v></c></row>")).contains("sheet1.xml: ZZZZ1");
        assertThat(found("<row r=\"1\"><c r=\"XFD1\" t=\"inlineStr\"><is><t>r=\"abcdef\"</t></is>" + "</c></row>"))
                .doesNotContain("workbook-broken");
    }

    @Example
    void entities_in_a_workbook_are_not_expanded_and_files_not_read() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        PARTS.forEach((name, text) -> files.put(name, utf8(text)));
        files.put(
                SHEET,
                utf8(
                        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\""
                                + MAIN
                                + "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Order Id&e;</t></is></c>"
                                + "</row></sheetData></worksheet>"));
        Problems problems = new Problems();
        ExportFile read = read("orders.xlsx", zip(files), problems);
        assertThat(read.rows()).isEmpty();
        assertThat(problems.all().toString()).doesNotContain("root:");
    }

    private static String found(String rows) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        parts(rows).forEach((name, text) -> files.put(name, utf8(text)));
        Problems problems = new Problems();
        read("orders.xlsx", zip(files), problems);
        return problems.all().toString();
    }

    private static void lawful(String name, byte[] bytes) throws IOException {
        Problems problems = new Problems();
        ExportFile first = read(name, bytes, problems);
        assertThat(problems.all()).allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(name);
            assertThat(problem.found()).isNotBlank();
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(first.rows().isEmpty()
                        && problems.all().isEmpty()
                        && first.columns().isEmpty())
                .isFalse();
        assertThat(read(name, bytes, new Problems()).rows()).isEqualTo(first.rows());
    }

    private static ExportFile read(String name, byte[] bytes, Problems problems) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        return assertTimeoutPreemptively(FOR_EVER, () -> new ExportReader(new Headers(AliasFile.none()), problems)
                .read(file, ImportTable.ORDERS));
    }

    private static Map<String, String> parts(String rows) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\""
                        + "/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml."
                        + "sheet.main+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd."
                        + "openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/><Override PartName=\""
                        + "/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml."
                        + "styles+xml\"/></Types>");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                        + "relationships\"><sheets><sheet name=\"Orders\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                        + "</workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
                        + "Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                        + "worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
        parts.put("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\" count=\"1\"><si><t>Customer</t></si></sst>");
        parts.put(
                "xl/styles.xml",
                "<styleSheet xmlns=\"" + MAIN
                        + "\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
        parts.put(SHEET, "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData></worksheet>");
        return parts;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<Mutation.Edit>> edits() {
        return Mutation.edits();
    }

    /** The part that is damaged; empty: the archive. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("", SHEET, SHEET, SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml");
    }
}
