package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Overwritten;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The links and images as they are after a batch. */
final class LinkUpdate {
    private final Handle handle;
    private final RecordContext context;

    LinkUpdate(Handle handle, RecordContext context) {
        this.handle = handle;
        this.context = context;
    }

    /** The images are read again here: the other direction may have changed them while the batch was under way. */
    void write(Map<Change, StoredChange> settled) {
        List<Change> fine =
                settled.keySet().stream().filter(change -> kind(change).fine()).toList();
        if (fine.isEmpty()) {
            return;
        }
        Map<RowKey, LinkTable.Stored> present = LinkTable.find(
                handle, fine.get(0).map(), fine.stream().map(Change::key).toList());
        List<LinkTable.Stored> added = new ArrayList<>();
        List<LinkTable.Stored> updated = new ArrayList<>();
        for (Change change : fine) {
            Optional<LinkTable.Stored> before = Optional.ofNullable(present.get(change.key()));
            LinkTable.Stored after = after(change, settled.get(change), before);
            (before.isPresent() ? updated : added).add(after);
        }
        LinkTable.insert(handle, added);
        LinkTable.update(handle, updated);
    }

    private LinkTable.Stored after(Change change, StoredChange stored, Optional<LinkTable.Stored> before) {
        Optional<Link> old = before.map(LinkTable.Stored::link).filter(link -> !link.deleted());
        boolean deleted = change.operation() == Operation.DELETE;
        Link link = deleted
                ? deleted(change, before.map(LinkTable.Stored::link))
                : written(change, old, overwritten(change, before));
        Side target = change.direction().target();
        boolean lastIsSet = !deleted && !change.last().isEmpty();
        Optional<Side> pendingSide = lastIsSet ? Optional.of(target) : before.flatMap(LinkTable.Stored::pendingSide);
        boolean finopsIsSource = change.direction().source() == Side.FINOPS;
        return new LinkTable.Stored(
                link,
                finopsIsSource ? stored.sourceTable() : stored.targetTable(),
                finopsIsSource ? stored.targetTable() : stored.sourceTable(),
                link.pending().isEmpty() ? Optional.empty() : pendingSide,
                0,
                stored.parent().or(() -> before.flatMap(LinkTable.Stored::parent)),
                Math.max(change.id(), before.map(LinkTable.Stored::change).orElse(0L)));
    }

    private Link deleted(Change change, Optional<Link> old) {
        return new Link(
                change.map(),
                change.key(),
                old.flatMap(Link::dataverseId),
                Row.empty(),
                Row.empty(),
                change.direction().source(),
                context.fingerprint(),
                Row.empty(),
                true);
    }

    private Overwritten overwritten(Change change, Optional<LinkTable.Stored> before) {
        return new OverwrittenFields(context).after(change, before.map(LinkTable.Stored::link));
    }

    private Link written(Change change, Optional<Link> old, Overwritten overwritten) {
        Side source = change.direction().source();
        Row sourceImage = image(old, source).overlaidWith(context.sourceImage().apply(change));
        Row targetImage = before(change, old).overlaidWith(change.written());
        boolean finopsIsSource = source == Side.FINOPS;
        return new Link(
                change.map(),
                change.key(),
                change.dataverseId().or(() -> old.flatMap(Link::dataverseId)),
                finopsIsSource ? sourceImage : targetImage,
                finopsIsSource ? targetImage : sourceImage,
                kind(change).delivered() ? source : old.map(Link::source).orElse(source),
                context.fingerprint(),
                pending(change, old, targetImage),
                false,
                overwritten);
    }

    /** After a repair nobody can say what the target's state and status are: they are written again. */
    private static Row before(Change change, Optional<Link> old) {
        Row image = image(old, change.direction().target());
        for (String name : change.given().repair() ? change.last().names() : List.<String>of()) {
            image = image.without(name);
        }
        return image;
    }

    private static Row image(Optional<Link> link, Side side) {
        return link.map(known -> known.image(side)).orElse(Row.empty());
    }

    /**
     * What is to be written last: the change's own last fields, as far as the target does not have them; else what was
     * pending before, as far as the change does not decide it anew.
     */
    private static Row pending(Change change, Optional<Link> old, Row targetImage) {
        Row pending = Row.empty();
        if (!change.last().isEmpty()) {
            for (String name : change.last().names()) {
                Object value = change.last().get(name);
                if (!targetImage.has(name) || !same(value, targetImage.get(name))) {
                    pending = pending.with(name, value);
                }
            }
            return pending;
        }
        Row before = old.map(Link::pending).orElse(Row.empty());
        for (String name : before.names()) {
            if (!change.target().has(name)) {
                pending = pending.with(name, before.get(name));
            }
        }
        return pending;
    }

    /** By value: 1.0 is 1. */
    static boolean same(Object one, Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        return Objects.equals(one, other);
    }

    private static Outcome.Kind kind(Change change) {
        return change.outcome().orElseThrow().kind();
    }
}
