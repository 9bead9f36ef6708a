package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Loads, and how far they have come. The rows of a page and the place behind it are one transaction: whenever the
 * process dies, reading goes on behind the last row that is in the journal.
 */
final class Loads {
    private final Database database;
    private final Memory memory;
    private final Additions additions;
    private final Wakes wakes;
    private final Clock clock;

    Loads(Database database, Memory memory, Additions additions, Wakes wakes, Clock clock) {
        this.database = database;
        this.memory = memory;
        this.additions = additions;
        this.wakes = wakes;
        this.clock = clock;
    }

    Load begin(Side source, Side master, Optional<String> company, boolean whole, List<LoadPart> parts) {
        return database.write(handle -> {
            unfinished(handle).ifPresent(other -> {
                throw new IllegalArgumentException("load " + other.id() + " is not finished");
            });
            long id = handle.createUpdate(
                            """
                            insert into load_run (source, master, company, whole, state, problem, begun_at, ended_at)
                            values (:source, :master, :company, :whole, 'running', '', :now, 0)""")
                    .bind("source", source.word())
                    .bind("master", master.word())
                    .bind("company", company.orElse(""))
                    .bind("whole", whole)
                    .bind("now", clock.millis())
                    .executeAndReturnGeneratedKeys("id")
                    .mapTo(Long.class)
                    .one();
            parts.forEach(part -> insert(handle, id, part));
            return read(handle, id).orElseThrow();
        });
    }

    private static void insert(Handle handle, long load, LoadPart part) {
        handle.createUpdate(
                        """
                        insert into load_part (load_id, position, table_name, maps, file, file_hash, scope, note, state,
                        next_place, change_link, rows_read, rows_all) values (:load, :position, :table, :maps, :file,
                        :hash, :scope, '', 'open', '', '', 0, -1)""")
                .bind("load", load)
                .bind("position", part.position())
                .bind("table", part.table())
                .bind("maps", String.join("\n", part.maps()))
                .bind("file", part.file())
                .bind("hash", part.fileHash())
                .bind("scope", part.scope())
                .execute();
    }

    /** The one that runs or is stopped; there is at most one. */
    Optional<Load> unfinished() {
        return database.read(Loads::unfinished);
    }

    private static Optional<Load> unfinished(Handle handle) {
        return newest(handle, "where state in ('running', 'stopped')");
    }

    Optional<Load> newest() {
        return database.read(handle -> newest(handle, ""));
    }

    private static Optional<Load> newest(Handle handle, String which) {
        return handle.createQuery("select id from load_run " + which + " order by id desc fetch first 1 rows only")
                .mapTo(Long.class)
                .findFirst()
                .flatMap(id -> read(handle, id));
    }

    /** The link by which Sales tells what changed since the newest load of just this was read and through. */
    Optional<String> changeLink(String scope) {
        return database.read(handle -> handle.createQuery(
                        """
                        select p.change_link from load_part p join load_run r on r.id = p.load_id
                        where p.scope = :scope and p.state = 'read' and r.state = 'done' and p.file = ''
                        order by p.load_id desc fetch first 1 rows only""")
                .bind("scope", scope)
                .mapTo(String.class)
                .findFirst()
                .filter(link -> !link.isEmpty()));
    }

    /** Reading of a part begins, from this place on. */
    void start(Load load, LoadPart part, String place, String changeLink, OptionalLong all, String note) {
        database.write(handle -> handle.createUpdate(
                        """
                        update load_part set state = 'reading', next_place = :place, change_link = :link,
                        rows_all = :all, note = :note where load_id = :load and position = :position""")
                .bind("place", place)
                .bind("link", changeLink)
                .bind("all", all.orElse(-1))
                .bind("note", Texts.cut(note, 4000))
                .bind("load", load.id())
                .bind("position", part.position())
                .execute());
    }

    /** Adds the rows of a page, if nobody did before. */
    void add(Load load, LoadPart part, LoadPage page) {
        Additions.check(page.rows());
        database.alone(() -> {
            Optional<Long> drop = database.write(
                    handle -> isNext(handle, load, part, page) ? added(handle, load, part, page) : Optional.empty());
            drop.ifPresent(memory::finished);
            return drop;
        });
    }

    private static boolean isNext(Handle handle, Load load, LoadPart part, LoadPage page) {
        LoadPart now = one(handle, load.id(), part.position());
        return now.state() == LoadPart.State.READING
                && now.nextPlace().equals(page.place())
                && read(handle, load.id()).orElseThrow().state() == Load.State.RUNNING;
    }

    private Optional<Long> added(Handle handle, Load load, LoadPart part, LoadPage page) {
        handle.createUpdate(
                        """
                        update load_part set next_place = :place, change_link = :link, state = :state,
                        rows_read = rows_read + :read where load_id = :load and position = :position""")
                .bind("place", page.nextPlace())
                .bind("link", page.changeLink().orElse(part.changeLink()))
                .bind("state", page.last() ? LoadPart.State.READ.word() : LoadPart.State.READING.word())
                .bind("read", page.read())
                .bind("load", load.id())
                .bind("position", part.position())
                .execute();
        if (page.rows().isEmpty()) {
            return Optional.empty();
        }
        long drop = drop(handle, load, part);
        additions.insert(handle, drop, "", page.rows());
        readAgain(handle, drop, page.readAt());
        wakes.wakeFor(handle, Drops.one(handle, drop));
        return Optional.of(drop);
    }

