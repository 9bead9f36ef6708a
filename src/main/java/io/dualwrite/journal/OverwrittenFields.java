package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Overwritten;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which fields of a row may still appear in drops with values older than what we wrote there. */
final class OverwrittenFields {
    private final RecordContext context;

    OverwrittenFields(RecordContext context) {
        this.context = context;
    }

    /** @param before the row's link, be it of a row that is deleted; nothing for a row never seen */
    Overwritten after(Change change, Optional<Link> before) {
        Side source = change.direction().source();
        Overwritten old = before.map(Link::overwritten).orElse(Overwritten.none());
        return old.with(source, ofSource(change, before, old.on(source)))
                .with(source.other(), ofTarget(change, before, old.on(source.other())));
    }

    /** What a side changed itself is no longer ours; but a drop that was behind its system has others behind it. */
    private Set<String> ofSource(Change change, Optional<Link> before, Set<String> old) {
        Side side = change.direction().source();
        Set<String> fields = copy(old);
        Row now = context.sourceImage().apply(change);
        Set<String> corrected = copy(change.corrected());
        for (String field : now.names()) {
            if (!stood(before, side, field, now)) {
                if (corrected.contains(field)) {
                    fields.add(field);
                } else {
                    fields.remove(field);
                }
            }
        }
        fields.removeIf(field -> !context.shared().test(side, field));
        return fields;
    }

    /** A row that we create has no older drops, unless another one of its key was there before. */
    private Set<String> ofTarget(Change change, Optional<Link> before, Set<String> old) {
        Side side = change.direction().target();
        Set<String> fields = copy(old);
        boolean created = change.outcome().orElseThrow().kind() == Outcome.Kind.CREATED;
        if (before.isEmpty() && created) {
            return fields;
        }
        change.written().names().stream()
                .filter(field -> !stood(before, side, field, change.written()))
                .filter(field -> context.shared().test(side, field))
                .forEach(fields::add);
        return fields;
    }

    private static boolean stood(Optional<Link> before, Side side, String field, Row now) {
        return before.filter(link -> !link.deleted())
                .map(link -> link.image(side))
                .filter(image -> image.has(field) && Row.same(image.get(field), now.get(field)))
                .isPresent();
    }

    private static Set<String> copy(Set<String> names) {
        Set<String> copy = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        copy.addAll(names);
        return copy;
    }
}
