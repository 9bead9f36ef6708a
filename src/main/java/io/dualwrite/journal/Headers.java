package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** A line never reaches the other side before its header, and never when its header was filtered. */
final class Headers {
    static final String MISSING = "header-missing";
    static final String FILTERED = "header-filtered";

    /** Its header's number is another document's on the other side; so would its own be. */
    static final String COLLISION = "number-collision";

    private final MapTables tables;
    private final Memory memory;

    Headers(MapTables tables, Memory memory) {
        this.tables = tables;
        this.memory = memory;
    }

    /** What is known of the headers of some lines. */
    record Known(
            Map<ParentKey, Link> links,
            Map<ParentKey, String> filtered,
            Map<ParentKey, String> collided,
            Map<ParentKey, String> givenUp) {
        Optional<Link> link(StoredChange line) {
            return line.parent().map(links::get);
        }
    }

    Known of(Handle handle, Collection<StoredChange> lines) {
        Map<String, Set<RowKey>> keys = new HashMap<>();
        lines.forEach(line -> line.parent()
                .ifPresent(parent -> keys.computeIfAbsent(parent.map(), map -> new LinkedHashSet<>())
                        .add(parent.key())));
        Known known = new Known(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        keys.forEach((map, some) -> {
            LinkTable.find(handle, map, some).values().stream()
                    .map(LinkTable.Stored::link)
                    .filter(link -> !link.deleted())
                    .forEach(link -> known.links().put(new ParentKey(map, link.key()), link));
            findFiltered(handle, lines.iterator().next().direction(), map, some, known);
        });
        return known;
    }

    /** Those whose newest change in this direction was filtered. */
    private void findFiltered(Handle handle, Direction direction, String map, Set<RowKey> keys, Known known) {
        Chunks.each(keys.stream().map(RowKey::text).toList(), some -> {
            List<Long> newest = handle.createQuery(
                            """
                            select max(id) from row_change where row_key in (<keys>) and map = :map
                            and direction = :direction and drop_id not in (<reading>) and origin is null
                            and operation = 'UPSERT' group by row_key""")
                    .bindList("keys", some)
                    .bind("map", map)
                    .bind("direction", direction.word())
                    .bindList("reading", memory.reading())
                    .mapTo(Long.class)
                    .list();
            stopped(handle, newest, "state = 'filtered' and reason not in ('deleted-since', 'deleted-there')")
                    .forEach((key, why) -> known.filtered().put(new ParentKey(map, key), why));
            stopped(handle, newest, "state = 'refused' and reason = '" + COLLISION + "'")
                    .forEach((key, why) -> known.collided().put(new ParentKey(map, key), why));
            stopped(handle, newest, "state = 'discarded' and reason <> 'overtaken'")
                    .forEach((key, why) -> known.givenUp().put(new ParentKey(map, key), why));
        });
    }

    private static Map<RowKey, String> stopped(Handle handle, List<Long> changes, String how) {
        Map<RowKey, String> why = new HashMap<>();
        Chunks.each(changes, some -> handle.createQuery(
                        "select row_key, reason, expected from row_change where id in (<ids>) and " + how)
                .bindList("ids", some)
                .map((row, context) -> Map.entry(
                        new RowKey(row.getString("row_key")), why(row.getString("reason"), row.getString("expected"))))
                .forEach(entry -> why.put(entry.getKey(), entry.getValue())));
        return why;
    }

    static String why(String reason, String expected) {
        return expected.isBlank() ? reason : reason + ": " + expected;
    }

    /** The outcome of a line that cannot go because of its header; nothing if it can. */
    Optional<Outcome> stop(StoredChange line, Known known) {
        if (line.parent().isEmpty() || line.operation() == Operation.DELETE) {
            return Optional.empty();
        }
        ParentKey parent = line.parent().get();
        RowRef header = new RowRef(
                line.direction().target(),
                tables.table(parent.map(), line.direction().target()),
                parent.key());
        if (known.collided().containsKey(parent)) {
            return Optional.of(collided(parent.key()));
        }
        String filter = known.filtered().get(parent);
        if (filter != null) {
            return Optional.of(filtered(header, filter));
        }
        return known.links().containsKey(parent)
                ? Optional.empty()
                : Optional.of(
                        waiting(header, Optional.ofNullable(known.givenUp().get(parent))));
    }

    private static Outcome waiting(RowRef header, Optional<String> givenUp) {
        return givenUp.map(why -> new Outcome(
                        Outcome.Kind.WAITING,
                        MISSING,
                        "",
                        "its header was given up: " + why,
                        header.toString(),
                        "drop the header anew and it goes by itself, or give it up as well",
                        List.of(header),
                        Optional.empty()))
                .orElseGet(() -> Outcome.waiting(MISSING, "", "", List.of(header)));
    }

    private static Outcome collided(RowKey header) {
        return Outcome.refused(
                COLLISION,
                "",
                "a line of " + header + ", which has the number of another document on the other side",
                "a header with a number of its own",
                "give the header another number, drop it again with its lines");
    }

    /** A header's number is another document's: the lines that wait for it must not end up under that one. */
    static void refuseLines(Handle handle, Outcomes outcomes, StoredChange header) {
        List<Long> lines = waitingLines(handle, header);
        outcomes.write(
                handle,
                lines.stream()
                        .map(id -> new Outcomes.Decided(id, collided(header.key()), List.of()))
                        .toList());
        Outcomes.touchDropsOf(handle, lines);
    }

    private static List<Long> waitingLines(Handle handle, StoredChange header) {
        return handle.createQuery(
                        """
                        select id from row_change where parent_key = :key and parent_map = :map
                        and direction = :direction and state = 'waiting' and reason in (:missing, :circle)""")
                .bind("key", header.key().text())
                .bind("map", header.map())
                .bind("direction", header.direction().word())
                .bind("missing", MISSING)
                .bind("circle", Circles.REASON)
                .mapTo(Long.class)
                .list();
    }

    private static Outcome filtered(RowRef header, String filter) {
        return new Outcome(
                Outcome.Kind.FILTERED,
                FILTERED,
                "",
                filter,
                header.toString(),
                "nothing to do: it goes by itself when its header passes",
                List.of(header),
                Optional.empty());
    }

    /** A header was filtered: the lines that wait for it are, too. They keep waiting for a later header that passes. */
    static void filterLines(Handle handle, StoredChange header, Outcome outcome) {
        List<Long> lines = waitingLines(handle, header);
        Chunks.each(lines, some -> handle.createUpdate(
                        """
                                update row_change set state = 'filtered', reason = :reason, found = :found,
                                remedy = 'nothing to do: it goes by itself when its header passes'
                                where id in (<ids>)""")
                .bind("reason", FILTERED)
                .bind("found", Texts.cut(why(outcome.reason(), outcome.expected()), 4000))
                .bindList("ids", some)
                .execute());
        Outcomes.touchDropsOf(handle, lines);
    }
}
