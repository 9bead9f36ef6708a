package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** Cases as an integrator writes them, against the shipped maps. */
class TestCommandTest {
    private static final String GIVEN =
            """
            map: orders
            direction: to-dataverse
            given:
              row: { dataAreaId: usmf, SalesOrderNumber: F1, DeliveryAddressCountryRegionISOCode: DE }
              image: { SalesOrderNumber: F1 }
            """;
    private static final String WRITTEN =
            """
              msdyn_salesordernumber: F1
              msdyn_ordertype: 192350000
              msdyn_company.cdm_companycode: usmf
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_shipped_cases_hold() {
        assertThat(run("test")).as(out.toString() + err).isZero();
        assertThat(out.toString()).contains("ok     routes/cases/order-lines/").contains(" 0 fail");
    }

    @Test
    void the_shipped_cases_of_the_templates_hold() {
        assertThat(run("test", "--set", "integration=data-integrator"))
                .as(out.toString() + err)
                .isZero();
        assertThat(out.toString()).contains("products-direct");
    }

    @Test
    void a_wrong_value_is_told_with_both_values_and_the_line_of_the_map() throws IOException {
        Path file = write("wrong.yaml", GIVEN + "expect:\n" + WRITTEN + "  shipto_country: austria\n");

        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("line 10: shipto_country: expected 'austria'; found 'germany'")
                .containsPattern(
                        "orders.map.yaml:\\d+ DeliveryAddressCountryRegionISOCode >< shipto_country via country")
                .contains("1 case: 0 hold, 1 fail");
    }

    @Test
    void a_field_that_nobody_expects_is_a_fault_unless_the_case_is_partial() throws IOException {
        Path file = write("more.yaml", GIVEN + "expect: { shipto_country: germany }\n");
        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("msdyn_ordertype: expected no such field; found 192350000");

        write("more.yaml", GIVEN + "expect: { shipto_country: germany }\npartial: true\n");
        assertThat(run("test", file.toString())).as(out.toString()).isZero();
    }

    @Test
    void a_field_that_does_not_come_is_a_fault_also_of_a_partial_case() throws IOException {
        Path file = write("less.yaml", GIVEN + "partial: true\nexpect: { shipto_city: Graz }\n");

        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("shipto_city: expected 'Graz'; found no such field");
    }

    @Test
    void text_is_no_number() throws IOException {
        Path file = write("text.yaml", GIVEN + "partial: true\nexpect: { msdyn_ordertype: '192350000' }\n");

        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("expected '192350000'; found 192350000");
    }

    @Test
    void a_row_that_goes_though_it_should_not_and_one_that_does_not_though_it_should() throws IOException {
        Path goes = write("goes.yaml", GIVEN + "filtered: map-filter\n");
        assertThat(run("test", goes.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("outcome: expected filtered").contains("the row goes, with 4 fields");

        Path stays = write("stays.yaml", GIVEN.replace("DE }", "DE, LanguageId: xx }") + "expect:\n" + WRITTEN);
        assertThat(run("test", stays.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("found rejected (value-unlisted) LanguageId: found 'xx'");
    }

    @Test
    void a_question_of_a_rule_that_the_case_does_not_answer_is_told_with_the_answer_to_write() throws IOException {
        Path file = write(
                "asks.yaml",
                """
                map: orders
                direction: to-dataverse
                given: { row: { dataAreaId: usmf, SalesOrderNumber: F1, CurrencyCode: USD } }
                expect: { name: x }
                """);

        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("price-lists: { USD: <GUID of the list in Sales> }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "expect: { a: b }\\nwat: 1 # unknown key 'wat'",
                "expects: { a: b } # unknown key 'expects'",
                "expect: { zip: 01067 } # the number 01067; expected a number such as 1234.50, or a text in quotes: '01067'",
                "expect: { a: b, a: c } # 'a' for the second time",
                "expect: [a] # a list; expected fields and their values",
                "expect: { a: b }\\nfiltered: x # expect beside an outcome",
                "partial: true # nothing that is expected",
            })
    void what_is_no_case_is_told_with_its_line(String end, String told) throws IOException {
        Path file = write("broken.yaml", GIVEN + end.replace("\\n", "\n") + "\n");

        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString()).containsPattern("line \\d+: found ").contains(told);
    }

    @Test
    void a_map_that_is_not_in_effect_is_told_with_those_that_are() throws IOException {
        Path file = write("map.yaml", GIVEN.replace("map: orders", "map: parties") + "expect: {}\n");

        assertThat(run("test", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("found map parties; expected a map in effect: accounts, ");
    }

    @Test
    void an_empty_folder_and_one_that_is_not_there_are_said() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run("test", empty.toString())).isNotZero();
        assertThat(err.toString()).contains("no case is in " + empty);

        assertThat(run("test", folder.resolve("gone").toString())).isNotZero();
        assertThat(err.toString()).contains("there is no " + folder.resolve("gone"));
    }

    @Test
    void json_and_junit_say_the_same_as_the_text() throws Exception {
        write("a-good.yaml", GIVEN + "partial: true\nexpect: { shipto_country: germany }\n");
        write("b-bad.yaml", GIVEN + "partial: true\nexpect: { shipto_country: \"a & <b> \\x01\" }\n");
        Path junit = folder.resolve("deep/junit.xml");

        assertThat(run("test", folder.toString(), "--json", "--junit", junit.toString()))
                .isEqualTo(1);

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("hold").asInt()).isEqualTo(1);
        assertThat(json.at("/cases/1/faults/0/expected").asText()).isEqualTo("'a & <b> \u0001'");
        Element suite = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readString(junit).getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("expected 'a & <b> ?'; found 'germany'");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... options) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(new ArrayList<>(List.of(options)).toArray(String[]::new));
    }
}
