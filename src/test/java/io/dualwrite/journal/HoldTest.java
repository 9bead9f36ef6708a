package io.dualwrite.journal;

import static io.dualwrite.journal.Desk.UP;
import static io.dualwrite.journal.Desk.order;
import static io.dualwrite.journal.Desk.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dualwrite.JournalUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time, also where no file can be locked; and what it does when it loses its connection. */
@EnabledIfSystemProperty(
        named = "journal.under.test",
        matches = "postgresql",
        disabledReason = "H2 locks its file itself; the second run of the build, on PostgreSQL, runs this")
class HoldTest {
    @TempDir
    Path folder;

    @TempDir
    Path other;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_journal_in_use_is_told_and_another_schema_of_the_same_database_is_not() {
        assertThatThrownBy(() -> new Desk(folder))
                .isInstanceOfSatisfying(
                        JournalUnavailable.class, e -> assertThat(e.inUse()).isTrue())
                .hasMessageContaining("in use by another process");

        new Desk(other).close();
    }

    @Test
    void a_lost_connection_stops_the_work_until_it_is_back() {
        desk.drop(order(UP, "F1", row("A", "a")));
        JournalUnderTest.executeBeside("alter database postgres allow_connections false");
        try {
            cutConnections();
            await().until(() -> !desk.journal.available());
            assertThatThrownBy(() -> desk.drop(order(UP, "F2", row("A", "a"))))
                    .isInstanceOf(JournalUnavailable.class)
                    .hasMessageContaining("the connection that holds the journal is lost")
                    .hasMessageContaining("look whether the server runs");
        } finally {
            JournalUnderTest.executeBeside("alter database postgres allow_connections true");
        }
        await().until(desk.journal::available);
        desk.drop(order(UP, "F2", row("A", "a")));

        assertThat(Desk.keys(desk.work("orders", UP, Desk::create))).containsExactly("USMF F1", "USMF F2");
    }

    @Test
    void who_lost_the_journal_to_another_process_cannot_write_and_takes_no_work_any_more() {
        desk.drop(order(UP, "F1", row("A", "a")));
        anotherProcessTakesItsTurn();
        assertThatThrownBy(() -> desk.drop(order(UP, "F2", row("A", "a"))))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("another process has taken the journal over");

        cutConnections();
        await().until(() -> !desk.journal.available());

        try (Desk successor = await().ignoreExceptionsInstanceOf(JournalUnavailable.class)
                .until(() -> new Desk(folder), Objects::nonNull)) {
            assertThat(Desk.keys(successor.work("orders", UP, Desk::create))).containsExactly("USMF F1");
        }
        assertThat(desk.journal.available()).isFalse();
        assertThatThrownBy(() -> desk.drop(order(UP, "F2", row("A", "a"))))
                .hasMessageContaining("stop it, and start it again");
    }

    @Test
    void a_wrong_database_is_told_with_its_remedy_and_without_the_password() {
        String server = JournalUnderTest.server().replace("/postgres?", "/nowhere?");

        assertThatThrownBy(() -> Database.open(new JournalSettings(server + "&password=s3cret", "postgres", "s3cret")))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("\"nowhere\" does not exist")
                .hasMessageContaining("JOURNAL_PASSWORD")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> Database.open(new JournalSettings(
                        JournalUnderTest.server() + "&currentSchema=nowhere", "postgres", "s3cret")))
                .hasMessageContaining("create the one that currentSchema");
    }

    @Test
    void an_acknowledged_commit_is_on_disk_although_the_server_would_not_wait() {
        assertThat(setting("synchronous_commit")).containsOnly("on");
        JournalUnderTest.executeBeside("alter database postgres set synchronous_commit = off");
        try {
            desk.reopen();
            assertThat(setting("synchronous_commit")).containsOnly("on");
        } finally {
            JournalUnderTest.executeBeside("alter database postgres reset synchronous_commit");
        }
    }

    private List<String> setting(String name) {
        try (Database database = Database.open(Desk.settings(other.resolve(name)))) {
            return database.read(handle -> handle.createQuery("select current_setting(:name)")
                    .bind("name", name)
                    .mapTo(String.class)
                    .list());
        }
    }

    private void anotherProcessTakesItsTurn() {
        String schema = Desk.settings(folder).url().replaceAll(".*currentSchema=", "");
        JournalUnderTest.execute("update " + schema + ".journal_turn set turn = turn + 1");
    }

    /** As a restart of the server does. */
    private void cutConnections() {
        JournalUnderTest.executeBeside("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where application_name = 'dual-write' and pid <> pg_backend_pid()");
    }
}
