package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dualwrite.row.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropNameTest {
    private static final Map<String, String> KNOWN = Map.of(
            "cdssalesorderlines", "CDSSalesOrderLines",
            "cds sales order headers", "CDSSalesOrderHeaders",
            "salesorderheadercdsentity", "CDSSalesOrderHeaders",
            "customersv3", "CustomersV3",
            "quotes", "quotes",
            "quotes_old", "quotes_old",
            "salesorders", "salesorders");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "CDSSalesOrderLines.csv, CDSSalesOrderLines, CSV",
        "cdssalesorderlines.CSV, CDSSalesOrderLines, CSV",
        "salesorders-2026-11-20.json, salesorders, JSON",
        "salesorders.2026.ndjson, salesorders, JSON",
        "salesorders.jsonl, salesorders, JSON",
        "CDS sales order headers.csv, CDSSalesOrderHeaders, CSV",
        "CDS sales order headers (1).csv, CDSSalesOrderHeaders, CSV",
        "SalesOrderHeaderCDSEntity_export.txt, CDSSalesOrderHeaders, CSV",
        "CustomersV3-dmf-export.csv, CustomersV3, CSV",
        "quotes_old-1.csv, quotes_old, CSV",
        "quotes_new.csv, quotes, CSV"
    })
    void the_table_is_the_longest_known_name_at_the_start(String name, String table, Format format) throws Exception {
        DropName drop = DropName.of(folder.resolve(name), DropNameTest::tables);

        assertThat(drop).isEqualTo(new DropName(table, format, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "quotesfinal.csv, name-unknown",
        "notes.csv, name-unknown",
        ".csv, name-unknown",
        "quotes.zip, extension-unknown",
        "quotes.xlsx, extension-unknown",
        "quotes, extension-unknown"
    })
    void a_name_that_says_nothing_is_rejected(String name, String reason) {
        FileRejected rejected =
                catchThrowableOfType(FileRejected.class, () -> DropName.of(folder.resolve(name), DropNameTest::tables));

        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.remedy()).isNotBlank();
    }

    @Test
    void properties_beside_the_file_say_what_its_name_does_not() throws Exception {
        Path file = folder.resolve("export 17.csv");
        Files.writeString(
                DropFolder.propertiesOf(file),
                "\uFEFFentity = CDS Sales Order Headers\ncompany=jpmf\noperation=Delete\n");

        DropName drop = DropName.of(file, DropNameTest::tables);

        assertThat(drop)
                .isEqualTo(new DropName(
                        "CDSSalesOrderHeaders",
                        Format.CSV,
                        Optional.of("jpmf"),
                        Optional.of(Operation.DELETE),
                        Optional.empty()));
        assertThat(drop.applyTo(ReadOptions.DEFAULT).operation()).isEqualTo(Operation.DELETE);
    }

    @ParameterizedTest
    @CsvSource({
        "entty=quotes, '''entty'' in the .properties file'",
        "entity=quotez, entity='quotez'",
        "operation=remove, operation='remove' in the .properties file",
        "master=sales, master='sales' in the .properties file",
        "company=../x, company='../x' in the .properties file",
        "company=\\u12, Malformed \\uxxxx encoding. in the .properties file"
    })
    void wrong_properties_reject_the_file_and_are_named(String line, String found) throws Exception {
        Path file = folder.resolve("quotes.csv");
        Files.writeString(DropFolder.propertiesOf(file), line);

        FileRejected rejected = catchThrowableOfType(FileRejected.class, () -> DropName.of(file, DropNameTest::tables));

        assertThat(rejected.found()).isEqualTo(found);
    }

    private static Optional<String> tables(String name) {
        return Optional.ofNullable(KNOWN.get(name.toLowerCase(Locale.ROOT)));
    }
}
