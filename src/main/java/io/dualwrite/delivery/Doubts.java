package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.Sameness;
import io.dualwrite.tablemap.TableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whole rows are dropped, and late: a drop may be older than what we wrote into the row it is of. Where it has another
 * value in a field that we wrote, only the system it came from can tell whether somebody changed it since: it is asked,
 * and what it has now counts. Nothing is asked for fields that we never wrote over.
 */
final class Doubts {
    private final MapFacts facts;
    private final ImageOf images;
    private final PresentRows present;
    private final Retries retries;

    Doubts(MapFacts facts, ImageOf images, PresentRows present, Retries retries) {
        this.facts = facts;
        this.images = images;
        this.present = present;
        this.retries = retries;
    }

    /** Corrects the sources of these changes; one whose system cannot be asked now gets its outcome. */
    void clear(Side source, List<Change> changes) {
        Map<Change, Set<String>> doubtful = new LinkedHashMap<>();
        for (Change change : changes) {
            retries.guarding(change, () -> {
                Set<String> fields = wholeInDoubt(change) ? Set.of() : doubtful(change);
                if (wholeInDoubt(change) || !fields.isEmpty()) {
                    doubtful.put(change, fields);
                }
            });
        }
        if (doubtful.isEmpty()) {
            return;
        }
        try {
            Map<Change, PresentRows.Seen> seen = present.of(source, doubtful);
            doubtful.forEach((change, fields) -> {
                if (!change.settled()) {
                    retries.guarding(change, () -> clear(change, fields, Optional.ofNullable(seen.get(change))));
                }
            });
        } catch (NotNow e) {
            doubtful.keySet().forEach(change -> change.settle(e.outcome(change, retries)));
        }
    }

    /** Is it in doubt whether the row is there at all, or not any more? */
    private static boolean wholeInDoubt(Change change) {
        Side side = change.direction().source();
        return change.given().anew()
                || (change.operation() == Operation.DELETE
                        ? change.link()
                                .filter(link -> !link.overwritten().on(side).isEmpty())
                                .isPresent()
                        : change.given().deletedHere());
    }

    private void clear(Change change, Set<String> fields, Optional<PresentRows.Seen> seen) {
        if (change.operation() == Operation.DELETE) {
            seen.ifPresent(there -> change.settle(Outcome.filtered(
                    Outcome.STILL_THERE, "a deletion; the row was made anew since, and goes as it is now")));
        } else if (seen.isPresent() && (change.given().anew() || !fields.isEmpty())) {
            correct(change, fields, seen.get());
        } else if (seen.isEmpty() && change.given().deletedHere()) {
            change.settle(Outcome.filtered(
                    Outcome.DELETED_SINCE, "an older change of a row that was deleted on both sides after it"));
        } else if (seen.isEmpty() && change.given().anew()) {
            change.settle(Outcome.of(Outcome.Kind.UNCHANGED, Outcome.ALREADY_GONE));
        }
    }

    private Set<String> doubtful(Change change) {
        Set<String> fields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (change.operation() == Operation.DELETE || change.link().isEmpty()) {
            return fields;
        }
        Side side = change.direction().source();
        Link link = change.link().get();
        if (link.overwritten().on(side).isEmpty()) {
            return fields;
        }
        TableMap map = facts.named(change.map());
        Row dropped = images.sourceImage(change);
        for (String field : link.overwritten().on(side)) {
            boolean differs = dropped.has(field)
                    && !same(map, side, field, link.image(side).get(field), dropped.get(field));
            if (differs && map.bothWays(side, field)) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static boolean same(TableMap map, Side side, String field, Object one, Object other) {
        return map.fieldFor(side, field)
                .map(line -> Sameness.of(map, line).equalOn(side, one, other))
                .orElse(false);
    }

    private void correct(Change change, Set<String> fields, PresentRows.Seen seen) {
        if (change.given().anew()) {
            change.correct(seen.raw(), Set.copyOf(seen.typed().names()));
            return;
        }
        Row row = change.source();
        for (String field : fields) {
            if (seen.typed().has(field)) {
                row = withoutAny(change, row, field).with(field, seen.typed().get(field));
            }
        }
        change.correct(row, changed(change, fields, seen.typed()));
    }

    /** Those that the drop has otherwise than the system; where both say the same, the drop is no older. */
    private Set<String> changed(Change change, Set<String> fields, Row now) {
        TableMap map = facts.named(change.map());
        Side side = change.direction().source();
        Row dropped = images.sourceImage(change);
        Set<String> changed = new TreeSet<>(fields);
        changed.removeIf(field -> same(map, side, field, now.get(field), dropped.get(field)));
        return changed;
    }

    /** A row may carry the value of a path under several names. */
    private Row withoutAny(Change change, Row row, String field) {
        List<String> names = change.direction().source() == Side.FINOPS
                ? List.of(field)
                : facts.named(change.map())
                        .fieldFor(Side.DATAVERSE, field)
                        .flatMap(FieldMapping::dataverse)
                        .map(LookupPath::alternatives)
                        .orElse(List.of(field));
        Row rest = row;
        for (String name : names) {
            rest = rest.without(name);
        }
        return rest;
    }
}
