package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.Sameness;
import io.dualwrite.tablemap.TableMap;
import java.math.BigDecimal;
import java.util.Optional;

/** Leaves out what stands in the target already, by the images of the last agreement; nothing left: nothing is sent. */
final class Compare {
    private final ImageOf images;
    private final MapFacts facts;

    Compare(ImageOf images, MapFacts facts) {
        this.images = images;
        this.facts = facts;
    }

    void compare(Task task) {
        Change change = task.change();
        if (!task.known()) {
            return;
        }
        Link link = change.link().orElseThrow();
        Row image = link.image(change.direction().target());
        Row source = images.sourceImage(change);
        boolean sameMap = facts.named(change.map()).fingerprint().equals(link.fingerprint());
        Row send = Row.empty();
        boolean news = false;
        for (String field : change.target().names()) {
            boolean equal = image.has(field)
                    && (Row.same(image.get(field), change.target().get(field)) || isOwnCompany(change, field));
            boolean untouched = sameMap
                    && (image.has(field) || ownWrite(link, change, field))
                    && sourceUnchanged(change, link, source, field);
            untouched |= nothingStill(change, link, source, field, sameMap) || computedNothing(change, image, field);
            // A pending state is about to be written; what the source says now must overrule it.
            if (link.pending().has(field) || !(equal || untouched)) {
                send = send.with(field, change.target().get(field));
                news |= image.get(field) != null || !isConstant(change, field);
            }
        }
        // A row that was born in the target lacks the map's constants; they go with the next real change, not alone,
        // or every echo of our own write would come back as an update.
        task.setSend(news ? send : Row.empty());
        settleIfNothingLeft(task, link, image);
    }

    /**
     * F&O knows no null: what is told as 0, No or 1900 and was so before, or was never told, is no news, and no reason to
     * clear what Sales has there. Under another map it may mean something else now.
     */
    private boolean nothingStill(Change change, Link link, Row source, String field, boolean sameMap) {
        TableMap map = facts.named(change.map());
        Optional<FieldMapping> line = map.fieldFor(Side.DATAVERSE, field);
        if (change.direction() != Direction.TO_DATAVERSE || change.isDecided(field) || line.isEmpty()) {
            return false;
        }
        Sameness sameness = Sameness.of(map, line.get());
        Row before = link.finops();
        return images.feeds(change.map(), change.direction(), field)
                .filter(name -> source.has(name) && sameness.nothingInFinops(source.get(name)))
                .filter(name -> !before.has(name) || (sameMap && sameness.nothingInFinops(before.get(name))))
                .isPresent();
    }

    /** No discount is a discount of 0. */
    private static boolean computedNothing(Change change, Row image, String field) {
        return change.isDecided(field)
                && change.target().get(field) instanceof BigDecimal number
                && number.signum() == 0
                && image.get(field) == null;
    }

    /** The company is part of the row's key, in which USMF and usmf are one. */
    private boolean isOwnCompany(Change change, String field) {
        return facts.named(change.map())
                .side(change.direction().target())
                .companyField()
                .filter(field::equalsIgnoreCase)
                .isPresent();
    }

    /** A map may lose something (two source values for one); what did not change in the source is not overwritten. */
    private boolean sourceUnchanged(Change change, Link link, Row source, String field) {
        if (change.isDecided(field)) {
            return false;
        }
        Row before = link.image(change.direction().source());
        Optional<String> feeding = images.feeds(change.map(), change.direction(), field);
        return feeding.filter(
                        name -> source.has(name) && before.has(name) && Row.same(source.get(name), before.get(name)))
                .isPresent();
    }

    /**
     * What we wrote into one field may be mapped back to another one (the discount per unit of an order line). Not so
     * for a lookup that is missing in the image: it may have been left open.
     */
    private static boolean ownWrite(Link link, Change change, String field) {
        return link.source() != change.direction().source()
                && !LookupPath.of(field).isLookup();
    }

    private boolean isConstant(Change change, String field) {
        return !change.isDecided(field)
                && images.feeds(change.map(), change.direction(), field).isEmpty();
    }

    private static void settleIfNothingLeft(Task task, Link link, Row image) {
        Change change = task.change();
        boolean lastDiffers = !sameFields(change.last(), image.overlaidWith(link.pending()));
        if (!lastDiffers && link.pending().isEmpty()) {
            change.setLast(Row.empty());
        }
        if (!task.send().isEmpty()) {
            return;
        }
        if (lastDiffers) {
            // Only state and status differ: the journal keeps them as pending until the lines are done.
            task.written(Outcome.Kind.UPDATED);
        } else {
            boolean ownDoing = link.source() != change.direction().source();
            task.settle(Outcome.of(ownDoing ? Outcome.Kind.ECHO : Outcome.Kind.UNCHANGED));
        }
    }

    private static boolean sameFields(Row some, Row all) {
        return some.names().stream().allMatch(field -> Row.same(some.get(field), all.get(field)));
    }
}
