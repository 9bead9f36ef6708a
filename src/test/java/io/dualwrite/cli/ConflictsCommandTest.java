package io.dualwrite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.journal.Accepted;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.journal.RecordContext;
import io.dualwrite.row.Batch;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command conflicts, and retry --winner, with no program running. */
class ConflictsCommandTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String url() {
        return "jdbc:h2:" + home.resolve("journal").toAbsolutePath();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--home", home.toString(), "--set", "journal.url=" + url()));
        words.addAll(List.of("--set", "routes.directory=" + Path.of("routes").toAbsolutePath()));
        CommandLine commandLine = DualWrite.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words.toArray(String[]::new));
    }

    /** A row that is held for a conflict; gives its number. */
    private long held() {
        try (Journal journal =
                Journal.open(new JournalSettings(url(), "dualwrite", ""), (map, side) -> "any", Clock.systemUTC())) {
            Drop drop = journal.begin(Side.FINOPS, "Origins.csv", "hash", 1);
            Row row = Row.empty().with("OriginCode", "WEB").with("OriginDescription", "Shop");
            journal.add(
                    drop,
                    List.of(new Accepted(
                            "order-origins",
                            Direction.TO_DATAVERSE,
                            Operation.UPSERT,
                            Optional.of(RowKey.of("USMF", "WEB")),
                            Optional.empty(),
                            "SalesOrderOriginCodes",
                            "msdyn_salesorderorigins",
                            2,
                            row,
                            Optional.empty())));
            journal.finish(drop, "SalesOrderOriginCodes");
            Batch batch = journal.claim("order-origins", Direction.TO_DATAVERSE, 10);
            Change change = batch.changes().get(0);
            Conflict conflict = new Conflict(
                    "OriginDescription", "msdyn_origindescription", "Shop", null, "Web", "hold", Optional.empty());
            journal.disagreed(Map.of(change, List.of(conflict)));
            change.settle(Outcome.held(Outcome.CONFLICT, "OriginDescription", "Shop", "Web", "say who wins"));
            journal.record(batch, new RecordContext("f", Change::source));
            return change.id();
        }
    }

    @Test
    void both_values_are_shown_and_a_person_decides() throws Exception {
        long id = held();
        assertThat(run("conflicts")).isEqualTo(1);
        assertThat(out.toString())
                .as(err.toString())
                .contains("row " + id + "  Origins.csv:2  order-origins  USMF WEB  OriginDescription")
                .contains(
                        "finops 'Shop', dataverse nothing, agreed was 'Web': held; to do: dual-write retry --id " + id);
        run("conflicts", "--json", "--open");
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .at("/conflicts/0/finops")
                        .asText())
                .isEqualTo("Shop");
        assertThat(run("conflicts", "--map", "accounts")).isZero();
        assertThat(out.toString().strip()).isEqualTo("no conflicts");

        assertThat(run("retry", "--id", "" + id, "--winner", "dataverse"))
                .as(err.toString())
                .isZero();
        assertThat(run("conflicts", "--open")).isZero();
        assertThat(run("retry", "--id", "" + id, "--winner", "finops")).isEqualTo(1);
        assertThat(err.toString()).contains("they are not held for a conflict");
    }

    @Test
    void wrong_use_is_told() {
        assertThat(run("retry", "--id", "1", "--winner", "nobody")).isEqualTo(64);
        assertThat(run("conflicts", "--limit", "0")).isEqualTo(64);
    }
}
