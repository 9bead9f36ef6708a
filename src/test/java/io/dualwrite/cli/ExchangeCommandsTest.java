package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Maps in and out from the command line. */
class ExchangeCommandsTest {
    private static final String EXPORT =
            Path.of("src/test/resources/exchange/customizations.xml").toString();

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeEmptyRoutes() throws Exception {
        Files.createDirectories(home.resolve("routes/shared"));
        Files.copy(Path.of("routes/shared/delivery.camel.yaml"), home.resolve("routes/shared/delivery.camel.yaml"));
    }

    @Test
    void a_dry_run_shows_everything_and_writes_nothing() {
        assertThat(run("import-map", EXPORT, "--dry-run")).isZero();

        assertThat(out.toString())
                .contains("would write maps/accounts.map.yaml")
                .contains("    map: accounts")
                .contains("accounts: a column of your own: dataverse,accounts,new_motto,TEXT")
                .contains("createValuesOnDestination");
        assertThat(home.resolve("routes/maps")).doesNotExist();
    }

    @Test
    void nothing_is_overwritten_unless_asked() {
        assertThat(run("import-map", EXPORT, "--name", "customers")).isZero();
        assertThat(run("import-map", EXPORT, "--name", "customers")).isEqualTo(64);
        assertThat(err.toString()).contains("maps/customers.map.yaml, customers.camel.yaml exists already");
        assertThat(run("import-map", EXPORT, "--name", "customers", "--force")).isZero();
        assertThat(run("check", "customers")).isZero();
    }

    @Test
    void what_is_wrong_with_the_call_is_told_with_what_is_right() {
        assertThat(run("import-map", home.resolve("none.xml").toString())).isEqualTo(64);
        assertThat(err.toString()).contains("none.xml cannot be read");
        assertThat(run("import-map", EXPORT, "--version-of-map", "9")).isEqualTo(64);
        assertThat(err.toString()).contains("the file has [Customers V3] - [accounts] 1.0.0.9");
        assertThat(run("export-map", "nothing", "--routes-of", "x")).isEqualTo(64);
    }

    @Test
    void a_map_goes_out_as_JSON_and_what_that_has_no_place_for_is_told() throws Exception {
        run("import-map", EXPORT);

        assertThat(run("export-map", "accounts")).isZero();

        JsonNode mapping = new ObjectMapper().readTree(out.toString());
        assertThat(mapping.path("name").asText()).isEqualTo("[Customers V3] - [accounts]");
        assertThat(mapping.path("legs").get(0).path("fieldMappings")).hasSizeGreaterThanOrEqualTo(60);
        assertThat(err.toString()).contains("accounts: not said by the export: key:");
        assertThat(run("export-map", "order")).isEqualTo(64);
        assertThat(err.toString()).contains("found no map order in effect; there are accounts");
    }

    @Test
    void a_column_of_ones_own_that_is_not_declared_right_has_its_line() throws Exception {
        run("import-map", EXPORT);
        Path columns = home.resolve("routes/schema/columns.csv");
        Files.writeString(columns, Files.readString(columns).replaceFirst(",PICKLIST,", ",PICKLISTE,"));
        int line = 1
                + (int) Files.readString(columns)
                        .split("PICKLISTE", 2)[0]
                        .chars()
                        .filter(c -> c == '\n')
                        .count();

        assertThat(run("check")).isEqualTo(1);
        assertThat(out.toString()).contains("error schema-unreadable routes/schema/columns.csv:" + line);
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
