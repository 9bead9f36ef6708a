package io.dualwrite.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.intake.DropReport.CdsRow;
import io.dualwrite.intake.DropReport.FlowCounts;
import io.dualwrite.intake.DropReport.ReportedRow;
import io.dualwrite.intake.DropReport.SameContent;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Outcome.Kind;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void the_report_of_an_accepted_file_adds_up() throws Exception {
        JsonNode json = written(new DropReport(
                "salesorders.csv",
                "salesorders",
                "USMF",
                "ba78",
                AT,
                Optional.empty(),
                List.of(
                        new FlowCounts("orders", Direction.TO_FINOPS, 1, Map.of(Kind.CREATED, 3L, Kind.REJECTED, 2L)),
                        new FlowCounts("others", Direction.TO_FINOPS, 0, Map.of(Kind.CREATED, 4L))),
                List.of(
                        new ReportedRow(
                                "drop.csv",
                                7,
                                "orders",
                                Optional.of(Direction.TO_FINOPS),
                                "USMF C1001",
                                Outcome.rejected(
                                        "value-unlisted", "statuscode", "x".repeat(500), "1, 2", "correct it")),
                        ReportedRow.of(new BrokenRow(
                                new Place("salesorders.csv", 9),
                                "cell-count",
                                "",
                                "3 cells",
                                "4 cells",
                                "complete it"))),
                List.of("column 'foo' is not in the table"),
                Optional.of(new SameContent("old.csv", AT)),
                List.of(new CdsRow(
                        "contacts.csv",
                        2,
                        "contacts-from-cds",
                        "USMF CON-1",
                        "Contact",
                        Row.of(Map.of("Gender", "Male"))))));

        assertThat(json.at("/cds/0/row/Gender").asText()).isEqualTo("Male");
        assertThat(json.at("/cds/0/entity").asText()).isEqualTo("Contact");
        assertThat(json.path("result").asText()).isEqualTo("accepted");
        assertThat(json.path("entity").asText()).isEqualTo("salesorders");
        assertThat(json.path("counts").path("in").asInt()).isEqualTo(10);
        assertThat(json.path("counts").path("created").asInt()).isEqualTo(7);
        assertThat(json.path("counts").path("waiting").asInt()).isZero();
        assertThat(json.path("maps").path(0).path("direction").asText()).isEqualTo("to-finops");
        assertThat(json.path("maps").path(0).path("in").asInt()).isEqualTo(6);
        JsonNode row = json.path("rows").path(0);
        assertThat(row.path("line").asInt()).isEqualTo(7);
        assertThat(row.path("key").asText()).isEqualTo("USMF C1001");
        assertThat(row.path("outcome").asText()).isEqualTo("rejected");
        assertThat(row.path("found").asText()).hasSize(203);
        assertThat(json.path("rows").path(1).path("expected").asText()).isEqualTo("4 cells");
        assertThat(json.path("warnings").path(0).asText()).contains("foo");
        assertThat(json.path("sameContentAs").path("file").asText()).isEqualTo("old.csv");
    }

    @Test
    void the_report_of_a_rejected_file_says_why() throws Exception {
        JsonNode json =
                written(DropReport.rejected("a.csv", "", "", "ba78", AT, FileRejected.empty("a file of 0 bytes")));

        assertThat(json.path("result").asText()).isEqualTo("rejected");
        assertThat(json.path("reason").asText()).isEqualTo("file-empty");
        assertThat(json.path("found").asText()).isEqualTo("a file of 0 bytes");
        assertThat(json.path("remedy").asText()).isNotBlank();
        assertThat(json.path("counts").path("in").asInt()).isZero();
    }

    @Test
    void a_report_that_fails_half_way_leaves_the_earlier_one() throws Exception {
        Path target = Files.writeString(folder.resolve("a.csv.report.json"), "earlier");
        DropReport report = new DropReport(
                "a.csv",
                "",
                "",
                "",
                AT,
                Optional.empty(),
                List.of(),
                () -> {
                    throw new IllegalStateException("journal is gone");
                },
                List.of(),
                Optional.empty(),
                List.of());

        assertThatThrownBy(() -> ReportWriter.write(report, target)).isInstanceOf(IllegalStateException.class);
        assertThat(target).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    private JsonNode written(DropReport report) throws Exception {
        Path target = folder.resolve("a.csv.report.json");
        ReportWriter.write(report, target);
        return new ObjectMapper().readTree(target.toFile());
    }
}
