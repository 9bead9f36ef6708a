package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Counts and reports. */
final class Overview {
    private static final String REPORTED =
            """
             and (c.warnings <> '' or c.cds_entity is not null or c.state in
            ('filtered', 'waiting', 'retrying', 'held', 'rejected', 'refused', 'discarded')
            or (c.state = 'queued' and exists (select 1 from pause p
            where p.map = c.map and p.direction = c.direction and p.up_to is null)))""";

    /** Rows with fields to be written last, unless they or the lines they wait for are paused. */
    private static final String CLOSABLE =
            """
            link l where l.pending_side is not null and l.pending_due < 9223372036854775807
            and not exists (select 1 from pause p where p.up_to is null and p.map = l.map
            and p.direction = 'to-' || l.pending_side)
            and not exists (select 1 from row_change c join pause p on p.map = c.map and p.direction = c.direction
            where p.up_to is null and c.parent_key = l.row_key and c.parent_map = l.map
            and c.direction = 'to-' || l.pending_side and c.state in ('queued', 'retrying'))""";

    private static final String COMPLETION =
            """
            row_change c where c.drop_id < 0 and c.state in ('queued', 'retrying') and not exists (select 1 from pause p
            where p.up_to is null and p.map = c.map and p.direction = c.direction)""";

    /** What {@link #row} reads, and {@link Failures}. */
    static final String ROWS =
            """
            select c.id, d.name, c.part, c.line, c.map, c.direction, c.row_key, c.state, c.reason, c.field, c.found,
            c.expected, c.remedy, c.warnings, c.cds_entity, c.cds_row, c.operation, c.payload, c.parent_map,
            c.parent_key, c.original_payload, c.edited_at
            from row_change c join drop_file d on d.id = c.drop_id""";

    private final Database database;
    private final Memory memory;
    private final Recorder recorder;
    private final Pauses pauses;
    private final Tallies tallies = new Tallies();

    Overview(Database database, Memory memory, Recorder recorder, Pauses pauses) {
        this.database = database;
        this.memory = memory;
        this.recorder = recorder;
        this.pauses = pauses;
    }

    /** A batch that was under way when its map was paused must not be taken for rows that wait for a person. */
    Status status() {
        if (!pauses.any()) {
            Status status = status(false);
            if (!pauses.any()) {
                return status;
            }
        }
        return database.alone(() -> status(memory.isBusy()));
    }

    private Status status(boolean busy) {
        return database.read(handle -> {
            List<RowCounts> counts = merged(tallies.counts(handle));
            List<Status.MapStatus> maps =
                    counts.stream().map(one -> mapStatus(handle, one)).toList();
            boolean idle = !busy && idle(handle, counts);
            return new Status(idle, maps, files(handle, "accepted"), files(handle, "rejected"), purged(handle));
        });
    }

    private Status.MapStatus mapStatus(Handle handle, RowCounts counts) {
        Optional<Instant> oldest = handle.createQuery(
                        """
                        select received_at from row_change where map = :map and direction = :direction
                        and state = 'queued' and due_at = 0 order by map, direction, state, due_at, id
                        fetch first 1 rows only""")
                .bind("map", counts.map())
                .bind("direction", counts.direction().word())
                .mapTo(Long.class)
                .findFirst()
                .filter(at -> counts.queued() > 0)
                .map(Instant::ofEpochMilli);
        return new Status.MapStatus(counts, oldest, recorder.retries(counts.map(), counts.direction()));
    }

    private boolean idle(Handle handle, List<RowCounts> counts) {
        return counts.stream()
                        .filter(one -> !pauses.isPaused(one.map(), one.direction()))
                        .allMatch(one -> one.queued() == 0 && one.of(Outcome.Kind.RETRYING) == 0)
                && none(handle, COMPLETION)
                && none(handle, CLOSABLE)
                && none(handle, "drop_file where state = 'reading' or moved_to is null");
    }

    private static boolean none(Handle handle, String rows) {
        return handle.createQuery("select 1 from " + rows + " fetch first 1 rows only")
                .mapTo(Integer.class)
                .findFirst()
                .isEmpty();
    }

    private static long purged(Handle handle) {
        return handle.createQuery("select coalesce(sum(n), 0) from purged_rows")
                .mapTo(Long.class)
                .one();
    }

    private static long files(Handle handle, String state) {
        return handle.createQuery("select count(*) from drop_file where state = :state and load_id is null")
                .bind("state", state)
                .mapTo(Long.class)
                .one();
    }