    private long drop(Handle handle, Load load, LoadPart part) {
        return handle.createUpdate(
                        """
                        insert into drop_file (side, name, hash, bytes, state, entity, moved_to, reason, remedy, begun_at,
                        version, reported, load_id, load_part, master)
                        values (:side, :name, '', 0, 'accepted', :entity, '', '', '', :now, 1, 0, :load, :part, :master)""")
                .bind("side", load.source().word())
                .bind("name", Texts.cut(part.nameIn(load.id()), 1000))
                .bind("entity", part.table())
                .bind("now", clock.millis())
                .bind("load", load.id())
                .bind("part", part.position())
                .bind("master", load.master().word())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    /**
     * A change of a row that came in while its page was read may be newer than what the page has, and stands before it:
     * such a row is read once more before it goes.
     */
    private static void readAgain(Handle handle, long drop, Instant readAt) {
        handle.createUpdate(
                        """
                        update row_change set anew = true where drop_id = :drop and row_key is not null and exists
                        (select 1 from row_change o where o.row_key = row_change.row_key and o.map = row_change.map
                        and o.direction = row_change.direction and o.received_at >= :since and o.drop_id <> :drop)""")
                .bind("drop", drop)
                .bind("since", readAt.toEpochMilli())
                .execute();
    }

    void state(long load, Load.State state, String problem) {
        database.write(handle -> handle.createUpdate(
                        "update load_run set state = :state, problem = :problem, ended_at = :ended where id = :id")
                .bind("state", state.word())
                .bind("problem", Texts.cut(problem, 4000))
                .bind("ended", state.over() ? clock.millis() : 0)
                .bind("id", load)
                .execute());
    }

    /** How many rows of a load are still to go, counted no further than asked for. */
    long ahead(Load load, List<String> states, int most) {
        return database.read(handle -> {
            long found = 0;
            Set<String> maps = new TreeSet<>();
            load.parts().forEach(part -> maps.addAll(part.maps()));
            for (String map : maps) {
                for (String state : states) {
                    found += found >= most ? 0 : ahead(handle, load, map, state, most);
                }
            }
            return found;
        });
    }

    private static long ahead(Handle handle, Load load, String map, String state, int most) {
        return handle.createQuery(
                        """
                        select count(*) from (select 1 from row_change c join drop_file d on d.id = c.drop_id
                        where c.map = :map and c.direction = :direction and c.state = :state and d.load_id = :load
                        fetch first\s"""
                                + most + " rows only) part")
                .bind("map", map)
                .bind("direction", Direction.from(load.source()).word())
                .bind("state", state)
                .bind("load", load.id())
                .mapTo(Long.class)
                .one();
    }

    private static List<Long> drops(Handle handle, long load) {
        return handle.createQuery("select id from drop_file where load_id = :load")
                .bind("load", load)
                .mapTo(Long.class)
                .list();
    }

    /** What became of the rows of a load, by map and direction. */
    List<RowCounts> counts(long load) {
        return database.read(handle -> {
            Map<String, RowCounts> byMap = new TreeMap<>();
            Chunks.each(drops(handle, load), some -> Tallies.count(handle, some)
                    .values()
                    .forEach(counts -> counts.forEach(
                            one -> byMap.merge(one.map() + " " + one.direction().word(), one, RowCounts::plus))));
            return List.copyOf(byMap.values());
        });
    }

    private static Optional<Load> read(Handle handle, long id) {
        List<LoadPart> parts =
                new ArrayList<>(handle.createQuery("select * from load_part where load_id = :id order by position")
                        .bind("id", id)
                        .map(Loads::part)
                        .list());
        return handle.createQuery("select * from load_run where id = :id")
                .bind("id", id)
                .map((row, context) -> load(row, parts))
                .findFirst();
    }

    private static LoadPart one(Handle handle, long load, int position) {
        return handle.createQuery("select * from load_part where load_id = :load and position = :position")
                .bind("load", load)
                .bind("position", position)
                .map(Loads::part)
                .one();
    }

    private static Load load(ResultSet row, List<LoadPart> parts) throws SQLException {
        long ended = row.getLong("ended_at");
        return new Load(
                row.getLong("id"),
                Side.of(row.getString("source")),
                Side.of(row.getString("master")),
                Optional.of(row.getString("company")).filter(code -> !code.isEmpty()),
                row.getBoolean("whole"),
                Load.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("problem"),
                Instant.ofEpochMilli(row.getLong("begun_at")),
                ended == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
                parts);
    }

    private static LoadPart part(ResultSet row, StatementContext context) throws SQLException {
        long all = row.getLong("rows_all");
        return new LoadPart(
                row.getInt("position"),
                row.getString("table_name"),
                List.of(row.getString("maps").split("\n")),
                row.getString("file"),
                row.getString("file_hash"),
                row.getString("scope"),
                row.getString("note"),
                LoadPart.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("next_place"),
                row.getString("change_link"),
                row.getLong("rows_read"),
                all < 0 ? OptionalLong.empty() : OptionalLong.of(all));
    }
}
