package io.dualwrite.journal;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;

/** Forgets the rows of finished files that are too old or too many, oldest file first and in pieces. */
final class Purge {
    private static final int PIECE = 1000;

    private final Database database;
    private final Memory memory;
    private final Clock clock;

    Purge(Database database, Memory memory, Clock clock) {
        this.database = database;
        this.memory = memory;
        this.clock = clock;
    }

    long run(Retention retention) {
        long purged = 0;
        if (retention.keepDays() > 0) {
            long before = clock.millis() - Duration.ofDays(retention.keepDays()).toMillis();
            purged += purge(retention, before, () -> Long.MAX_VALUE);
        }
        if (retention.keepRows() > 0) {
            purged += purge(retention, clock.millis(), () -> rows() - retention.keepRows());
        }
        return purged;
    }

    private long rows() {
        return database.read(handle -> handle.createQuery("select count(*) from row_change where drop_id > 0")
                .mapTo(Long.class)
                .one());
    }

    /**
     * @param before only files that were finished by then, in milliseconds since 1970
     * @param excess how many rows are to go, still
     */
    private long purge(Retention retention, long before, LongSupplier excess) {
        long purged = 0;
        List<Long> drops = new ArrayList<>(oldDrops(before));
        while (!drops.isEmpty() && excess.getAsLong() > 0) {
            long drop = drops.remove(0);
            int gone = 1;
            while (gone > 0) {
                gone = database.write(handle -> piece(handle, drop, retention, before));
                purged += gone;
            }
        }
        return purged;
    }

    /** A file whose report is behind must be reported first: it shows rows that are purged then. A load has none. */
    private List<Long> oldDrops(long before) {
        return database.read(handle -> handle.createQuery(
                        """
                        select d.id from drop_file d where d.state = 'accepted' and d.moved_to is not null
                        and (d.reported >= d.version or d.load_id is not null) and d.begun_at <= :before
                        and exists (select 1 from row_change c where c.drop_id = d.id) order by d.id""")
                .bind("before", before)
                .mapTo(Long.class)
                .list());
    }

    private int piece(Handle handle, long drop, Retention retention, long before) {
        if (memory.finishedLately().contains(drop) || !finished(handle, drop, retention, before)) {
            return 0;
        }
        List<Long> rows = new PurgeableRows(handle, retention.headers()).of(drop, PIECE);
        new PurgedRows(handle).forget(rows);
        return rows.size();
    }

    /** Is every row of the file through, and none of them for a person to look at? */
    private static boolean finished(Handle handle, long drop, Retention retention, long before) {
        List<String> open = retention.problems()
                ? List.of("queued", "retrying")
                : List.of("queued", "retrying", "waiting", "held", "rejected", "refused");
        return handle.createQuery(
                        """
                        select 1 from row_change where drop_id = :drop and (state in (<open>) or settled_at > :before)
                        fetch first 1 rows only""")
                .bind("drop", drop)
                .bind("before", before)
                .bindList("open", open)
                .mapTo(Integer.class)
                .findFirst()
                .isEmpty();
    }
}
