package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.ConflictPolicy;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.Sameness;
import io.dualwrite.tablemap.TableMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of the fields of one row, given what the target has now. */
final class Verdict {
    private static final String PERSON = "person";
    private static final String MASTER = "master";

    private final Change change;
    private final TableMap map;
    private final ImageOf images;
    private final PresentRows.Seen seen;
    private final Row image;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private Row send;
    private Row agreed = Row.empty();

    Verdict(Task task, TableMap map, ImageOf images, PresentRows.Seen seen) {
        this.change = task.change();
        this.map = map;
        this.images = images;
        this.seen = seen;
        this.image = change.link()
                .filter(link -> !task.repairs())
                .map(link -> link.image(change.direction().target()))
                .orElse(Row.empty());
        this.send = task.send();
    }

    void on(String field) {
        if (!seen.typed().has(field) || !send.has(field)) {
            return;
        }
        Object now = seen.typed().get(field);
        if (image.has(field) && same(field, image.get(field), now)) {
            return;
        }
        if (same(field, change.target().get(field), now)) {
            agreed = agreed.with(field, now);
            send = send.without(field);
        } else if (!image.has(field) && same(field, null, now)) {
            fill(field); // there was never anything
        } else if (!image.has(field) && saysNothing(field) && !overrules()) {
            keep(field);
        } else {
            contest(field, now);
        }
    }

    /** There was never anything; of a repair it may be that somebody took it away, and that side is right. */
    private void fill(String field) {
        boolean taken = change.given().repair()
                && winner().filter(change.direction().target()::equals).isPresent();
        if (taken) {
            keep(field);
        }
    }

    /** In a repair also nothing is something that the side which wins has. */
    private boolean overrules() {
        return change.given().repair()
                && winner().filter(change.direction().source()::equals).isPresent();
    }

    /** A field that only the source fills: what the target has of it already is not sent. */
    void leaveEqual(String field) {
        boolean known = line(field).isPresent() && seen.typed().has(field) && send.has(field);
        if (known && same(field, change.target().get(field), seen.typed().get(field))) {
            agreed = agreed.with(field, seen.typed().get(field));
            send = send.without(field);
        }
    }

    private void contest(String field, Object now) {
        Optional<Side> winner = winner();
        Side source = change.direction().source();
        String from = images.feeds(map.name(), change.direction(), field)
                .or(() -> line(field).flatMap(line -> line.name(source)))
                .orElse("");
        Row sourceRow = images.sourceImage(change);
        boolean computed = change.isDecided(field) || !sourceRow.has(from);
        Object theirs = computed ? change.target().get(field) : sourceRow.get(from);
        boolean finops = source == Side.FINOPS;
        conflicts.add(new Conflict(
                finops ? from : field,
                finops ? field : from,
                finops ? theirs : now,
                finops ? now : theirs,
                image.get(field),
                policy(),
                winner));
        if (winner.isPresent() && winner.get() != source) {
            keep(field);
        }
    }

    private String policy() {
        if (change.given().winner().isPresent()) {
            return PERSON;
        }
        return change.given().master().isPresent() ? MASTER : map.conflicts().toString();
    }

    private Optional<Side> winner() {
        Optional<Side> said = change.given().winner().or(() -> change.given().master());
        if (said.isPresent()) {
            return said;
        }
        Optional<Instant> here = images.madeAt(change).or(() -> change.given().received());
        boolean toFinops = change.direction().source() == Side.DATAVERSE;
        ConflictPolicy policy = map.conflicts();
        return toFinops ? policy.winner(modified(), here) : policy.winner(here, modified());
    }

    private Optional<Instant> modified() {
        try {
            return seen.raw().text(PresentRows.MODIFIED).map(text -> OffsetDateTime.parse(text)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The target's value stays; what was computed together with this field, or is of the same lookup, stays with it. */
    private void keep(String field) {
        String column = LookupPaths.column(field);
        for (String name : send.names()) {
            boolean together = change.isDecided(field) && change.isDecided(name);
            boolean sameLookup =
                    LookupPath.of(field).isLookup() && LookupPaths.column(name).equalsIgnoreCase(column);
            if (together || sameLookup || name.equalsIgnoreCase(field)) {
                kept.add(name);
                send = send.without(name);
            }
        }
    }

    /** A field that F&O never filled must not wipe out what Dataverse has there. */
    private boolean saysNothing(String field) {
        Object want = change.target().get(field);
        Row source = images.sourceImage(change);
        boolean nothingInFinops = change.direction().source() == Side.FINOPS
                && images.feeds(map.name(), change.direction(), field)
                        .filter(name -> sameness(field).nothingInFinops(source.get(name)))
                        .isPresent();
        return Values.blank(want) || nothingInFinops;
    }

    private boolean same(String field, Object one, Object other) {
        return sameness(field).equalOn(change.direction().target(), one, other);
    }

    private Sameness sameness(String field) {
        return line(field).map(line -> Sameness.of(map, line)).orElseThrow();
    }

    private Optional<FieldMapping> line(String field) {
        return map.fieldFor(change.direction().target(), field);
    }

    /** What may be written. */
    Row send() {
        return send;
    }

    /** What the target has already as it should be. */
    Row agreed() {
        return agreed;
    }

    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }

    boolean keepsSomething() {
        return !kept.isEmpty();
    }

    /** The first conflict that nobody has decided. */
    Optional<Conflict> open() {
        return conflicts.stream()
                .filter(conflict -> conflict.winner().isEmpty())
                .findFirst();
    }
}
