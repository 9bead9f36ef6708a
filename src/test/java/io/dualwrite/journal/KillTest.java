package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dualwrite.JournalUnderTest;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal acknowledged survives the death of its process. */
class KillTest {
    @TempDir
    Path folder;

    /** The process that is killed: takes drops of ten rows for ever, and says of each when it is taken. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] folder) {
            PrintStream out = System.out;
            System.setOut(System.err); // the log must not get between the numbers
            try (Journal journal = Journal.open(Desk.settings(Path.of(folder[0])), Desk::table, Clock.systemUTC())) {
                for (int number = 1; ; number++) {
                    Drop drop = journal.begin(Side.FINOPS, number + ".csv", "h" + number, 1);
                    for (int i = 0; i < 10; i++) {
                        journal.add(drop, List.of(order(UP, number + "-" + i, row("A", "a"))));
                    }
                    journal.finish(drop, "CDSSalesOrderHeaders");
                    out.println(number);
                    out.flush();
                }
            }
        }
    }

    @Test
    void every_acknowledged_drop_is_there_after_kill_9() throws Exception {
        Path numbers = folder.resolve("numbers");
        Process victim = start(numbers);
        await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged(numbers) >= 40);
        assertThatThrownBy(() -> Journal.open(Desk.settings(folder), Desk::table, Clock.systemUTC()))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("in use by another process");
        victim.destroyForcibly().waitFor();
        long acknowledged = acknowledged(numbers);

        try (Desk desk = await().ignoreExceptionsInstanceOf(JournalUnavailable.class) // until the server has noticed
                .until(() -> new Desk(folder), Objects::nonNull)) {
            Status status = desk.journal.status();
            assertThat(status.filesAccepted()).isBetween(acknowledged, acknowledged + 1);
            assertThat(status.maps().get(0).counts().queued()).isEqualTo(status.filesAccepted() * 10);
            assertThat(desk.claim("orders", UP).changes()).hasSize(100);
        }
    }

    @Test
    void the_settings_that_make_it_so_are_always_in_the_url() {
        assertThat(url("jdbc:h2:./data/journal"))
                .isEqualTo("jdbc:h2:./data/journal;WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE;DB_CLOSE_ON_EXIT=FALSE"
                        + ";CACHE_SIZE=65536");
        assertThat(url("jdbc:h2:./x;write_delay=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=9"))
                .isEqualTo(
                        "jdbc:h2:./x;write_delay=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=9;OPTIMIZE_REUSE_RESULTS=FALSE");
        assertThat(url("jdbc:postgresql://h/d")).isEqualTo("jdbc:postgresql://h/d");
    }

    @Test
    void h2_does_not_delay_writes() {
        try (Database database = Database.open(Desk.h2(folder))) {
            assertThat(setting(database, "WRITE_DELAY")).isNotEmpty().containsOnly("0");
        }
    }

    private static List<String> setting(Database database, String name) {
        return database.read(handle -> handle.createQuery(
                        "select setting_value from information_schema.settings where setting_name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .list());
    }

    private static String url(String url) {
        return Connections.url(new JournalSettings(url, "", ""));
    }

    private Process start(Path numbers) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        if (JournalUnderTest.isPostgres()) {
            command.add("-Djournal.under.test=postgresql");
            command.add("-D" + JournalUnderTest.SERVER + "=" + JournalUnderTest.server());
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Victim.class.getName(), folder.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(numbers.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long acknowledged(Path numbers) throws IOException {
        return Files.readString(numbers).lines().count();
    }
}
