package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Takes rows out of the journal and leaves what must be known of them: how many, and that their side spoke. */
final class PurgedRows {
    private final Handle handle;

    PurgedRows(Handle handle) {
        this.handle = handle;
    }

    void forget(List<Long> rows) {
        Chunks.each(rows, some -> {
            count(some);
            markSpoken(some);
            // what stood behind one that never went must not wait for it for ever
            List<Long> behind = Predecessors.successors(handle, some);
            behind.removeAll(some);
            Outcomes.requeue(handle, behind);
            Outcomes.forgetWaits(handle, some);
            handle.createUpdate("delete from conflict where told_at in (<ids>)")
                    .bindList("ids", some)
                    .execute();
            handle.createUpdate("delete from row_change where id in (<ids>)")
                    .bindList("ids", some)
                    .execute();
        });
    }

    private record Counted(long drop, String map, String direction, String state, long n) {}

    private void count(List<Long> rows) {
        List<Counted> counts = handle.createQuery(
                        """
                        select drop_id, map, direction, state, count(*) as n from row_change where id in (<ids>)
                        group by drop_id, map, direction, state""")
                .bindList("ids", rows)
                .map((row, context) -> new Counted(
                        row.getLong("drop_id"),
                        row.getString("map"),
                        row.getString("direction"),
                        row.getString("state"),
                        row.getLong("n")))
                .list();
        counts.forEach(this::add);
    }

    private void add(Counted counted) {
        int known = write(
                counted,
                """
                update purged_rows set n = n + :n where drop_id = :drop and map = :map and direction = :direction
                and state = :state""");
        if (known == 0) {
            write(
                    counted,
                    """
                    insert into purged_rows (drop_id, map, direction, state, n)
                    values (:drop, :map, :direction, :state, :n)""");
        }
    }

    private int write(Counted counted, String sql) {
        return handle.createUpdate(sql)
                .bind("drop", counted.drop())
                .bind("map", counted.map())
                .bind("direction", counted.direction())
                .bind("state", counted.state())
                .bind("n", counted.n())
                .execute();
    }

    private record Speaker(String map, String key) {}

    private void markSpoken(List<Long> rows) {
        for (Direction direction : Direction.values()) {
            PreparedBatch batch = handle.prepareBatch("update link set spoke_"
                    + direction.source().word() + " = true where map = :map and row_key = :key");
            handle.createQuery(
                            """
                            select distinct map, row_key from row_change where id in (<ids>) and origin is null
                            and direction = :direction and state in ('created', 'updated', 'unchanged', 'echo')""")
                    .bindList("ids", rows)
                    .bind("direction", direction.word())
                    .map((row, context) -> new Speaker(row.getString("map"), row.getString("row_key")))
                    .forEach(speaker -> batch.bind("map", speaker.map())
                            .bind("key", speaker.key())
                            .add());
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
