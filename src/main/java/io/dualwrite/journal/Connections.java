package io.dualwrite.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/** Connections that acknowledge a commit only when it is on disk, whatever the database does if it is not told. */
final class Connections {
    private static final int POOL_SIZE = 6;
    private static final long POSTGRES_PATIENCE_MILLIS = 10_000;

    /** A server or a role may have it off: then what was acknowledged is lost when the server dies. */
    private static final String NO_EARLY_ACKNOWLEDGEMENT = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    private Connections() {}

    static HikariDataSource pool(JournalSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("journal");
        config.setJdbcUrl(url(settings));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (settings.isH2()) {
            config.setMaxLifetime(0); // H2 closes its file with the last connection; never let the pool run dry
            // Asked whether it is valid, a connection to a database that H2 closed after a failed write says yes.
            config.setConnectionTestQuery("select 1");
        }
        if (settings.isPostgres()) {
            config.setConnectionTimeout(POSTGRES_PATIENCE_MILLIS);
            config.setConnectionInitSql(NO_EARLY_ACKNOWLEDGEMENT);
            config.setDataSourceProperties(postgres());
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
        }
        return new HikariDataSource(config);
    }

    /** A PostgreSQL connection beside the pool. */
    static Connection single(JournalSettings settings) throws SQLException {
        Properties properties = postgres();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        return DriverManager.getConnection(settings.url(), properties);
    }

    /** What the URL says goes first. */
    private static Properties postgres() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "dual-write");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    /**
     * H2 acknowledges a commit before it is on disk unless WRITE_DELAY is 0: a killed process then loses commits.
     * A query that ran while another connection committed may go on to answer what was before, for as long as nothing
     * else is written, unless OPTIMIZE_REUSE_RESULTS is off (H2's issues 3894 and 4208): a flow then never learns that
     * it is its turn. Its shutdown hook would close the file under a runtime that is still finishing its last batch.
     * Its own cache (16 MB here, CACHE_SIZE is in KB) is too small for the indexes of some 100,000 rows.
     */
    static String url(JournalSettings settings) {
        if (!settings.isH2()) {
            return settings.url();
        }
        String url = with(settings.url(), "WRITE_DELAY", "0");
        url = with(url, "OPTIMIZE_REUSE_RESULTS", "FALSE");
        url = with(url, "DB_CLOSE_ON_EXIT", "FALSE");
        return with(url, "CACHE_SIZE", "65536");
    }

    private static String with(String url, String option, String value) {
        boolean set = url.toUpperCase(Locale.ROOT).contains(";" + option + "=");
        return set ? url : url + ";" + option + "=" + value;
    }
}
