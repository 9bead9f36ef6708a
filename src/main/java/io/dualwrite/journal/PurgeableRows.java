package io.dualwrite.journal;

import io.dualwrite.row.Outcome;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Which rows of a file nothing that comes later needs any more. What happened to a row is forgotten from its beginning
 * only: as long as an older change of it stays, no newer one goes, or the older one would seem to be the newest.
 */
final class PurgeableRows {
    private static final String NOT_THE_OLDEST =
            """
            exists (select 1 from row_change p where p.row_key = c.row_key and p.map = c.map and p.id < c.id)""";

    private static final String TAKEN_SINCE =
            """
            exists (select 1 from row_change n where n.row_key = c.row_key and n.map = c.map
            and n.direction = c.direction and n.id > c.id and n.origin is null
            and n.operation = 'UPSERT' and n.state in ('created', 'updated', 'unchanged', 'echo'))""";

    /** A header that did not go keeps its lines back, also later ones; a filtered line counts in its header. */
    private static final String STOPS_A_DOCUMENT = """
            (c.operation = 'UPSERT' and not\s"""
            + TAKEN_SINCE
            + """
             and (c.state = 'filtered' and c.reason <> 'deleted-since'
            and (c.parent_key is not null or c.map in (<headers>))
            or c.state in ('discarded', 'refused') and c.reason <> 'overtaken' and c.map in (<headers>)))""";

    /** A row that stands on one side only after its deletion; what comes back from there does not go. */
    private static final String LEFT_STANDING =
            """
            (c.operation = 'DELETE' and (c.state = 'filtered' or c.reason = :deactivated) and not\s"""
                    + TAKEN_SINCE + ")";

    /** Older lines that were on their way when their header was deleted must still find that it was. */
    private static final String ENDS_LINES =
            """
            (c.operation = 'DELETE' and exists (select 1 from row_change l where l.parent_key = c.row_key
            and l.parent_map = c.map and l.id < c.id
            and l.state in ('queued', 'retrying', 'waiting', 'held', 'rejected', 'refused')))""";

    private static final String TO_BE_COMPLETED =
            """
            (exists (select 1 from open_reference r where r.row_key = c.row_key and r.map = c.map
            and r.change_id = c.id)
            or exists (select 1 from row_change i where i.row_key = c.row_key and i.map = c.map and i.origin = c.id)
            or exists (select 1 from link k where k.row_key = c.row_key and k.map = c.map
            and k.pending_side is not null))""";

    private final Handle handle;
    private final List<String> headers;

    PurgeableRows(Handle handle, Set<String> headers) {
        this.handle = handle;
        this.headers = headers.isEmpty() ? List.of("") : List.copyOf(headers);
    }

    /** At most so many; the others' turn comes when these are gone. */
    List<Long> of(long drop, int most) {
        String kept = String.join(" or ", NOT_THE_OLDEST, STOPS_A_DOCUMENT, LEFT_STANDING, ENDS_LINES, TO_BE_COMPLETED);
        return handle.createQuery("select c.id from row_change c where c.drop_id = :drop and not coalesce(" + kept
                        + ", false) order by c.id fetch first " + most + " rows only")
                .bind("drop", drop)
                .bind("deactivated", Outcome.DEACTIVATED)
                .bindList("headers", headers)
                .mapTo(Long.class)
                .list();
    }
}
