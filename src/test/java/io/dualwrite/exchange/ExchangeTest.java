package io.dualwrite.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.MapVersions;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Maps in Microsoft's form and in ours: what both can say is the same after there and back. */
class ExchangeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FIXTURE = Path.of("src/test/resources/exchange/customizations.xml");

    @TempDir
    Path folder;

    /** Those of both sets, apart from ways through CDS, which Microsoft's dual-write does not know. */
    @TestFactory
    Stream<DynamicTest> a_shipped_map_exported_and_imported_is_the_same() {
        MapVersions newest = new MapVersions(MapVersions.NEWEST, Map.of());
        return Stream.of(MapVersions.seed(), newest)
                .flatMap(versions -> TableMaps.load(Path.of("routes/maps"), versions, Schema.shipped()).all().stream())
                .distinct()
                .map(map -> DynamicTest.dynamicTest(map.name() + " " + map.version(), () -> {
                    TableMap again = imported(exported(map.name(), new MapExport(map).json()));
                    assertThat(meaning(again)).isEqualTo(meaning(map));
                    assertThat(again.table(Side.FINOPS)).isEqualTo(map.table(Side.FINOPS));
                    assertThat(again.table(Side.DATAVERSE)).isEqualTo(map.table(Side.DATAVERSE));
                    assertThat(filters(again)).isEqualTo(filters(map));
                }));
    }

    @Test
    void an_imported_map_exported_says_what_it_said() throws Exception {
        JsonNode before = newest().mapping();
        Imported imported =
                new MapImport(Schema.shipped(), newest()).all("mine").get(0);
        JsonNode after = JSON.readTree(new MapExport(reading(imported, own(imported))).json());

        List<String> expected = fields(before);
        expected.removeIf(line -> line.contains("DATAAREAID"));
        assertThat(fields(after)).isEqualTo(expected);
        JsonNode leg = before.path("legs").get(0);
        for (String key : List.of("sourceSchema", "destinationSchema", "sourceFilter", "reversedSourceFilter")) {
            assertThat(after.path("legs").get(0).path(key)).isEqualTo(leg.path(key));
        }
    }

    @Test
    void a_real_size_map_loads_without_a_finding_of_the_parser() throws IOException {
        Imported imported =
                new MapImport(Schema.shipped(), newest()).all("mine").get(0);
        TableMap map = reading(imported, own(imported));

        assertThat(map.fields()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(map.fields().stream().filter(field -> field.values().isPresent()))
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(map.version()).isEqualTo("1.0.0.10");
        assertThat(imported.columns())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("dataverse,accounts,new_segment,PICKLIST,")
                        .contains("100000000=Retail;100000001=Wholesale;100000002=Public"))
                .anySatisfy(line -> assertThat(line).startsWith("finops,CustomersV3,CONTOSOCONTRACTDATE,DATE_TIME,"));
    }

    @Test
    void what_has_no_place_here_is_told_by_name_and_place() throws IOException {
        assertThat(new MapImport(Schema.shipped(), newest()).all("mine").get(0).told())
                .anySatisfy(line -> assertThat(line).contains("DATAAREAID").contains("fieldMappings[0]"))
                .anySatisfy(line -> assertThat(line).contains("CONTOSORATING").contains("createValuesOnDestination"))
                .anySatisfy(line -> assertThat(line).contains("CONTOSOMOTTO").contains("customThing"))
                .anySatisfy(line -> assertThat(line).contains("leftEnvironmentType"));
    }

    @Test
    void of_several_versions_the_newest_is_taken_unless_asked() {
        List<ExportedMap> all = ExportFile.read(FIXTURE);
        assertThat(all).hasSize(2);
        assertThat(ExportedVersions.choose(all, Optional.of("1.0.0.9"), Optional.of("customers v3"))
                        .get(0)
                        .version())
                .isEqualTo("1.0.0.9");
        assertThatThrownBy(() -> ExportedVersions.choose(all, Optional.of("7"), Optional.empty()))
                .hasMessageContaining("[Customers V3] - [accounts] 1.0.0.10");
    }

    @Test
    void a_solution_is_read_from_its_zip() throws IOException {
        Path zip = folder.resolve("solution.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("solution.xml"));
            out.putNextEntry(new ZipEntry("customizations.xml"));
            out.write(Files.readAllBytes(FIXTURE));
        }
        assertThat(ExportFile.read(zip))
                .extracting(ExportedMap::mapping)
                .isEqualTo(ExportFile.read(FIXTURE).stream()
                        .map(ExportedMap::mapping)
                        .toList());
    }

    @Test
    void what_is_no_export_is_told_with_what_it_is() throws IOException {
        assertThatThrownBy(() -> read("{\n  \"legs\": [\n"))
                .hasMessageContaining("x:")
                .hasMessageContaining("expected the JSON");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("JSON without legs");
        assertThatThrownBy(() -> read("<a/>")).hasMessageContaining("XML without a msdyn_dualwriteentitymap");
        assertThatThrownBy(() -> read("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_written_solution_is_read_again() throws IOException {
        TableMap map = TableMaps.load(Path.of("routes/maps"), Schema.shipped())
                .named("accounts")
                .orElseThrow();
        ExportedMap again = read(new MapExport(map).xml()).get(0);
        assertThat(again.mapping()).isEqualTo(JSON.readTree(new MapExport(map).json()));
        assertThat(again.version()).isEqualTo(map.version());
    }

    @Test
    void a_customer_is_an_account_or_a_contact() {
        String leg = "{'name':'x','legs':[{'sourceSchema':'CDS sales order headers','destinationSchema':'salesorders',"
                + "'fieldMappings':[{'syncDirection':'3','sourceField':'ORDERINGCUSTOMERACCOUNTNUMBER',"
                + "'destinationField':'customerid.accountnumber','destinationLookupFieldRelatedEntity':'Customer'}]}]}";
        assertThat(new MapImport(Schema.shipped(), read(leg.replace('\'', '"')).get(0))
                        .all("")
                        .get(0)
                        .files()
                        .get("maps/salesorders.map.yaml"))
                .contains("customerid.Account(accountnumber).Contact(msdyn_contactpersonid)");
    }

    @Test
    void tables_of_the_customers_own_are_declared() throws IOException {
        String leg = "{'name':'x','legs':[{'sourceSchema':'Contoso machines','destinationSchema':'new_machines',"
                + "'fieldMappings':[{'syncDirection':3,'sourceField':'MACHINEID','destinationField':'new_machineid'},"
                + "{'syncDirection':3,'sourceField':'SITE','destinationField':'new_site.new_code'}]}]}";
        Imported imported = new MapImport(
                        Schema.shipped(), read(leg.replace('\'', '"')).get(0))
                .all("")
                .get(0);
        TableMap map = reading(imported, own(imported));
        assertThat(map.fields()).hasSize(2);
        assertThat(map.finops().key()).containsExactly("dataAreaId", "MACHINEID");
        assertThat(imported.told()).anySatisfy(line -> assertThat(line).contains("the schema has no Contoso machines"));
    }

    private List<ExportedMap> read(String text) {
        try {
            return ExportFile.read(Files.writeString(folder.resolve("x"), text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ExportedMap newest() {
        return ExportedVersions.choose(ExportFile.read(FIXTURE), Optional.empty(), Optional.empty())
                .get(0);
    }

    private static ExportedMap exported(String name, String json) throws IOException {
        return new ExportedMap(name, "1.0.0.0", JSON.readTree(json), name);
    }

    private TableMap imported(ExportedMap map) throws IOException {
        return reading(new MapImport(Schema.shipped(), map).all("again").get(0), Schema.shipped());
    }

    private TableMap reading(Imported imported, Schema schema) throws IOException {
        Path file = folder.resolve(imported.name() + ".map.yaml");
        Files.writeString(file, imported.files().get("maps/" + imported.name() + ".map.yaml"));
        return MapReading.of(file, schema).map().orElseThrow();
    }

    private Schema own(Imported imported) throws IOException {
        Path own = Files.createDirectories(folder.resolve("schema"));
        Files.writeString(
                own.resolve("tables.csv"),
                "side,set,name,display,primary_id,primary_name,key,company\n" + String.join("\n", imported.tables()));
        Files.writeString(
                own.resolve("columns.csv"),
                "side,set,column,type,max_length,scale,required,targets,options,source\n"
                        + String.join("\n", imported.columns()));
        return Schema.shipped().with(own);
    }

    /** Direction, fields, transforms; the names of value maps and what Microsoft has no place for do not count. */
    private static List<String> meaning(TableMap map) {
        return map.fields().stream().map(ExchangeTest::meaning).toList();
    }

    private static String meaning(FieldMapping field) {
        Map<String, String> values = new TreeMap<>();
        field.values().ifPresent(known -> known.entries()
                .forEach((key, options) -> values.put(key, options.isEmpty() ? "~" : options.get(0))));
        return field.finops().orElse("none").toUpperCase(Locale.ROOT) + " "
                + field.type().symbol() + " " + field.name(Side.DATAVERSE).orElse("none") + " " + values + " "
                + field.otherwise();
    }

    private static List<String> filters(TableMap map) {
        return Stream.of(Side.values())
                .map(side -> map.side(side).filter().map(RowFilter::text).orElse(""))
                .toList();
    }

    /** Each field mapping of an export, with what is understood of it. */
    private static List<String> fields(JsonNode mapping) {
        List<String> lines = new ArrayList<>();
        for (JsonNode field : mapping.path("legs").get(0).path("fieldMappings")) {
            StringBuilder transforms = new StringBuilder();
            for (JsonNode transform : field.path("valueTransforms")) {
                transforms.append(transform.path("valueMap")).append(transform.path("defaultValue"));
            }
            lines.add(field.path("syncDirection").asText() + " "
                    + field.path("sourceField").asText() + " "
                    + field.path("destinationField").asText() + " " + transforms);
        }
        return lines;
    }
}
