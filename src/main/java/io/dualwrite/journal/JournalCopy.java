package io.dualwrite.journal;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jdbi.v3.core.Jdbi;

/** A journal as it is now, as a file of its own, to try something on. The journal itself is only read. */
public final class JournalCopy {
    private static final String NAME = "journal";
    private static final String SUFFIX = ".mv.db";
    private static final int PIECE = 500;

    private JournalCopy() {}

    /**
     * @param backup what {@link Journal#backup} wrote; nothing if no process has the journal open
     * @param folder where the copy is made
     * @return where it is
     * @throws JournalUnavailable if it cannot be read
     */
    public static JournalSettings of(JournalSettings from, java.util.Optional<Path> backup, Path folder) {
        JournalSettings to = new JournalSettings(
                "jdbc:h2:file:" + folder.resolve(NAME).toAbsolutePath() + ";TRACE_LEVEL_FILE=0"
                        + (from.isH2() ? options(from.url()) : ""),
                from.user(),
                from.password());
        try {
            if (from.isPostgres()) {
                copyTables(from, to);
            } else if (backup.isPresent()) {
                unpack(backup.get(), folder.resolve(NAME + SUFFIX));
            } else {
                copyFile(from, folder.resolve(NAME + SUFFIX));
            }
            hurry(to);
            return to;
        } catch (IOException | SQLException e) {
            throw new JournalUnavailable(
                    JournalSettings.withoutPassword(
                            "journal.url " + from.url() + ": cannot be copied: " + e.getMessage()),
                    e,
                    false);
        }
    }

    private static String options(String url) {
        return url.contains(";") ? url.substring(url.indexOf(';')) : "";
    }

    private static void unpack(Path backup, Path to) throws IOException {
        try (InputStream in = Files.newInputStream(backup);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(SUFFIX)) {
                    Files.copy(zip, to);
                }
            }
        }
    }

    /** There is none before the first start. */
    private static void copyFile(JournalSettings from, Path to) throws IOException {
        String path = from.url()
                .replaceFirst("(?i)^jdbc:h2:(file:)?", "")
                .replaceFirst(";.*", "")
                .replaceFirst("^~", System.getProperty("user.home").replace("\\", "/"));
        Path file = Path.of(path + SUFFIX);
        if (Files.exists(file)) {
            Files.copy(file, to);
        }
    }

    private static void copyTables(JournalSettings from, JournalSettings to) throws SQLException {
        try (HikariDataSource copy = Connections.pool(to);
                Connection target = copy.getConnection();
                Connection source = Connections.single(from)) {
            Tables.migrate(copy, to);
            source.setAutoCommit(false);
            source.setReadOnly(true);
            source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            target.setAutoCommit(false);
            for (String table : tables(target)) {
                Set<String> columns = columns(target, table);
                columns.retainAll(columns(source, table));
                if (!columns.isEmpty()) {
                    copyTable(source, target, table, List.copyOf(columns));
                }
                restart(target, table, columns);
                target.commit();
            }
            source.rollback();
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, "PUBLIC", "%", new String[] {"BASE TABLE"})) {
            while (found.next()) {
                String name = found.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!name.startsWith("flyway")) {
                    tables.add(name);
                }
            }
        }
        return tables;
    }

    private static Set<String> columns(Connection connection, String table) throws SQLException {
        Set<String> columns = new TreeSet<>();
        boolean h2 = connection.getMetaData().storesUpperCaseIdentifiers();
        String name = h2 ? table.toUpperCase(Locale.ROOT) : table;
        try (ResultSet found = connection.getMetaData().getColumns(null, connection.getSchema(), name, "%")) {
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return columns;
    }

    private static void copyTable(Connection source, Connection target, String table, List<String> columns)
            throws SQLException {
        String names = String.join(", ", columns);
        String marks = String.join(", ", columns.stream().map(column -> "?").toList());
        try (PreparedStatement read = source.prepareStatement("select " + names + " from " + table);
                PreparedStatement write =
                        target.prepareStatement("insert into " + table + " (" + names + ") values (" + marks + ")")) {
            read.setFetchSize(PIECE);
            try (ResultSet rows = read.executeQuery()) {
                int open = 0;
                while (rows.next()) {
                    for (int i = 1; i <= columns.size(); i++) {
                        write.setObject(i, rows.getObject(i));
                    }
                    write.addBatch();
                    if (++open == PIECE) {
                        write.executeBatch();
                        open = 0;
                    }
                }
                write.executeBatch();
            }
        }
    }

    /** New rows are numbered behind those that were copied. */
    private static void restart(Connection target, String table, Set<String> columns) throws SQLException {
        if (!columns.contains("id")) {
            return;
        }
        try (java.sql.Statement statement = target.createStatement()) {
            long next;
            try (ResultSet last = statement.executeQuery("select coalesce(max(id), 0) + 1 from " + table)) {
                last.next();
                next = last.getLong(1);
            }
            statement.execute("alter table " + table + " alter column id restart with " + next);
        }
    }

    /** What would be tried again some time is tried now. */
    private static void hurry(JournalSettings copy) {
        try (HikariDataSource pool = Connections.pool(copy)) {
            Tables.migrate(pool, copy);
            Jdbi.create(pool).useHandle(handle -> {
                handle.execute("update row_change set due_at = 0 where state = 'retrying'");
                handle.execute("update link set pending_due = 0 where pending_due < ?", Closings.NEVER);
                handle.execute("update drop_file set moved_to = '' where moved_to is null and state <> 'reading'");
            });
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new IOException("the copy of the journal cannot be opened", e));
        }
    }
}
