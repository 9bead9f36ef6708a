package io.dualwrite;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * The database that journals of tests are in: H2, or with the system property {@code journal.under.test} the PostgreSQL
 * that the build brings along, one server per JVM.
 */
public final class JournalUnderTest {
    /** Of a server that another JVM has started. */
    public static final String SERVER = "journal.under.test.server";

    private JournalUnderTest() {}

    public static boolean isPostgres() {
        return "postgresql".equals(System.getProperty("journal.under.test"));
    }

    /** The settings of a journal of its own for each folder, the same whenever the folder is asked for. */
    public static Map<String, String> settings(Path folder) {
        return isPostgres()
                ? Map.of("journal.url", postgres(folder), "journal.user", "postgres", "journal.password", "")
                : Map.of();
    }

    private static String postgres(Path folder) {
        String schema =
                "j" + folder.toAbsolutePath().toString().replaceAll("\\W", "_").toLowerCase(java.util.Locale.ROOT);
        String name = schema.length() <= 60 ? schema : schema.substring(schema.length() - 60);
        execute("create schema if not exists \"" + name + "\"");
        return server() + "&currentSchema=" + name;
    }

    /** A statement in the database of the journals. */
    public static void execute(String sql) {
        execute(server(), sql);
    }

    /** A statement in another database of the server: what is done to that of the journals. */
    public static void executeBeside(String sql) {
        execute(server().replace("/postgres?", "/template1?"), sql);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** JDBC URL of the server, starting it if need be. */
    public static String server() {
        String started = System.getProperty(SERVER);
        return started == null ? Server.URL : started;
    }

    private static final class Server {
        static final String URL = start();

        @SuppressWarnings("resource") // runs as long as this JVM
        private static String start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start()
                        .getJdbcUrl("postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