    private List<RowCounts> merged(List<RowCounts> counts) {
        Map<String, RowCounts> byMap = new TreeMap<>();
        counts.forEach(one -> byMap.merge(one.map() + " " + one.direction().word(), one, RowCounts::plus));
        return byMap.values().stream()
                .map(one -> pauses.isPaused(one.map(), one.direction()) ? one.paused() : one)
                .toList();
    }

    static Outcome.Kind kind(String state) {
        return Outcome.Kind.valueOf(state.toUpperCase(Locale.ROOT));
    }

    List<Drop> dirtyDrops() {
        return database.read(handle -> handle.createQuery(
                        "select * from drop_file where moved_to is not null and version > reported and load_id is null"
                                + " order by id")
                .map(Drops::map)
                .list());
    }

    DropReport report(Drop drop) {
        return database.read(handle -> {
            Drop now = Drops.one(handle, drop.id());
            List<RowCounts> counts =
                    merged(Tallies.count(handle, List.of(drop.id())).getOrDefault(drop.id(), List.of()));
            List<ReportRow> rows = rows(
                    handle,
                    "c.drop_id = :drop" + REPORTED + " order by c.part, c.line, c.id",
                    DropReport.MOST_ROWS,
                    Map.of("drop", drop.id()));
            return new DropReport(
                    now,
                    counts,
                    rows,
                    more(handle, drop, rows.size()),
                    Conflicts.ofDrop(handle, drop.id(), DropReport.MOST_ROWS));
        });
    }

    private static long more(Handle handle, Drop drop, int shown) {
        if (shown < DropReport.MOST_ROWS) {
            return 0;
        }
        return handle.createQuery("select count(*) from row_change c where c.drop_id = :drop" + REPORTED)
                        .bind("drop", drop.id())
                        .mapTo(Long.class)
                        .one()
                - shown;
    }

    List<ReportRow> problems(int limit) {
        return database.read(handle -> rows(
                handle,
                "(c.state in ('rejected', 'refused', 'held') or c.state = 'waiting' and c.reason = '" + Circles.REASON
                        + "') and d.state = 'accepted' order by c.id",
                limit,
                Map.of()));
    }

    private static List<ReportRow> rows(Handle handle, String which, int most, Map<String, ?> values) {
        return new ArrayList<>(handle.createQuery(ROWS + " where " + which + " fetch first " + most + " rows only")
                .bindMap(values)
                .map(Overview::row)
                .list());
    }

    /** The file a row stands in: {@code a.csv}, or {@code a.zip!b.csv} in a package. */
    static String file(ResultSet row) throws SQLException {
        String part = row.getString("part");
        return part.isEmpty() ? row.getString("name") : row.getString("name") + "!" + part;
    }

    static ReportRow row(ResultSet row, StatementContext context) throws SQLException {
        Direction direction = Direction.of(row.getString("direction"));
        boolean queued = row.getString("state").equals("queued"); // reported only of a paused map
        String warnings = row.getString("warnings");
        return new ReportRow(
                row.getLong("id"),
                file(row),
                row.getLong("line"),
                row.getString("map"),
                direction,
                Optional.ofNullable(row.getString("row_key")).map(RowKey::new),
                queued ? Outcome.Kind.HELD : kind(row.getString("state")),
                queued ? Pauses.PAUSED : row.getString("reason"),
                row.getString("field"),
                row.getString("found"),
                row.getString("expected"),
                queued ? Pauses.remedy(row.getString("map"), direction) : row.getString("remedy"),
                warnings.isEmpty() ? List.of() : List.of(warnings.split("\n")),
                cds(row));
    }

    static Optional<ReportRow.CdsRow> cds(ResultSet row) throws SQLException {
        String entity = row.getString("cds_entity");
        return entity == null
                ? Optional.empty()
                : Optional.of(new ReportRow.CdsRow(entity, Json.row(row.getString("cds_row"))));
    }

    boolean hasQueued(Collection<String> maps) {
        return database.read(handle -> handle.createQuery(
                        """
                        select 1 from row_change c where map in (<maps>) and state = 'queued'
                        and not exists (select 1 from pause p
                        where p.up_to is null and p.map = c.map and p.direction = c.direction)
                        fetch first 1 rows only""")
                .bindList("maps", maps)
                .mapTo(Integer.class)
                .findFirst()
                .isPresent());
    }

    void reported(Drop drop, long version) {
        database.write(handle -> handle.execute("update drop_file set reported = ? where id = ?", version, drop.id()));
    }
}
