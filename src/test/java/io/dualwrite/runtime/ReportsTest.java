package io.dualwrite.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.intake.ContentHash;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.JournalSettings;
import io.dualwrite.moment.Moments;
import io.dualwrite.row.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start finds of files that a crash has cut off between their folders. */
class ReportsTest {
    @TempDir
    Path folder;

    private Journal journal;
    private Path drops;
    private Reports reports;

    @BeforeEach
    void open() throws Exception {
        drops = Files.createDirectories(folder.resolve("drop/finops")).getParent();
        Files.createDirectories(drops.resolve("finops/done"));
        Files.createDirectories(drops.resolve("finops/rejected"));
        journal = Journal.open(
                new JournalSettings("jdbc:h2:" + folder.resolve("journal"), "sa", ""),
                (map, side) -> map,
                Clock.systemUTC());
        reports = new Reports(journal, drops, Moments.UNWATCHED);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void a_file_that_was_moved_gets_its_report_though_another_one_of_its_name_was_dropped_since() throws Exception {
        Path done = Files.writeString(drops.resolve("finops/done/a.csv"), "old");
        accepted(done);
        Files.writeString(drops.resolve("finops/a.csv"), "new");

        reports.settleMoved();
        reports.write();

        assertThat(journal.notMoved()).isEmpty();
        assertThat(drops.resolve("finops/done/a.csv.report.json")).exists();
    }

    @Test
    void a_file_that_got_a_number_gets_its_report_there_and_not_beside_the_earlier_one() throws Exception {
        Files.writeString(drops.resolve("finops/done/a.csv"), "earlier");
        Files.writeString(drops.resolve("finops/done/a.csv.report.json"), "{}");
        accepted(Files.writeString(drops.resolve("finops/done/a-2.csv"), "later"));

        reports.settleMoved();
        reports.write();

        assertThat(drops.resolve("finops/done/a-2.csv.report.json")).exists();
        assertThat(drops.resolve("finops/done/a.csv.report.json")).hasContent("{}");
    }

    @Test
    void a_file_that_was_not_moved_yet_is_left_to_be_moved() throws Exception {
        accepted(Files.writeString(drops.resolve("finops/a.csv"), "same"));

        reports.settleMoved();

        assertThat(journal.notMoved()).hasSize(1);
    }

    @Test
    void a_rejected_file_has_a_report_also_if_a_crash_came_before_it_was_written() throws Exception {
        Path rejected = Files.writeString(drops.resolve("finops/rejected/a.csv"), "x");
        Drop drop = journal.begin(Side.FINOPS, "a.csv", ContentHash.of(rejected), 1);
        journal.reject(drop, "file-empty", "export the rows again");

        reports.settleMoved();
        reports.write();

        assertThat(drops.resolve("finops/rejected/a.csv.report.json"))
                .content()
                .contains("file-empty", "export the rows again");
    }

    private void accepted(Path file) throws Exception {
        Drop drop = journal.begin(Side.FINOPS, "a.csv", ContentHash.of(file), 1);
        journal.finish(drop, "LegalEntities");
    }
}
