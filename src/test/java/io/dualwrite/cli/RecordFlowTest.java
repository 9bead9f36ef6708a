package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.runtime.Home;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.Settings;
import io.dualwrite.runtime.Testing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Cases recorded from the rows of the samples, after the demo has brought them to both sides. */
class RecordFlowTest {
    @TempDir
    static Path home;

    private static Demo demo;
    private static Map<String, String> settings;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void bring_the_samples() throws Exception {
        Home.unpack("routes", home.resolve("routes"));
        Home.unpack("samples", home.resolve("samples"));
        demo = Demo.start(home, Map.of("log.level", "error"), 0, new PrintWriter(new StringWriter()));
        demo.show();
        settings = new LinkedHashMap<>(Map.of(
                "state.directory", "demo/data",
                "journal.url", "jdbc:h2:file:./demo/data/journal",
                "log.level", "error"));
    }

    @AfterAll
    static void end() {
        demo.close();
    }

    /** Of a running program, as nearly every command is used. */
    @Test
    void every_row_of_the_samples_makes_a_case_that_holds_without_a_name_or_an_address() throws Exception {
        Settings here = Home.settings(home, settings);
        Testing testing = new Testing(here);
        CaseRecorder recorder = new CaseRecorder(testing);
        int recorded = 0;
        try (Operating operating = Operating.of(here)) {
            for (String[] row : rows()) {
                String text = testing.recorded(operating, row[0], row[1], row[2]);
                assertThat(recorder.checked(text)).contains("map: " + row[0]);
                assertThat(text).doesNotContain("Wharf Street", "Portland", "Sanjo-dori");
                recorded++;
            }
        }
        assertThat(recorded).isGreaterThan(70);
    }

    private static List<String[]> rows() throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (int n = 1; n <= 26; n++) {
            add(rows, "finops/CDSSalesOrderHeaders.csv", "F" + (1000 + n), "orders", "to-dataverse");
        }
        for (int n = 1; n <= 20; n++) {
            add(rows, "dataverse/salesorders.csv", "C" + (1000 + n), "orders", "to-finops");
        }
        for (String line : Files.readAllLines(Path.of("samples/dataverse/salesorderdetails.json"))) {
            String number =
                    line.replaceFirst(".*msdyn_salesordernumber\":\"", "").replaceFirst("\".*", "");
            String sequence = line.replaceFirst(".*sequencenumber\":", "").replaceFirst("[,}].*", "");
            rows.add(new String[] {"order-lines", number + "|" + sequence, "to-finops"});
        }
        return rows;
    }

    private static void add(List<String[]> rows, String file, String key, String map, String direction)
            throws IOException {
        assertThat(Files.readString(Path.of("samples").resolve(file))).contains(key);
        rows.add(new String[] {map, key, direction});
    }

    @Test
    void a_recorded_case_is_run_by_the_command_at_once_and_never_written_over_unasked() throws IOException {
        assertThat(run("test", "--record", "orders", "usmf f1001"))
                .as(err.toString())
                .isZero();
        Path file = home.resolve("routes/cases/orders/usmf-f1001-to-dataverse.yaml");
        assertThat(Files.readString(file))
                .contains("SalesOrderNumber: \"F1001\"", "shipto_country: \"united states\"", "Masked: ")
                .doesNotContain("Harborlight");

        assertThat(run("test", file.toString())).as(out.toString()).isZero();
        Files.writeString(file, "mine");
        assertThat(run("test", "--record", "orders", "usmf f1001")).isEqualTo(1);
        assertThat(err.toString()).contains("is there already and was left as it is");
        assertThat(file).hasContent("mine");
        assertThat(run("test", "--record", "orders", "usmf f1001", "--force")).isZero();
        assertThat(file).content().contains("F1001");
    }

    @Test
    void a_row_that_failed_is_recorded_with_its_reason() {
        assertThat(run("test", "--record", "orders", "F1024", "--out", "-"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("outcome: rejected", "reason: \"value-unlisted\"", "field: \"SalesOrderProcessingStatus\"");
    }

    @Test
    void masking_can_be_turned_off() {
        assertThat(run("test", "--record", "orders", "F1001", "--out", "-", "--set", "test.mask=none"))
                .isZero();
        assertThat(out.toString()).contains("Harborlight Books").doesNotContain("Masked");
    }

    @Test
    void a_key_that_is_not_there_or_not_the_only_one_is_told() {
        assertThat(run("test", "--record", "orders", "F9999")).isEqualTo(1);
        assertThat(err.toString()).contains("the journal has no row F9999 of the map orders");
        assertThat(run("test", "--record", "accounts", "harbor")).isEqualTo(1);
        assertThat(err.toString()).contains("several rows", "JPMF HARBOR to-dataverse", "USMF HARBOR to-dataverse");
    }

    @Test
    void what_the_maps_would_do_otherwise_now_is_not_recorded() throws Exception {
        Path map = home.resolve("routes/maps/currencies.map.yaml");
        String before = Files.readString(map);
        Files.writeString(map, before.replaceFirst("(?m)^( *)- NAME .*", "$1- CURRENCYCODE >> currencyname"));
        assertThat(Files.readString(map)).isNotEqualTo(before);
        try {
            Settings here = Home.settings(home, settings);
            Testing edited = new Testing(here);
            try (Operating operating = Operating.of(here)) {
                assertThatThrownBy(() -> edited.recorded(operating, "currencies", "JPY", null))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("the maps now make something else of it than was written")
                        .hasMessageContaining("currencyname would be 'JPY' and is ");
            }
        } finally {
            Files.writeString(map, before);
        }
    }

    private int run(String... options) {
        out.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--home", home.toString()));
        settings.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words.toArray(String[]::new));
    }
}
