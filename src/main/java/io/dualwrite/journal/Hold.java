package io.dualwrite.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the one process that uses a journal on PostgreSQL, which has no file to lock: an advisory lock on a
 * connection of its own, for as long as the process lives. Who gets it takes the next turn, and every transaction that
 * writes looks whether it is still its own turn: a process that lost its lock without knowing cannot write beside the
 * one that has it now.
 */
final class Hold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    /** Advisory locks are numbers; these are "DW" and which of the two. The second number stands for the schema. */
    private static final int HOLDER = 0x44570001;

    private static final int TURN = 0x44570002;

    private static final int CHECK_MILLIS = 1000;
    private static final int ANSWER_SECONDS = 5;

    private final JournalSettings settings;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dual-write-journal");
        thread.setDaemon(true);
        return thread;
    });
    private Connection connection;
    private volatile long turn;
    private volatile String lost = "";
    private boolean over;
    private Future<?> looking = CompletableFuture.completedFuture(null);

    private Hold(JournalSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Another process has it. */
    static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Taken() {
            super("the lock of the journal is held by another process");
        }
    }

    /** @throws Taken if another process uses the journal */
    static Hold take(JournalSettings settings) throws SQLException {
        Connection connection = Connections.single(settings);
        try {
            checkServer(connection);
            if (!locked(connection)) {
                throw new Taken();
            }
            return new Hold(settings, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void checkServer(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select current_schema()," + " current_setting('server_encoding'), current_setting('fsync')");
                ResultSet found = query.executeQuery()) {
            found.next();
            if (found.getString(1) == null) {
                throw new SQLException("there is no schema to make the tables in; create the one that currentSchema"
                        + " in the URL or the user's search_path names");
            }
            if (!found.getString(2).equals("UTF8")) {
                throw new SQLException("the database is encoded in " + found.getString(2)
                        + "; expected UTF8: create database ... encoding 'UTF8' template template0");
            }
            if (found.getString(3).equals("off")) {
                LOG.warn(
                        "journal: the server runs with fsync = off; when its machine dies, acknowledged rows are lost");
            }
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        return number(connection, "select pg_try_advisory_lock(" + HOLDER + ", hashtext(current_schema()))::int") == 1;
    }

    /** To be called once, when the tables are there: transactions of the process before are over, no new one begins. */
    void begin() throws SQLException {
        number(connection, "select 1 from pg_advisory_lock(" + TURN + ", hashtext(current_schema()))");
        turn = number(connection, "update journal_turn set turn = turn + 1 returning turn");
        number(connection, "select pg_advisory_unlock(" + TURN + ", hashtext(current_schema()))::int");
        looking = watch.scheduleWithFixedDelay(this::look, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** May work be taken? */
    boolean stands() {
        return lost.isEmpty();
    }

    /** @throws JournalUnavailable if the lock is lost; asked first, since the pool would wait long for the server */
    void require() {
        String why = lost;
        if (!why.isEmpty()) {
            throw new JournalUnavailable(why, null, false);
        }
    }

    /**
     * At the start of every transaction that writes; until it ends nobody else can take a turn.
     *
     * @throws JournalUnavailable if it is another process's turn
     */
    void confirm(Handle handle) {
        handle.createQuery("select 1 from pg_advisory_xact_lock_shared(" + TURN + ", hashtext(current_schema()))")
                .mapTo(Integer.class)
                .one();
        long now = handle.createQuery("select turn from journal_turn")
                .mapTo(Long.class)
                .one();
        if (now != turn) {
            throw new JournalUnavailable(takenOver(), null, false);
        }
    }

    private String takenOver() {
        return "journal.url " + settings + ": another process has taken the journal over since the connection was"
                + " lost; this one takes no more work: stop it, and start it again if it is to go on";
    }

    private synchronized void look() {
        try {
            if (over || (stands() && connection.isValid(ANSWER_SECONDS))) {
                return;
            }
            if (stands()) {
                lost = "journal.url " + settings + ": the connection that holds the journal is lost; no work is taken"
                        + " until it is back; look whether the server runs and can be reached";
                LOG.error(lost);
            }
            quietly(connection);
            regain();
        } catch (SQLException | RuntimeException stillAway) {
            LOG.debug("the journal's server is still away", stillAway);
        }
    }

    private void regain() throws SQLException {
        connection = Connections.single(settings);
        if (!locked(connection)) {
            return; // by another process, or by the connection that is gone and the server has not noticed yet
        }
        if (number(connection, "select turn from journal_turn") == turn) {
            lost = "";
            LOG.info("the connection that holds the journal is back; work goes on");
            return;
        }
        over = true;
        lost = takenOver();
        LOG.error(lost);
        quietly(connection);
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.debug("a lost connection cannot be closed", gone);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet found = query.executeQuery()) {
            found.next();
            return found.getLong(1);
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
        watch.shutdown();
        synchronized (this) {
            over = true;
            quietly(connection);
        }
    }
}
