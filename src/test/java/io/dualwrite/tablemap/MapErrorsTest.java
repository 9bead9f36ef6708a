package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapErrorsTest {
    private static final String HEAD =
            """
            map: origins
            version: 1.0.0.0
            finops:    { entity: SalesOrderOriginCodes, key: [dataAreaId, OriginCode] }
            dataverse: { table: msdyn_salesorderorigins, key: [msdyn_origincode, msdyn_company.cdm_companycode] }
            """;
    private static final String FIELDS =
            """
            fields:
              - ORIGINCODE        =  msdyn_origincode
            """;

    @TempDir
    Path folder;

    @Test
    void a_map_without_faults_loads() {
        assertThat(load(HEAD + FIELDS).all()).hasSize(1);
    }

    @Test
    void every_finding_has_its_line_and_all_files_are_read() throws IOException {
        Files.writeString(folder.resolve("empty.map.yaml"), "");
        String fields = FIELDS
                + "  - ORIGINDESCRIPTION =>  msdyn_origindescription\n"
                + "  - NOSUCHFIELD       =  nosuchcolumn\n"
                + "  - ORIGINDESCRIPTION\n";
        MapErrors errors = errors(HEAD + fields);
        assertThat(errors.findings())
                .extracting(MapErrors.Finding::toString)
                .satisfiesExactly(
                        empty -> assertThat(empty).startsWith("empty.map.yaml:1: found an empty file"),
                        symbol -> assertThat(symbol)
                                .isEqualTo("origins.map.yaml:7: found '=>'; expected one of >  >>  =  ><  <  <<"),
                        line -> assertThat(line)
                                .startsWith("origins.map.yaml:9: found 'ORIGINDESCRIPTION'; expected <F&O"),
                        field -> assertThat(field).contains(":8: found unknown F&O field 'NOSUCHFIELD'"),
                        column -> assertThat(column).contains(":8: found unknown Dataverse column 'nosuchcolumn'"));
    }

    @Test
    void an_unknown_key_is_named() {
        assertThat(errors(HEAD + "colour: red\n" + FIELDS)).hasMessageContaining(":5: found unknown key 'colour'");
    }

    @Test
    void a_key_that_stands_twice_is_named() {
        assertThat(errors(HEAD + "version: 2\n" + FIELDS))
                .hasMessageContaining(":5: found 'version' for the second time");
    }

    @Test
    void a_value_map_must_exist_and_be_used() {
        String fields = FIELDS + "  - ORIGINDESCRIPTION >< msdyn_origindescription via color\n";
        assertThat(errors(HEAD + fields + "values:\n  colour: { a: b }\n"))
                .hasMessageContaining(":7: found unknown value map 'color'; expected one of colour")
                .hasMessageContaining(":9: found value map 'colour' that no line uses");
    }

    @Test
    void a_value_map_that_leaves_values_to_the_default_needs_one() {
        String line = FIELDS + "  - ORIGINDESCRIPTION >< msdyn_origindescription via site";
        String values = "\nvalues:\n  site: { otherwise: default, 2: seattle }\n";
        assertThat(load(HEAD + line + " default 1" + values).all()).hasSize(1);
        assertThat(errors(HEAD + line + values))
                .hasMessageContaining(":7: found no default for the value map 'site', which has otherwise: default");
        assertThat(errors(HEAD + line + values.replace("default", "defaults")))
                .hasMessageContaining(":9: found 'defaults'; expected keep, reject or default");
    }

    @Test
    void a_constant_needs_a_default_and_a_transform_its_symbol() {
        assertThat(errors(HEAD + FIELDS + "  - none >> msdyn_origindescription\n"))
                .hasMessageContaining(":7: found none without a default");
        assertThat(errors(HEAD + FIELDS + "  - ORIGINDESCRIPTION = msdyn_origindescription default x\n"))
                .hasMessageContaining(":7: found '=' with a transform");
        assertThat(errors(HEAD + FIELDS + "  - ORIGINDESCRIPTION << none\n")).hasMessageContaining("without a default");
    }

    @Test
    void a_key_column_needs_its_line() {
        assertThat(errors(HEAD + "fields:\n  - ORIGINDESCRIPTION = msdyn_origindescription\n"))
                .hasMessageContaining(":3: found key column 'OriginCode' without a line")
                .hasMessageContaining(":4: found key column 'msdyn_origincode' without a line");
    }

    @Test
    void a_target_that_two_lines_write_needs_an_explanation() {
        String twice = FIELDS
                + "  - ORIGINDESCRIPTION = msdyn_origindescription\n"
                + "  - ORIGINCODE        > msdyn_origindescription\n";
        assertThat(errors(HEAD + twice))
                .hasMessageContaining(":8: found 'msdyn_origindescription' written by a second");
        String explained = "explained:\n  - duplicate msdyn_origindescription: to show how it is done\n";
        assertThat(load(HEAD + twice + explained).all()).hasSize(1);
        assertThat(errors(HEAD + FIELDS + explained)).hasMessageContaining("something that is found");
    }

    @Test
    void a_filter_must_parse_and_know_its_fields() {
        String broken = HEAD.replace("OriginCode] }", "OriginCode], filter: '(OriginCode == )' }");
        assertThat(errors(broken + FIELDS))
                .hasMessageContaining(":3: found the filter '(OriginCode == )'; expected a value");
        String unknown = HEAD.replace("OriginCode] }", "OriginCode], filter: 'Colour == 1' }");
        assertThat(errors(unknown + FIELDS)).hasMessageContaining(":3: found unknown 'Colour' in the filter");
    }

    @Test
    void last_and_derive_name_columns_that_exist() {
        assertThat(errors(HEAD + "last: [colour]\n" + FIELDS))
                .hasMessageContaining(":5: found unknown Dataverse column");
        assertThat(errors(HEAD + "derive: { colour: shade }\n" + FIELDS))
                .hasMessageContaining(":5: found 'colour' under derive")
                .hasMessageContaining(":5: found unknown Dataverse column 'shade'");
    }

    @Test
    void broken_yaml_gives_its_line() {
        assertThat(errors("map: [origins\nversion: 1\n"))
                .hasMessageContaining("origins.map.yaml:1: found a [ or { that is not closed");
    }

    @Test
    void a_map_has_the_name_of_its_file_and_a_table_that_exists() {
        assertThat(errors(HEAD.replace("map: origins", "map: other") + FIELDS)).hasMessageContaining("found 'other'");
        assertThat(errors(HEAD.replace("SalesOrderOriginCodes", "Nothing") + FIELDS))
                .hasMessageContaining(":3: found unknown entity 'Nothing'");
    }

    private TableMaps load(String text) {
        try {
            Files.writeString(folder.resolve("origins.map.yaml"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return TableMaps.load(folder, Schema.shipped());
    }

    private MapErrors errors(String text) {
        MapErrors errors = catchThrowableOfType(MapErrors.class, () -> load(text));
        assertThat(errors).isNotNull();
        return errors;
    }
}
