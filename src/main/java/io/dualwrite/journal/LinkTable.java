package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of links. */
final class LinkTable {
    /** What the table has and a {@link Link} does not tell. */
    record Stored(
            Link link,
            String finopsTable,
            String dataverseTable,
            Optional<Side> pendingSide,
            long pendingDue,
            Optional<ParentKey> parent,
            long change) {

        Stored with(Link other) {
            Optional<Side> side = other.pending().isEmpty() ? Optional.empty() : pendingSide;
            return new Stored(other, finopsTable, dataverseTable, side, pendingDue, parent, change);
        }

        Stored withPendingSide(Side side, long due) {
            Optional<Side> kept = link.pending().isEmpty() ? Optional.empty() : Optional.of(side);
            return new Stored(link, finopsTable, dataverseTable, kept, due, parent, change);
        }
    }

    private LinkTable() {}

    static Map<RowKey, Stored> find(Handle handle, String map, Collection<RowKey> keys) {
        Map<RowKey, Stored> found = new HashMap<>();
        Chunks.each(keys.stream().map(RowKey::text).distinct().toList(), some -> handle.createQuery(
                        "select * from link where map = :map and row_key in (<keys>)")
                .bind("map", map)
                .bindList("keys", some)
                .map(LinkTable::map)
                .forEach(stored -> found.put(stored.link().key(), stored)));
        return found;
    }

    static List<Link> ofMap(Handle handle, String map) {
        return handle.createQuery("select * from link where map = :map and not deleted order by id")
                .bind("map", map)
                .map(LinkTable::map)
                .map(Stored::link)
                .list();
    }

    static Map<RowKey, String> ids(Handle handle, String dataverseTable, Collection<RowKey> keys) {
        Map<RowKey, String> found = new HashMap<>();
        Chunks.each(keys.stream().map(RowKey::text).distinct().toList(), some -> handle.createQuery(
                        """
                                select row_key, dataverse_id from link where dataverse_table = :table
                                and row_key in (<keys>) and dataverse_id is not null and not deleted""")
                .bind("table", dataverseTable)
                .bindList("keys", some)
                .map((row, context) -> Map.entry(new RowKey(row.getString("row_key")), row.getString("dataverse_id")))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
        return found;
    }

    static Map<String, Link> byId(Handle handle, String dataverseTable, Collection<String> ids) {
        Map<String, Link> found = new LinkedHashMap<>();
        Chunks.each(ids, some -> handle.createQuery(
                        """
                                select * from link where dataverse_table = :table and dataverse_id in (<ids>)
                                and not deleted order by id""")
                .bind("table", dataverseTable)
                .bindList("ids", some)
                .map(LinkTable::map)
                .forEach(stored -> found.putIfAbsent(stored.link().dataverseId().orElseThrow(), stored.link())));
        return found;
    }

    static Stored map(ResultSet row, StatementContext context) throws SQLException {
        String parentMap = row.getString("parent_map");
        String parentKey = row.getString("parent_key");
        Link link = new Link(
                row.getString("map"),
                new RowKey(row.getString("row_key")),
                Optional.ofNullable(row.getString("dataverse_id")),
                Json.row(row.getString("finops_image")),
                Json.row(row.getString("dataverse_image")),
                Side.of(row.getString("source")),
                row.getString("fingerprint"),
                Json.row(row.getString("pending")),
                row.getBoolean("deleted"),
                Texts.overwritten(row.getString("overwritten_finops"), row.getString("overwritten_dataverse")));
        return new Stored(
                link,
                row.getString("finops_table"),
                row.getString("dataverse_table"),
                Optional.ofNullable(row.getString("pending_side")).map(Side::of),
                row.getLong("pending_due"),
                Optional.ofNullable(parentKey).map(key -> new ParentKey(parentMap, new RowKey(key))),
                row.getLong("change_id"));
    }

    /** Was an earlier change of this row from the same side taken? What was purged left its mark at the link. */
    static boolean spokeBefore(Handle handle, Change change) {
        String mark = "spoke_" + change.direction().source().word();
        return handle.createQuery(
                                """
                                select (select count(*) from row_change where row_key = :key and map = :map
                                and direction = :direction and id < :id and origin is null
                                and state in ('created', 'updated', 'unchanged', 'echo'))
                                + (select count(*) from link where row_key = :key and map = :map and\s"""
                                        + mark + ")")
                        .bind("key", change.key().text())
                        .bind("map", change.map())
                        .bind("direction", change.direction().word())
                        .bind("id", change.id())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void insert(Handle handle, Collection<Stored> links) {
        write(
                handle,
                links,
                """
                insert into link (overwritten_finops, overwritten_dataverse, map, row_key, finops_table, dataverse_table, dataverse_id, finops_image,
                dataverse_image, source, fingerprint, pending, pending_side, pending_due, deleted, parent_map,
                parent_key, change_id) values (:overFinops,
                :overDataverse, :map, :key, :finopsTable, :dataverseTable, :dataverseId, :finops,
                :dataverse, :source, :fingerprint, :pending, :pendingSide, :pendingDue, :deleted, :parentMap,
                :parentKey, :change)""");
    }

    static void update(Handle handle, Collection<Stored> links) {
        write(
                handle,
                links,
                """
                update link set finops_table = :finopsTable, dataverse_table = :dataverseTable,
                dataverse_id = :dataverseId, finops_image = :finops, dataverse_image = :dataverse, source = :source,
                fingerprint = :fingerprint, pending = :pending, pending_side = :pendingSide,
                pending_due = :pendingDue, deleted = :deleted, parent_map = :parentMap, parent_key = :parentKey,
                change_id = :change, overwritten_finops = :overFinops, overwritten_dataverse = :overDataverse where map = :map and row_key = :key""");
    }

    private static void write(Handle handle, Collection<Stored> links, String sql) {
        if (links.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(sql);
        for (Stored stored : links) {
            bind(batch, stored.link());
            batch.bind("finopsTable", stored.finopsTable())
                    .bind("dataverseTable", stored.dataverseTable())
                    .bind("pendingSide", stored.pendingSide().map(Side::word).orElse(null))
                    .bind("pendingDue", stored.pendingDue())
                    .bind("parentMap", stored.parent().map(ParentKey::map).orElse(null))
                    .bind("parentKey", stored.parent().map(p -> p.key().text()).orElse(null))
                    .bind("change", stored.change())
                    .add();
        }
        batch.execute();
    }

    private static <S extends SqlStatement<S>> void bind(S statement, Link link) {
        statement
                .bind("map", link.map())
                .bind("key", link.key().text())
                .bind("dataverseId", link.dataverseId().orElse(null))
                .bind("finops", image(link.finops()))
                .bind("dataverse", image(link.dataverse()))
                .bind("source", link.source().word())
                .bind("fingerprint", link.fingerprint())
                .bind("pending", Json.text(link.pending()))
                .bind("deleted", link.deleted())
                .bind("overFinops", String.join("\n", link.overwritten().finops()))
                .bind("overDataverse", String.join("\n", link.overwritten().dataverse()));
    }

    /** An image that does not fit is forgotten rather than cut: the next comparison then sends every field. */
    private static String image(Row row) {
        String text = Json.text(row);
        return text.length() <= Additions.MOST_PAYLOAD ? text : "{}";
    }
}
