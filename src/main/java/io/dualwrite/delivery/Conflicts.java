package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at what the target has now before it is written over: a field that somebody changed there since both sides last
 * agreed is in conflict, and the map says whose value stays. What is not sent is not looked at; fields that flow one
 * way are their source's.
 */
final class Conflicts {
    private final MapFacts facts;
    private final ImageOf images;
    private final PresentRows present;
    private final Links links;
    private final Retries retries;
    private final Collisions collisions;

    Conflicts(
            MapFacts facts, ImageOf images, PresentRows present, Links links, Retries retries, Collisions collisions) {
        this.collisions = collisions;
        this.facts = facts;
        this.images = images;
        this.present = present;
        this.links = links;
        this.retries = retries;
    }

    /** Takes from each task the fields that it may not send; what a person must decide is settled. */
    void look(Side target, List<Task> tasks) {
        Map<Change, List<String>> wanted = new LinkedHashMap<>();
        Map<Change, Task> byChange = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (!task.looked()) {
                retries.guarding(task.change(), () -> want(task, wanted, byChange));
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        try {
            Map<Change, PresentRows.Seen> seen = present.of(target, asked(wanted, byChange));
            wanted.forEach((change, fields) -> retries.guarding(change, () -> Optional.ofNullable(seen.get(change))
                    .ifPresentOrElse(
                            row -> meet(byChange.get(change), fields, row), byChange.get(change)::nothingToSee)));
            tell(List.copyOf(byChange.values()));
        } catch (NotNow e) {
            byChange.values().forEach(task -> e.settle(task, retries));
        }
    }

    private void want(Task task, Map<Change, List<String>> wanted, Map<Change, Task> byChange) {
        boolean meets = task.known() || task.givesWay() || task.repairs();
        List<String> fields = meets && !task.isDelete() ? contested(task) : List.of();
        if (fields.isEmpty() && (task.isDelete() || !task.repairs())) {
            task.nothingToSee();
        } else {
            wanted.put(task.change(), fields);
            byChange.put(task.change(), task);
        }
    }

    /** Of a row that the journal does not know it is to be told whether it is the same, and what of it is equal. */
    private Map<Change, List<String>> asked(Map<Change, List<String>> wanted, Map<Change, Task> byChange) {
        Map<Change, List<String>> asked = new LinkedHashMap<>();
        wanted.forEach((change, fields) -> {
            Task task = byChange.get(change);
            Set<String> names =
                    new LinkedHashSet<>(task.known() ? fields : task.send().names());
            names.addAll(task.known() ? List.of() : collisions.identityOf(task));
            asked.put(change, List.copyOf(names));
        });
        return asked;
    }

    private void meet(Task task, List<String> fields, PresentRows.Seen seen) {
        if (task.known()) {
            judge(task, fields, seen);
            return;
        }
        Optional<Outcome> stranger = collisions.strange(task, seen.typed());
        if (stranger.isPresent()) {
            task.settle(stranger.get());
            return;
        }
        task.isThere(seen.raw().text(task.table().primaryId()).orElse(null));
        judge(task, fields, seen);
    }

    /** The fields to be sent that the target may have changed itself. */
    private List<String> contested(Task task) {
        Change change = task.change();
        TableMap map = facts.named(change.map());
        Side side = change.direction().target();
        Row pending = change.link().map(Link::pending).orElse(Row.empty());
        return task.send().names().stream()
                .filter(name -> map.bothWays(side, name) && !pending.has(name))
                .filter(name -> change.direction() == Direction.TO_FINOPS || !ownedByFinops(map, name))
                .toList();
    }

    private boolean ownedByFinops(TableMap map, String dataverseField) {
        return map.fieldFor(Side.DATAVERSE, dataverseField)
                .flatMap(line -> line.finops())
                .filter(field -> images.ownedByFinops(map.name(), field))
                .isPresent();
    }

    private void judge(Task task, List<String> fields, PresentRows.Seen seen) {
        Verdict verdict = new Verdict(task, facts.named(task.change().map()), images, seen);
        fields.forEach(verdict::on);
        task.send().names().stream().filter(name -> !fields.contains(name)).forEach(verdict::leaveEqual);
        task.change().account().seen(seen.typed());
        task.seen(verdict.send(), verdict.agreed(), seen.etag());
        task.setConflicts(verdict.conflicts());
        if (verdict.keepsSomething()) {
            task.lose();
        }
        verdict.open().ifPresent(conflict -> task.settle(held(task.change(), conflict)));
    }

    /** Before anything is written over: after a crash nobody could tell any more what had stood there. */
    private void tell(List<Task> tasks) {
        Map<Change, List<Conflict>> told = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (task.conflictsAreNews()) {
                told.put(task.change(), new ArrayList<>(task.conflicts()));
            }
        }
        if (!told.isEmpty()) {
            links.disagreed(told);
        }
    }

    private static Outcome held(Change change, Conflict conflict) {
        Side source = change.direction().source();
        Side target = change.direction().target();
        return Outcome.held(
                Outcome.CONFLICT,
                conflict.field(source).isEmpty() ? conflict.field(target) : conflict.field(source),
                source.word() + " has " + shown(conflict.value(source)),
                target.word() + " as both last agreed: " + shown(conflict.agreed()) + "; it has "
                        + shown(conflict.value(target)) + " in " + conflict.field(target),
                "say which side wins: dual-write retry --id " + change.id()
                        + " --winner finops (or dataverse); or make both sides equal, then retry the row");
    }

    private static String shown(Object value) {
        return value == null ? "nothing" : "'" + Row.asText(value) + "'";
    }
}
