package io.dualwrite.journal;

import io.dualwrite.row.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The dropped files, from their first byte to the folder they end in. */
final class Drops {
    private final Database database;
    private final Memory memory;
    private final Wakes wakes;
    private final Clock clock;

    Drops(Database database, Memory memory, Wakes wakes, Clock clock) {
        this.database = database;
        this.memory = memory;
        this.wakes = wakes;
        this.clock = clock;
    }

    /** What earlier processes left unfinished; nobody reads those drops any more. */
    void removeUnfinished() {
        List<Long> left = database.read(handle -> handle.createQuery("select id from drop_file where state = 'reading'")
                .mapTo(Long.class)
                .list());
        left.forEach(this::remove);
    }

    Drop begin(Side side, String name, String hash, long size) {
        List<Long> left = database.read(handle -> handle.createQuery(
                        """
                        select id from drop_file where name = :name and side = :side
                        and (state = 'reading' or (state = 'rejected' and moved_to is null))""")
                .bind("name", name)
                .bind("side", side.word())
                .mapTo(Long.class)
                .list());
        left.forEach(this::remove);
        return database.alone(() -> {
            long id = database.write(handle -> insert(handle, side, name, hash, size));
            long last = database.read(handle -> handle.createQuery("select coalesce(max(id), 0) from row_change")
                    .mapTo(Long.class)
                    .one());
            memory.startReading(id, side, last);
            return database.read(handle -> one(handle, id));
        });
    }

    private long insert(Handle handle, Side side, String name, String hash, long size) {
        return handle.createUpdate(
                        """
                        insert into drop_file (side, name, hash, bytes, state, entity, reason, remedy, begun_at, \
                        version, reported)
                        values (:side, :name, :hash, :bytes, 'reading', '', '', '', :now, 1, 0)""")
                .bind("side", side.word())
                .bind("name", name)
                .bind("hash", hash)
                .bind("bytes", size)
                .bind("now", clock.millis())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
    }

    private void remove(long drop) {
        memory.startReading(drop);
        removeRows(drop);
        database.write(handle -> handle.execute("delete from drop_file where id = ?", drop));
        memory.stopReading(drop);
    }

    /** In pieces: a drop may have millions of rows, and a transaction of that size would not fit into memory. */
    private void removeRows(long drop) {
        int removed = 1;
        while (removed > 0) {
            removed = database.write(handle -> handle.createUpdate(
                            """
                            delete from row_change where id in
                            (select id from row_change where drop_id = :drop order by id fetch first 5000 rows only)""")
                    .bind("drop", drop)
                    .execute());
        }
    }

    void finish(Drop drop, String entity, String note) {
        database.alone(() -> {
            database.write(handle -> {
                handle.createUpdate(
                                "update drop_file set state = 'accepted', entity = :entity, reason = :note where id = :id")
                        .bind("entity", entity)
                        .bind("note", Texts.cut(note, 4000))
                        .bind("id", drop.id())
                        .execute();
                return wakes.wakeFor(handle, drop);
            });
            memory.stopReading(drop.id());
            memory.finished(drop.id());
            return drop;
        });
    }

    void repairs(Drop drop, Side master) {
        database.write(handle -> handle.execute(
                "update drop_file set repair = true, master = ? where id = ?", master.word(), drop.id()));
    }

    void reject(Drop drop, String reason, String remedy) {
        removeRows(drop.id());
        database.write(handle -> handle.createUpdate(
                        """
                        update drop_file set state = 'rejected', reason = :reason, remedy = :remedy where id = :id""")
                .bind("reason", Texts.cut(reason, 4000))
                .bind("remedy", Texts.cut(remedy, 4000))
                .bind("id", drop.id())
                .execute());
        memory.stopReading(drop.id());
    }

    void abandoned(Drop drop) {
        database.alone(() -> {
            memory.pauseReading(drop.id());
            return drop;
        });
    }

    void moved(Drop drop, String newName) {
        database.write(handle -> handle.execute("update drop_file set moved_to = ? where id = ?", newName, drop.id()));
    }

    Optional<Drop> acceptedButNotMoved(Side side, String name, String hash) {
        Optional<Drop> accepted = database.read(handle -> handle.createQuery(
                        """
                        select * from drop_file where hash = :hash and side = :side and name = :name
                        and state = 'accepted' and moved_to is null order by id""")
                .bind("hash", hash)
                .bind("side", side.word())
                .bind("name", name)
                .map(Drops::map)
                .findFirst());
        accepted.map(Drop::id).filter(memory.reading()::contains).ifPresent(this::finished);
        return accepted;
    }

    /** It was committed, but the connection broke before we heard so. */
    private void finished(long drop) {
        database.alone(() -> {
            memory.stopReading(drop);
            memory.finished(drop);
            memory.stirred();
            return drop;
        });
    }

    List<Drop> notMoved() {
        return database.read(handle -> handle.createQuery(
                        "select * from drop_file where state <> 'reading' and moved_to is null order by id")
                .map(Drops::map)
                .list());
    }

    Optional<Drop> earlierWithSameContent(Drop drop) {
        return database.read(handle -> handle.createQuery(
                        """
                        select * from drop_file where hash = :hash and side = :side and state = 'accepted'
                        and id < :id order by id desc fetch first 1 rows only""")
                .bind("hash", drop.hash())
                .bind("side", drop.side().word())
                .bind("id", drop.id())
                .map(Drops::map)
                .findFirst());
    }

    static Drop one(Handle handle, long id) {
        return handle.createQuery("select * from drop_file where id = :id")
                .bind("id", id)
                .map(Drops::map)
                .one();
    }

    static Drop map(ResultSet row, StatementContext context) throws SQLException {
        return new Drop(
                row.getLong("id"),
                Side.of(row.getString("side")),
                row.getString("name"),
                row.getString("hash"),
                row.getLong("bytes"),
                Drop.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("entity"),
                Optional.ofNullable(row.getString("moved_to")),
                row.getString("reason"),
                row.getString("remedy"),
                Instant.ofEpochMilli(row.getLong("begun_at")),
                row.getLong("version"));
    }

    /** The outcome of some of their rows changed: their reports are out of date. */
    static void touch(Handle handle, java.util.Collection<Long> drops) {
        Chunks.each(new java.util.TreeSet<>(drops), some -> handle.createUpdate(
                        "update drop_file set version = version + 1 where id in (<drops>)")
                .bindList("drops", some)
                .execute());
    }
}
