package io.dualwrite.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path SHIPPED = Path.of("application.properties");

    @TempDir
    Path home;

    @Test
    void theShippedSettingsAreUsableAsTheyAre() throws IOException {
        Settings settings = load(Map.of(), Map.of());

        assertThat(settings.text("dataverse.url")).isEqualTo("http://localhost:8088");
        assertThat(settings.number("delivery.batch-size")).isEqualTo(100);
        assertThat(settings.time("waiting.sweep-interval")).hasMinutes(15);
        assertThat(settings.directory("drop.directory")).isEqualTo(home.resolve("drop"));
        assertThat(settings.camel()).containsEntry("camel.management.host", "127.0.0.1");
    }

    @Test
    void everySettingIsInTheShippedFileWithACommentAboveIt() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED);

        for (String name : Settings.names()) {
            int line = lines.indexOf(lines.stream()
                    .filter(each -> each.startsWith(name + " ="))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not in application.properties")));
            assertThat(lines.get(line - 1)).as("the line above %s", name).startsWith("#");
        }
        assertThat(lines.stream()
                        .filter(each -> each.contains(" =") && !each.startsWith("#") && !each.startsWith("camel."))
                        .map(each -> each.substring(0, each.indexOf(" ="))))
                .containsExactlyInAnyOrderElementsOf(Settings.names());
    }

    @Test
    void setWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws IOException {
        Files.writeString(
                home.resolve("application.properties"),
                "finops.url=http://file\ndataverse.url=http://file\n" + "delivery.batch-size=7");

        Settings settings = load(
                Map.of("FINOPS_URL", "http://environment", "DATAVERSE_URL", "http://environment"),
                Map.of("dataverse.url", "http://set"));

        assertThat(settings.text("dataverse.url")).isEqualTo("http://set");
        assertThat(settings.text("finops.url")).isEqualTo("http://environment");
        assertThat(settings.number("delivery.batch-size")).isEqualTo(7);
    }

    @Test
    void theJournalIsH2OrPostgresAndItsPasswordStandsElsewhere() throws IOException {
        Settings settings =
                load(Map.of("JOURNAL_PASSWORD", "s3cret"), Map.of("journal.url", "jdbc:postgresql://server/dualwrite"));

        assertThat(settings.journalUrl()).isEqualTo("jdbc:postgresql://server/dualwrite");
        assertThat(settings.text("journal.password")).isEqualTo("s3cret");
        assertThatThrownBy(() -> load(Map.of(), Map.of("journal.url", "jdbc:postgresql://h/d?user=u&password=s3cret")))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining("found 'jdbc:postgresql://h/d?user=u&password=(hidden)'")
                .hasMessageContaining("JOURNAL_PASSWORD")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> load(Map.of(), Map.of("journal.url", "jdbc:mysql://h/d")))
                .hasMessageContaining("H2 or PostgreSQL");
    }

    @Test
    void everyWrongSettingIsNamedAtOnce() {
        assertThatThrownBy(() -> load(
                        Map.of(),
                        Map.of(
                                "dataverse.ulr", "http://x",
                                "finops.url", "nonsense",
                                "delivery.batch-size", "1001",
                                "waiting.sweep-interval", "soon",
                                "finops.time-zone", "Berlin")))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining("'dataverse.ulr' is not known")
                .hasMessageContaining("setting finops.url: found 'nonsense', expected an address")
                .hasMessageContaining("delivery.batch-size: found '1001', expected a whole number from 1 to 1000")
                .hasMessageContaining("waiting.sweep-interval: found 'soon'")
                .hasMessageContaining("finops.time-zone: found 'Berlin'");
    }

    @Test
    void starting_dual_write_and_data_integrator_at_once_is_refused_with_the_reason() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("integration", "dual-write, data-integrator")))
                .isInstanceOf(SettingsError.class)
                .hasMessageContaining(
                        "setting integration: found 'dual-write, data-integrator', expected one of the two")
                .hasMessageContaining("orders and invoices would be written by both");
        assertThatThrownBy(() -> load(Map.of(), Map.of("integration", "both")))
                .hasMessageContaining("expected dual-write or data-integrator");
    }

    @Test
    void aSecretIsReadFromItsFileAndNeverShown() throws IOException {
        Path secret = Files.writeString(home.resolve("secret"), "s3cret\n");

        Settings settings = load(Map.of(), Map.of("dataverse.oauth.client-secret-file", secret.toString()));

        assertThat(settings.clientSecret(Side.DATAVERSE)).contains("s3cret");
        assertThatThrownBy(() -> load(Map.of(), Map.of("dataverse.oauth.client-secret-file", "/no/such/s3cret-place")))
                .hasMessageNotContaining("s3cret-place")
                .hasMessageContaining("a file that can be read");
    }

    private Settings load(Map<String, String> environment, Map<String, String> overrides) throws IOException {
        try (Reader shipped = Files.newBufferedReader(SHIPPED)) {
            return Settings.load(home, shipped, environment, overrides);
        }
    }
}
