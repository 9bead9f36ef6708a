package io.dualwrite.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The connection pool, the schema and the transactions. Transactions that write run one after the other: H2 has one
 * writer anyhow, and no two of them can then miss each other's news (a line that begins to wait while its header
 * arrives).
 */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 6;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Runnable onWrite = () -> {};

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    static Database open(JournalSettings settings) {
        if (!settings.url().startsWith("jdbc:")) {
            throw new JournalUnavailable(
                    "journal.url is '" + settings.url() + "'; expected a JDBC URL such as jdbc:h2:./data/journal",
                    null,
                    false);
        }
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(poolOf(settings));
            migrate(pool);
            return new Database(pool);
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new JournalUnavailable(whyNot(settings, e), e, inUse(e));
        }
    }

    private static HikariConfig poolOf(JournalSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("journal");
        config.setJdbcUrl(url(settings.url()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        if (isH2(settings.url())) {
            config.setMaxLifetime(0); // H2 closes its file with the last connection; never let the pool run dry
        }
        return config;
    }

    private static void migrate(HikariDataSource pool) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    /**
     * H2 acknowledges a commit before it is on disk unless WRITE_DELAY is 0: a killed process then loses commits.
     * Its shutdown hook would close the file under a runtime that is still finishing its last batch. Its own cache
     * (16 MB here, CACHE_SIZE is in KB) is too small for the indexes of some 100,000 rows.
     */
    static String url(String url) {
        return isH2(url)
                ? with(with(with(url, "WRITE_DELAY", "0"), "DB_CLOSE_ON_EXIT", "FALSE"), "CACHE_SIZE", "65536")
                : url;
    }

    private static boolean isH2(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:");
    }

    private static String with(String url, String option, String value) {
        boolean set = url.toUpperCase(Locale.ROOT).contains(";" + option + "=");
        return set ? url : url + ";" + option + "=" + value;
    }

    /** H2's DATABASE_ALREADY_OPEN_1. */
    private static boolean inUse(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == 90020) {
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
                + "; expected a JDBC URL such as jdbc:h2:./data/journal and a folder that can be written";
    }

    <T> T read(Function<Handle, T> query) {
        return jdbi.inTransaction(query::apply);
    }

    /** Called after every transaction that may have changed something. */
    void onWrite(Runnable action) {
        onWrite = action;
    }

    /** A transaction that changes something only if it says so itself. */
    <T> T look(Function<Handle, T> statements) {
        writing.lock();
        try {
            return jdbi.inTransaction(statements::apply);
        } finally {
            writing.unlock();
        }
    }

    /** One transaction, after the one before it; what it says of the memory of this process goes with the lock. */
    <T> T write(Function<Handle, T> statements) {
        try {
            return look(statements);
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
    }
}
