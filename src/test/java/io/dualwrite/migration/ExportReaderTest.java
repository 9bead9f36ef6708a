package io.dualwrite.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of Sales as they really look. */
class ExportReaderTest {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    @TempDir
    Path folder;

    private final Problems problems = new Problems();
    private boolean styles = true;
    private String calendar = "";

    @ParameterizedTest
    @CsvSource({
        "Active Accounts 25-11-2026 10-22-33 PM.xlsx,ACCOUNTS",
        "accounts.csv,ACCOUNTS",
        "Order Products.csv,ORDER_PRODUCTS",
        "OrderProducts.csv,ORDER_PRODUCTS",
        "My Orders.csv,ORDERS",
        "quote-products.xlsx,QUOTE_PRODUCTS",
        "salesorderdetails.csv,ORDER_PRODUCTS",
        "All Quotes.csv,QUOTES",
    })
    void a_file_is_recognised_by_its_name(String name, ImportTable table) throws Exception {
        Path file = Files.createFile(folder.resolve(name));

        assertThat(InputFiles.of(List.of(file), Map.of()).byTable()).containsEntry(table, List.of(file));
    }

    @Test
    void invoices_and_products_are_left_to_the_initial_sync() throws Exception {
        Path invoices = Files.createFile(folder.resolve("Invoice Products.csv"));
        Path products = Files.createFile(folder.resolve("Products.csv"));

        assertThat(InputFiles.of(List.of(folder), Map.of()).oneWay()).containsExactlyInAnyOrder(invoices, products);
    }

    @Test
    void a_name_that_fits_two_tables_is_refused() throws Exception {
        Path file = Files.createFile(folder.resolve("contacts and accounts.csv"));

        assertThatThrownBy(() -> InputFiles.of(List.of(file), Map.of()))
                .isInstanceOf(WrongUse.class)
                .hasMessageContaining("--accounts or --contacts");
    }

    @Test
    void delimiter_byte_order_mark_and_line_breaks_in_cells_are_understood() throws Exception {
        Path file = Files.writeString(
                folder.resolve("accounts.csv"),
                "\uFEFFAccount Number;Account Name;Notes\r\nA-1;\"Alder;\r\nPaper\";x\r\nA-2;Birch;y\r\n");

        ExportFile read = read(file, ImportTable.ACCOUNTS);

        assertThat(problems.all()).isEmpty();
        assertThat(read.rows()).extracting(ExportRow::key).containsExactly("A-1", "A-2");
        assertThat(read.rows().get(0).text(Field.NAME)).contains("Alder;\r\nPaper");
        assertThat(read.rows().get(1).place().line()).isEqualTo(4);
        assertThat(read.ignored()).containsExactly("Notes");
    }

