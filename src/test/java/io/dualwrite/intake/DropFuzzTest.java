package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dualwrite.Mutation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Good files that were damaged. The law: rows, broken rows with their place, or one rejection that says what to do;
 * never anything else, never for ever, and read twice the same.
 */
class DropFuzzTest {
    private static final int TRIES = 2000;
    private static final int NIGHTLY = 200_000;
    private static final Duration FOR_EVER = Duration.ofSeconds(20);
    private static final String CSV = String.join(
            "\r\n",
            "SALESORDERNUMBER,dataAreaId,\"NOTE\",AMOUNT",
            "F1,usmf,\"a \"\"b\"\", c\nd\",1.50",
            "F2,usmf,é€😀,-3",
            "F3,usmf,,0",
            "");
    private static final String ARRAY =
            "[\n{\"a\":\"F1\",\"b\":{\"c\":1.50,\"d\":null}},\n{\"a\":\"é😀\",\"b\":{\"c\":2}}\n, {\"a\":\"\"}]\n";
    private static final String LINES =
            """
            {"a":"F1","n":1}
            {"a":"F2","_operation":"delete"}
            {"a":"F3"}
            """;
    private static final String ANSWER = "{\"@odata.context\":\"x\",\"value\":[{\"a@b\":1,\"a\":\"F1\"},{\"a\":true}]}";
    private static final String MANIFEST =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <DataManagementPackageManifest xmlns="http://schemas.microsoft.com/dynamics/2015/01/DataManagement">
              <PackageEntityList><DataManagementPackageEntityData>
                <EntityMapList><EntityMap><EntityField>CURRENCYCODE</EntityField><XMLField>Code</XMLField></EntityMap>
                </EntityMapList><EntityName>Currencies</EntityName><InputFilePath>Currencies.csv</InputFilePath>
              </DataManagementPackageEntityData></PackageEntityList>
            </DataManagementPackageManifest>
            """;

    private static Path folder;

    /** What was read: every record as it came, or why the file was rejected. */
    private record Read(List<Dropped> records, Optional<String> rejection) {}

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_csv(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("delimiters") char delimiter) {
        lawful(Mutation.of(utf8(CSV), edits), Format.CSV, ReadOptions.DEFAULT.withDelimiter(delimiter));
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_csv_all_night(
            @ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("delimiters") char delimiter) {
        damaged_csv(edits, delimiter);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_json(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("documents") String good) {
        lawful(Mutation.of(utf8(good), edits), Format.JSON, ReadOptions.DEFAULT);
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_json_all_night(
            @ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("documents") String good) {
        damaged_json(edits, good);
    }

    /** Whatever comes behind it, a row that stands whole in the file is read as it is. */
    @Property(tries = TRIES)
    void rows_before_the_damage_survive(
            @ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("whole") String whole) {
        Format format = whole.startsWith("{") || whole.startsWith("[") ? Format.JSON : Format.CSV;
        String tail = new String(Mutation.of(utf8("F9,usmf,x,1\n{\"a\":\"F9\"}"), edits), StandardCharsets.UTF_8)
                .replace("\0", "");
        Read good = read(utf8(whole), format, ReadOptions.DEFAULT);
        Read bad = read(utf8(whole + (whole.startsWith("[") ? "," : "") + tail), format, ReadOptions.DEFAULT);
        List<Dropped> before =
                good.records().stream().filter(DroppedRow.class::isInstance).toList();

        assertThat(before).isNotEmpty();
        assertThat(bad.records()).startsWith(before.toArray(Dropped[]::new));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_packages(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll boolean inside) throws IOException {
        byte[] pack = inside
                ? zip(Map.of("Manifest.xml", utf8(MANIFEST), "Currencies.csv", Mutation.of(utf8(CSV), edits)))
                : Mutation.of(zip(Map.of("Manifest.xml", utf8(MANIFEST), "Currencies.csv", utf8(CSV))), edits);
        lawfulPackage(pack);
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_packages_all_night(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll boolean inside)
            throws IOException {
        damaged_packages(edits, inside);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_manifests(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        lawfulPackage(zip(Map.of("Manifest.xml", Mutation.of(utf8(MANIFEST), edits), "Currencies.csv", utf8(CSV))));
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_manifests_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        damaged_manifests(edits);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_properties(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        Path file = folder.resolve("Currencies.csv");
        Files.write(
                DropFolder.propertiesOf(file),
                Mutation.of(utf8("entity=Currencies\ncompany = usmf\noperation: delete\n"), edits));
        assertTimeoutPreemptively(FOR_EVER, () -> {
            try {
                DropName name =
                        DropName.of(file, any -> Optional.of(any).filter(text -> text.equalsIgnoreCase("currencies")));
                assertThat(name.company().orElse("usmf")).matches("[A-Za-z0-9]{1,4}");
            } catch (FileRejected rejected) {
                assertSays(rejected);
            }
        });
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_properties_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        damaged_properties(edits);
    }

    private static void lawful(byte[] bytes, Format format, ReadOptions options) {
        Read first = read(bytes, format, options);
        assertThat(read(bytes, format, options)).isEqualTo(first);
        assertPlaces(first);
    }

    private static void assertPlaces(Read read) {
        long line = 0;
        for (Dropped dropped : read.records()) {
            assertThat(dropped.place().line()).isGreaterThanOrEqualTo(line);
            line = dropped.place().line();
            if (dropped instanceof BrokenRow broken) {
                assertThat(broken.reason()).isNotBlank();
                assertThat(broken.found()).isNotBlank().hasSizeLessThan(1000);
                assertThat(broken.expected()).isNotBlank();
                assertThat(broken.remedy()).isNotBlank();
            }
        }
    }

    private static Read read(byte[] bytes, Format format, ReadOptions options) {
        return assertTimeoutPreemptively(
                FOR_EVER,
                () -> drained(() -> RowReader.open(new ByteArrayInputStream(bytes), "drop", format, options)));
    }

    private interface Opening {
        RowSource open() throws FileRejected, IOException;
    }

    private static Read drained(Opening opening) throws IOException {
        List<Dropped> records = new ArrayList<>();
        try (RowSource rows = opening.open()) {
            rows.forEachRemaining(records::add);
            return new Read(records, Optional.empty());
        } catch (FileRejected rejected) {
            assertSays(rejected);
            return new Read(records, Optional.of(rejected.getMessage()));
        } catch (UncheckedIOException e) {
            return new Read(records, Optional.of(unusable(e.getCause())));
        } catch (PackageUnusable unusable) {
            return new Read(records, Optional.of(unusable(unusable)));
        }
    }

    private static String unusable(IOException e) {
        assertThat(e).isInstanceOf(PackageUnusable.class);
        assertSays(((PackageUnusable) e).rejection());
        return e.getMessage();
    }

    private static void lawfulPackage(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("package.zip"), bytes);
        List<Read> first = assertTimeoutPreemptively(FOR_EVER, () -> readPackage(file));
        assertThat(readPackage(file)).isEqualTo(first);
        first.forEach(DropFuzzTest::assertPlaces);
    }

    private static List<Read> readPackage(Path file) throws IOException {
        List<Read> all = new ArrayList<>();
        try (DataPackage pack = DataPackage.open(file, PackageLimits.DEFAULT)) {
            for (DataPackage.Part part : pack.parts(new ArrayList<>())) {
                all.add(drained(() -> pack.open(part, ReadOptions.DEFAULT)));
            }
        } catch (FileRejected rejected) {
            assertSays(rejected);
            all.add(new Read(List.of(), Optional.of(rejected.getMessage())));
        }
        return all;
    }

    private static void assertSays(FileRejected rejected) {
        assertThat(rejected.reason()).isNotBlank();
        assertThat(rejected.found()).isNotBlank().hasSizeLessThan(2000);
        assertThat(rejected.expected()).isNotBlank();
        assertThat(rejected.remedy()).isNotBlank();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : new LinkedHashMap<>(files).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
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

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(ARRAY, LINES, ANSWER);
    }

    /** Files whose last row ends with its line, so that nothing behind it can be part of it. */
    @Provide
    Arbitrary<String> whole() {
        return Arbitraries.of(CSV, LINES, ARRAY.substring(0, ARRAY.lastIndexOf(']')));
    }

    @Provide
    Arbitrary<Character> delimiters() {
        return Arbitraries.of(',', ';', '\t', ReadOptions.DETECTED);
    }
}
