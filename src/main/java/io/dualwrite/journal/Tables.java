package io.dualwrite.journal;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes the journal's tables and brings those of earlier versions up to date. */
final class Tables {
    private static final String BOTH = "classpath:db/migration";
    private static final String POSTGRES = "classpath:db/postgresql";

    /**
     * The first script once gave an index the name of a table, which PostgreSQL refuses. Journals on H2 made by it are
     * the same but for that name; they must not be refused for the script's changed checksum.
     */
    static final int FIRST_SCRIPT_BEFORE = 2032057355;

    private static final int FIRST_SCRIPT = 202494497;

    private Tables() {}

    static void migrate(DataSource pool, JournalSettings settings) {
        if (settings.isH2()) {
            Jdbi.create(pool).useTransaction(Tables::acceptFirstScript);
        }
        Flyway.configure(Tables.class.getClassLoader())
                .dataSource(pool)
                .locations(settings.isPostgres() ? new String[] {BOTH, POSTGRES} : new String[] {BOTH})
                .failOnMissingLocations(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private static void acceptFirstScript(Handle handle) {
        boolean made = handle.createQuery("select count(*) from information_schema.tables"
                                + " where table_name = 'flyway_schema_history' and table_schema = current_schema")
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (made) {
            handle.execute(
                    "update \"flyway_schema_history\" set \"checksum\" = ? where \"version\" = '1' and \"checksum\" = ?",
                    FIRST_SCRIPT,
                    FIRST_SCRIPT_BEFORE);
        }
    }
}
