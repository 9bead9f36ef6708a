package io.dualwrite.journal;

import com.zaxxer.hikari.HikariDataSource;
import io.dualwrite.moment.Moment;
import io.dualwrite.moment.Moments;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection pool, the schema and the transactions. Transactions that write run one after the other: H2 has one
 * writer anyhow, and no two of them can then miss each other's news (a line that begins to wait while its header
 * arrives).
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final HikariDataSource pool;
    private final Optional<Hold> hold;
    private final Jdbi jdbi;
    private final Moments moments;
    private final Outage outage;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Runnable onWrite = () -> {};

    private Database(HikariDataSource pool, Optional<Hold> hold, JournalSettings settings, Moments moments) {
        this.pool = pool;
        this.hold = hold;
        this.jdbi = Jdbi.create(pool);
        this.moments = moments;
        this.outage = new Outage("the journal, journal.url " + settings + ",");
    }

    static Database open(JournalSettings settings) {
        return open(settings, Moments.UNWATCHED);
    }

    static Database open(JournalSettings settings, Moments moments) {
        if (!settings.isH2() && !settings.isPostgres()) {
            throw new JournalUnavailable(
                    "journal.url is '" + settings + "'; expected a JDBC URL of H2 or PostgreSQL such as"
                            + " jdbc:h2:./data/journal or jdbc:postgresql://server/dualwrite",
                    null,
                    false);
        }
        HikariDataSource pool = null;
        Optional<Hold> hold = Optional.empty();
        try {
            hold = settings.isPostgres() ? Optional.of(Hold.take(settings)) : Optional.empty();
            pool = Connections.pool(settings);
            Tables.migrate(pool, settings);
            if (hold.isPresent()) {
                hold.get().begin();
            }
            return new Database(pool, hold, settings, moments);
        } catch (SQLException | RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            hold.ifPresent(Hold::close);
            throw new JournalUnavailable(JournalSettings.withoutPassword(whyNot(settings, e)), e, inUse(e));
        }
    }

    /** H2's DATABASE_ALREADY_OPEN_1, or PostgreSQL's lock. */
    private static boolean inUse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Hold.Taken || (cause instanceof SQLException sql && sql.getErrorCode() == 90020)) {
                return true;
            }
        }
        return false;
    }

    private static String whyNot(JournalSettings settings, Throwable failure) {
        SQLException sql = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            sql = cause instanceof SQLException found ? found : sql;
        }
        String where = "journal.url " + settings.url() + ": ";
        if (inUse(failure)) {
            return where + "the database is in use by another process; stop the other runtime, or give this one its own"
                    + " journal.url";
        }
        Throwable cause = sql == null ? failure : sql;
        return where + "cannot be opened: " + cause.getMessage()
                + (settings.isH2()
                        ? "; expected a JDBC URL such as jdbc:h2:./data/journal and a folder that can be written"
                        : "; expected a PostgreSQL server that can be reached and has this database, and in journal.user"
                                + " and JOURNAL_PASSWORD a user that may create tables in it");
    }

    /** May work be taken? Not while the connection that holds the journal is lost, or its disk is full. */
    boolean available() {
        return hold.map(Hold::stands).orElse(true) && (outage.isOver() || (outage.letTry() && canWrite()));
    }

    private boolean canWrite() {
        try {
            write(handle -> handle.execute(
                    "update drop_file set version = version where id = (select max(id) from drop_file)"));
            return true;
        } catch (RuntimeException notYet) {
            LOG.debug("the journal cannot be written yet", notYet);
            return false;
        }
    }

    private void require() {
        hold.ifPresent(Hold::require);
        outage.require();
    }

    <T> T read(Function<Handle, T> query) {
        require();
        try {
            return jdbi.inTransaction(query::apply);
        } catch (RuntimeException e) {
            throw outage.failed(e);
        }
    }

    /** Called after every transaction that may have changed something. */
    void onWrite(Runnable action) {
        onWrite = action;
    }

    /**
     * A transaction that changes something only if it says so itself.
     *
     * @param changed whether it did, by its result
     */
    <T> T look(Function<Handle, T> statements, Predicate<T> changed) {
        writing.lock();
        try {
            require();
            T result = jdbi.inTransaction(handle -> {
                hold.ifPresent(held -> held.confirm(handle));
                T found = statements.apply(handle);
                reached(Moment.BEFORE_COMMIT, changed.test(found));
                return found;
            });
            reached(Moment.AFTER_COMMIT, changed.test(result));
            outage.worked();
            return result;
        } catch (RuntimeException e) {
            throw outage.failed(e);
        } finally {
            writing.unlock();
        }
    }

    private void reached(Moment moment, boolean changed) {
        if (changed) {
            moments.reached(moment);
        }
    }

    /** One transaction, after the one before it; what it says of the memory of this process goes with the lock. */
    <T> T write(Function<Handle, T> statements) {
        try {
            return look(statements, result -> true);
        } finally {
            onWrite.run();
        }
    }

    /** For steps that are more than one transaction, or a transaction and what this process remembers of it. */
    <T> T alone(Supplier<T> steps) {
        writing.lock();
        try {
            return steps.get();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        pool.close();
        hold.ifPresent(Hold::close);
    }
}