    @Test
    void a_missing_column_is_named_with_those_that_are_there() throws Exception {
        Path file = Files.writeString(folder.resolve("contacts.csv"), "Contact Number,Full Name\nC-1,Ada\n");

        ExportFile read = read(file, ImportTable.CONTACTS);

        assertThat(read.rows()).isEmpty();
        assertThat(read.read()).isEqualTo(1);
        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("column-missing");
            assertThat(problem.column()).isEqualTo("Is Active Customer");
            assertThat(problem.found()).contains("Full Name");
        });
    }

    @Test
    void a_broken_row_is_told_and_the_others_are_read() throws Exception {
        Path file = Files.writeString(
                folder.resolve("accounts.csv"), "Account Number,Account Name\nA-1,Alder,too much\nA-2,Birch\n");

        ExportFile read = read(file, ImportTable.ACCOUNTS);

        assertThat(read.rows()).extracting(ExportRow::key).containsExactly("A-2");
        assertThat(read.read()).isEqualTo(2);
        assertThat(problems.all()).extracting(Problem::line).containsExactly(2L);
    }

    @Test
    void a_workbook_gives_hidden_columns_numbers_and_dates() throws Exception {
        Path file = workbook(
                "<row r=\"1\">" + text("A1", "(Do Not Modify) Order") + text("B1", "Order Id") + text("C1", "Customer")
                        + text("D1", "Requested Delivery Date") + "</row><row r=\"2\">" + text("A2", "ab-1")
                        + "<c r=\"B2\"><v>10001</v></c>" + text("C2", "Alder")
                        + "<c r=\"D2\" s=\"1\"><v>43917</v></c></row>");

        ExportFile read = read(file, ImportTable.ORDERS);

        assertThat(problems.all()).isEmpty();
        ExportRow row = read.rows().get(0);
        assertThat(row.text(Field.ID)).contains("ab-1");
        assertThat(row.text(Field.NUMBER)).contains("10001");
        assertThat(row.text(Field.DELIVERY_DATE)).contains("2020-03-27T00:00");
        assertThat(row.place().line()).isEqualTo(2);
    }

    @Test
    void a_workbook_without_styles_is_read_too() throws Exception {
        styles = false;
        Path file = workbook("<row r=\"1\">" + text("A1", "Order Id") + text("B1", "Customer") + "</row><row r=\"2\">"
                + text("A2", "ORD-1") + text("B2", "Alder") + "</row>");

        assertThat(read(file, ImportTable.ORDERS).rows())
                .extracting(ExportRow::key)
                .containsExactly("ORD-1");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void a_workbook_whose_dates_count_from_1904_is_refused_as_every_date_would_be_wrong() throws Exception {
        calendar = "<workbookPr date1904=\"1\"/>";
        Path file = workbook("<row r=\"1\">" + text("A1", "Order Id") + text("B1", "Customer") + "</row>");

        assertThat(read(file, ImportTable.ORDERS).rows()).isEmpty();
        assertThat(problems.all()).extracting(Problem::code).containsExactly("workbook-calendar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0.5", "99999999"})
    void a_number_that_is_no_day_of_the_calendar_stays_a_number(String number) throws Exception {
        Path file = workbook("<row r=\"1\">" + text("A1", "Order Id") + text("B1", "Customer")
                + text("C1", "Date Submitted") + "</row><row r=\"2\">" + text("A2", "ORD-1") + text("B2", "Alder")
                + "<c r=\"C2\" s=\"1\"><v>" + number + "</v></c></row>");

        assertThat(read(file, ImportTable.ORDERS).rows().get(0).text(Field.SUBMITTED))
                .contains(number);
    }

    @Test
    void two_columns_of_one_name_in_a_workbook_are_refused_as_in_a_csv() throws Exception {
        Path file = workbook("<row r=\"1\">" + text("A1", "Order Id") + text("B1", "Customer") + text("C1", "Order Id")
                + "</row><row r=\"2\">" + text("A2", "ORD-1") + text("B2", "Alder") + text("C2", "ORD-2") + "</row>");

        assertThat(read(file, ImportTable.ORDERS).rows()).isEmpty();
        assertThat(problems.all()).extracting(Problem::code).containsExactly("header-twice");
    }

    @Test
    void a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() throws Exception {
        Path file = workbook("<row r=\"1\">" + text("A1", " ".repeat(30 << 20)) + "</row>");

        assertThat(read(file, ImportTable.ORDERS).rows()).isEmpty();
        assertThat(problems.all()).extracting(Problem::code).containsExactly("workbook-too-large");
    }

    @Test
    void text_that_only_claims_to_be_a_workbook_is_told() throws Exception {
        Path file = Files.writeString(folder.resolve("orders.xlsx"), "Order Id,Customer\n1,A\n");

        read(file, ImportTable.ORDERS);

        assertThat(problems.all()).extracting(Problem::code).containsExactly("workbook-broken");
    }

    private ExportFile read(Path file, ImportTable table) {
        return new ExportReader(new Headers(AliasFile.none()), problems).read(file, table);
    }

    private static String text(String cell, String text) {
        return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private Path workbook(String rows) throws IOException {
        Path file = folder.resolve("My Orders.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            part(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                            + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                            + "</Types>");
            part(
                    zip,
                    "xl/workbook.xml",
                    "<workbook xmlns=\"" + MAIN
                            + "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                            + calendar
                            + "<sheets><sheet name=\"My Orders\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
            part(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            if (styles) {
                part(
                        zip,
                        "xl/styles.xml",
                        "<styleSheet xmlns=\"" + MAIN
                                + "\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            }
            part(
                    zip,
                    "xl/worksheets/sheet1.xml",
                    "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData></worksheet>");
        }
        return file;
    }

    private static void part(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
