package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPackageTest {
    private static final String MANIFEST =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <DataManagementPackageManifest xmlns="http://schemas.microsoft.com/dynamics/2015/01/DataManagement">
              <DefinitionGroupName>Export</DefinitionGroupName>
              <PackageEntityList>
                <DataManagementPackageEntityData>
                  <Disable>false</Disable>
                  <EntityMapList>
                    <EntityMap><EntityField>CURRENCYCODE</EntityField><XMLField>Code</XMLField></EntityMap>
                    <EntityMap><EntityField>NAME</EntityField><XMLField>NAME</XMLField></EntityMap>
                  </EntityMapList>
                  <EntityName>Currencies</EntityName>
                  <InputFilePath>C:\\\\temp\\\\Currencies.csv</InputFilePath>
                  <SourceFormat>CSV-Unicode</SourceFormat>
                </DataManagementPackageEntityData>
                <DataManagementPackageEntityData>
                  <EntityName>Legal entities</EntityName>
                  <InputFilePath>Legal entities.csv</InputFilePath>
                </DataManagementPackageEntityData>
              </PackageEntityList>
            </DataManagementPackageManifest>
            """;

    @TempDir
    Path folder;

    @Test
    void the_manifest_says_which_file_is_of_which_entity_and_how_its_columns_are_called() throws Exception {
        Path zip = zip(
                Map.of("Manifest.xml", MANIFEST, "PackageHeader.xml", "<x/>", "Currencies.csv", "Code;NAME\nUSD;x\n"));
        List<String> notes = new ArrayList<>();

        try (DataPackage pack = DataPackage.open(zip, PackageLimits.DEFAULT)) {
            List<DataPackage.Part> parts = pack.parts(notes);

            assertThat(parts).singleElement().satisfies(part -> {
                assertThat(part.entity()).isEqualTo("Currencies");
                assertThat(part.columns()).containsExactly(Map.entry("Code", "CURRENCYCODE"));
            });
            assertThat(notes)
                    .singleElement()
                    .asString()
                    .contains("Legal entities")
                    .contains("not in the package");
            try (RowSource rows = pack.open(parts.get(0), ReadOptions.DEFAULT)) {
                DroppedRow row = (DroppedRow) rows.next();
                assertThat(row.row().toMap())
                        .containsEntry("CURRENCYCODE", "USD")
                        .containsEntry("NAME", "x");
                assertThat(row.place().toString()).isEqualTo("Currencies.csv:2");
            }
        }
    }

    @Test
    void files_in_utf_16_and_with_any_delimiter_are_read() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_8)) {
            for (String delimiter : List.of(",", ";", "\t", "|")) {
                String csv = "CURRENCYCODE" + delimiter + "\"A,B;C\"\nUSD" + delimiter + "x\n";
                Path zip = zip(Map.of("Currencies.csv", csv), charset);
                try (DataPackage pack = DataPackage.open(zip, PackageLimits.DEFAULT);
                        RowSource rows = pack.open(pack.parts(new ArrayList<>()).get(0), ReadOptions.DEFAULT)) {
                    assertThat(((DroppedRow) rows.next()).row().get("CURRENCYCODE"))
                            .isEqualTo("USD");
                }
            }
        }
    }

    @Test
    void a_package_without_manifest_goes_by_the_names_of_its_files() throws Exception {
        Path zip = zip(Map.of("data/Currencies.csv", "CURRENCYCODE\nUSD\n", "readme.txt", "hello"));
        List<String> notes = new ArrayList<>();

        try (DataPackage pack = DataPackage.open(zip, PackageLimits.DEFAULT)) {
            assertThat(pack.parts(notes)).singleElement().satisfies(part -> assertThat(part.entity())
                    .isEqualTo("Currencies"));
            assertThat(notes).singleElement().asString().contains("readme.txt");
        }
    }

    @Test
    void names_that_lead_out_of_the_package_reject_it() throws Exception {
        for (String name : List.of("../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "a/../../evil.csv")) {
            assertRejected(zip(Map.of(name, "x\n")), "zip-path");
        }
    }

    @Test
    void what_is_no_zip_or_only_part_of_one_is_rejected() throws Exception {
        Path whole = zip(Map.of("Currencies.csv", "CURRENCYCODE\nUSD\n"));
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(folder.resolve("half.zip"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertRejected(half, "zip-broken");
        assertRejected(Files.writeString(folder.resolve("text.zip"), "no zip at all"), "zip-broken");
    }

    @Test
    void a_document_type_in_the_manifest_rejects_it_and_expands_nothing() throws Exception {
        String bomb =
                """
                <?xml version="1.0"?>
                <!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <m><DataManagementPackageEntityData><EntityName>&b;</EntityName></DataManagementPackageEntityData></m>
                """;
        Path zip = zip(Map.of("Manifest.xml", bomb, "Currencies.csv", "CURRENCYCODE\nUSD\n"));
        try (DataPackage pack = DataPackage.open(zip, PackageLimits.DEFAULT)) {
            assertThatThrownBy(() -> pack.parts(new ArrayList<>()))
                    .isInstanceOfSatisfying(FileRejected.class, rejected -> assertThat(rejected.reason())
                            .isEqualTo("manifest-broken"));
        }
    }

    @Test
    void a_few_bytes_that_unpack_to_very_many_are_not_read_to_their_end() throws Exception {
        Path zip = zip(Map.of("Currencies.csv", "CURRENCYCODE\n" + "USD\n".repeat(2_000_000)));
        assertThat(Files.size(zip)).isLessThan(100_000);
        PackageLimits small = new PackageLimits(8L << 30, 20, 1L << 20);
        try (DataPackage pack = DataPackage.open(zip, small);
                RowSource rows = pack.open(pack.parts(new ArrayList<>()).get(0), ReadOptions.DEFAULT)) {
            assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasCauseInstanceOf(PackageUnusable.class);
        }
        try (DataPackage pack = DataPackage.open(zip, new PackageLimits(1000, 1000, 0))) {
            assertThatThrownBy(() -> pack.open(pack.parts(new ArrayList<>()).get(0), ReadOptions.DEFAULT))
                    .isInstanceOf(PackageUnusable.class);
        }
    }

    private static void assertRejected(Path zip, String reason) {
        assertThatThrownBy(() -> DataPackage.open(zip, PackageLimits.DEFAULT).close())
                .isInstanceOfSatisfying(FileRejected.class, rejected -> {
                    assertThat(rejected.reason()).isEqualTo(reason);
                    assertThat(rejected.remedy()).isNotBlank();
                });
    }

    private Path zip(Map<String, String> files) throws IOException {
        return zip(files, StandardCharsets.UTF_8);
    }

    private Path zip(Map<String, String> files, Charset charset) throws IOException {
        Path file = Files.createTempFile(folder, "package", ".zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(charset));
            }
        }
        return file;
    }
}
