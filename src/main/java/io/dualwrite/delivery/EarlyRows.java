package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * F&O refuses a row whose customer, product or header it does not have, in words that no program can rely on. So the
 * rows that a refused one refers to are looked for: if one is missing, the row is early, not wrong.
 */
final class EarlyRows {
    private final MapFacts facts;
    private final LookupPaths paths;
    private final Existing existing;
    private final Rejections rejections;
    private final Retries retries;

    /**
     * A field that refers to a row, and the F&O rows that would do.
     *
     * @param without may the row go first, and the field follow when that row is there?
     */
    private record Parent(String field, String value, List<RowRef> rows, boolean without) {}

    EarlyRows(MapFacts facts, LookupPaths paths, Existing existing, Rejections rejections, Retries retries) {
        this.facts = facts;
        this.paths = paths;
        this.existing = existing;
        this.rejections = rejections;
        this.retries = retries;
    }

    void judge(List<Task> refused) {
        Map<Task, List<Parent>> parents = new LinkedHashMap<>();
        Set<RowRef> rows = new LinkedHashSet<>();
        for (Task task : refused) {
            List<Parent> found = parents(task.change());
            parents.put(task, found);
            found.forEach(parent -> rows.addAll(parent.rows()));
        }
        try {
            Set<RowRef> there = existing.of(Side.FINOPS, rows).keySet();
            parents.forEach((task, of) -> judge(
                    task,
                    of,
                    of.stream()
                            .filter(parent -> parent.rows().stream().noneMatch(there::contains))
                            .toList()));
        } catch (NotNow e) {
            refused.forEach(task -> e.settle(task, retries));
        }
    }

    /** F&O does not say what it misses: what the row can go without is left out first, then the rest is judged. */
    private void judge(Task task, List<Parent> parents, List<Parent> missing) {
        boolean less = false;
        for (Parent parent : missing) {
            less |= parent.without() && leaveOut(task, parent);
        }
        Optional<Parent> needed =
                missing.stream().filter(parent -> !parent.without()).findFirst();
        if (less) {
            task.tryAgain();
        } else if (needed.isPresent()) {
            Parent parent = needed.get();
            task.settle(Outcome.waiting("lookup-missing", parent.field(), parent.value(), parent.rows()));
        } else {
            task.settle(allThere(task, parents));
        }
    }

    /** The row goes without this field, which follows when the row it names arrives. */
    private boolean leaveOut(Task task, Parent parent) {
        TableMap map = facts.named(task.change().map());
        List<String> columns = map.fields().stream()
                .filter(field -> field.name(Side.DATAVERSE)
                        .filter(parent.field()::equalsIgnoreCase)
                        .isPresent())
                .flatMap(field -> field.finops().stream())
                .filter(task.send()::has)
                .toList();
        columns.forEach(column -> task.setSend(task.send().without(column)));
        if (columns.isEmpty()) {
            return false;
        }
        task.change().leaveOpen(new Change.OpenReference(parent.field(), parent.value(), parent.rows()));
        return true;
    }

    /** A row it refers to may have arrived between the refusal and the look: the first refusal gets a second try. */
    private Outcome allThere(Task task, List<Parent> parents) {
        Outcome rejected = rejections.of(task, task.refusal().orElseThrow());
        return parents.isEmpty() || task.change().attempts() > 0
                ? rejected
                : retries.failed(task.change(), "refused-once", rejected.expected());
    }

    private List<Parent> parents(Change change) {
        TableMap map = facts.named(change.map());
        Table table = map.dataverse().schema();
        Row row = asDataverseRow(change, map);
        List<Parent> parents = new ArrayList<>();
        LookupPaths.byColumn(row, table).forEach((column, names) -> {
            List<LookupTarget> targets =
                    paths.targets(table, column, names, row, change.key().company());
            List<RowRef> rows = targets.stream()
                    .flatMap(target -> opposite(target).stream())
                    .distinct()
                    .toList();
            if (!rows.isEmpty()) {
                String path = names.get(0);
                String field = map.fieldFor(Side.DATAVERSE, path)
                        .flatMap(FieldMapping::dataverse)
                        .map(LookupPath::text)
                        .orElse(path);
                parents.add(
                        new Parent(field, row.text(path).orElse(""), rows, mayGoWithout(change, map, column, targets)));
            }
        });
        return parents;
    }

    private boolean mayGoWithout(Change change, TableMap map, String column, List<LookupTarget> targets) {
        boolean inKey = map.dataverse().key().stream().map(LookupPaths::column).anyMatch(column::equals);
        boolean optional = map.fields().stream()
                .filter(FieldMapping::optional)
                .flatMap(field -> field.name(Side.DATAVERSE).stream())
                .map(LookupPaths::column)
                .anyMatch(column::equals);
        return !inKey && (optional || targets.stream().anyMatch(target -> facts.circular(change, target.table())));
    }

    /** The row's references as a Dataverse row would carry them. */
    private static Row asDataverseRow(Change change, TableMap map) {
        Row row = Row.empty();
        for (FieldMapping field : map.fields()) {
            Optional<LookupPath> path = field.dataverse().filter(LookupPath::isLookup);
            Optional<String> value = field.finops().flatMap(change.target()::text);
            if (path.isPresent() && value.isPresent() && field.values().isEmpty()) {
                row = row.with(path.get().text(), value.get());
            }
        }
        return row;
    }

    /** The F&O rows that stand opposite a Dataverse row. */
    private List<RowRef> opposite(LookupTarget target) {
        return facts.with(Side.DATAVERSE, target.table().set()).stream()
                .map(map -> new RowRef(
                        Side.FINOPS, map.table(Side.FINOPS), target.ref().key()))
                .toList();
    }
}
