package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowRef;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves the lookups of rows on their way to Dataverse. A row whose lookup finds nothing waits for the row it names,
 * or goes without where the map allows it or where the two need each other.
 */
final class References {
    private final MapFacts facts;
    private final LookupPaths paths;
    private final Lookups lookups;
    private final Retries retries;

    References(MapFacts facts, LookupPaths paths, Lookups lookups, Retries retries) {
        this.facts = facts;
        this.paths = paths;
        this.lookups = lookups;
        this.retries = retries;
    }

    void resolve(List<Task> tasks) {
        Map<Task, Map<String, List<LookupTarget>>> wanted = new LinkedHashMap<>();
        List<LookupTarget> all = new ArrayList<>();
        for (Task task : tasks) {
            Map<String, List<LookupTarget>> columns = wanted(task);
            wanted.put(task, columns);
            columns.values().forEach(all::addAll);
        }
        try {
            Map<String, Lookups.Found> found = lookups.find(all);
            wanted.forEach((task, columns) -> columns.forEach((column, targets) -> set(task, column, targets, found)));
        } catch (NotNow e) {
            tasks.forEach(task -> e.settle(task, retries));
        }
    }

    /** The lookup columns to be sent, and those that the row's address needs. */
    private Map<String, List<LookupTarget>> wanted(Task task) {
        Change change = task.change();
        Map<String, List<LookupTarget>> wanted = new LinkedHashMap<>();
        Set<String> columns = new LinkedHashSet<>(
                LookupPaths.byColumn(task.send(), task.table()).keySet());
        if (task.guid().isEmpty()) {
            task.table().key().stream().filter(column -> isLookup(task, column)).forEach(columns::add);
        }
        Map<String, List<String>> known = LookupPaths.byColumn(known(change), task.table());
        Optional<String> company = change.key().company();
        for (String column : columns) {
            if (known.containsKey(column)) {
                wanted.put(column, paths.targets(task.table(), column, known.get(column), known(change), company));
            }
        }
        if (!task.known() && task.table().companyStriped() && company.isPresent()) {
            paths.company(task.table(), company.get())
                    .ifPresent(target -> wanted.put(task.table().companyColumn(), List.of(target)));
        }
        return wanted;
    }

    /** A lookup's key may have several fields of which only some came: the image has the others. */
    private static Row known(Change change) {
        return change.link()
                .map(link -> link.image(change.direction().target()).overlaidWith(change.target()))
                .orElse(change.target());
    }

    private static boolean isLookup(Task task, String column) {
        return task.table()
                .column(column)
                .map(Column::type)
                .filter(ColumnType.LOOKUP::equals)
                .isPresent();
    }

    private void set(Task task, String column, List<LookupTarget> targets, Map<String, Lookups.Found> found) {
        if (task.settled()) {
            return;
        }
        if (targets.isEmpty()) {
            task.references().put(column, new Task.Reference(Optional.empty(), Optional.empty()));
            return;
        }
        for (LookupTarget target : targets) {
            Lookups.Found answer = found.get(Lookups.name(target));
            if (answer.guid().isPresent()) {
                task.references().put(column, new Task.Reference(Optional.of(target), answer.guid()));
                return;
            }
            if (answer.ambiguous() || answer.refused().isPresent()) {
                task.settle(notFindable(task, column, target, answer));
                return;
            }
        }
        missing(task, column, targets);
    }

    private Outcome notFindable(Task task, String column, LookupTarget target, Lookups.Found answer) {
        return Outcome.rejected(
                answer.ambiguous() ? "lookup-ambiguous" : "lookup-refused",
                facts.sourceField(task.change(), column),
                value(target),
                answer.refused().orElse("exactly one row of " + target.table().set()),
                answer.ambiguous()
                        ? "remove the double in Dataverse, then retry the row"
                        : "compare the map with the columns of "
                                + target.table().set() + " in Dataverse");
    }

    void missing(Task task, String column, List<LookupTarget> targets) {
        Change change = task.change();
        String field = facts.sourceField(change, column);
        List<RowRef> refs = targets.stream().map(LookupTarget::ref).toList();
        if (mayGoWithout(task, column, targets)) {
            Change.OpenReference open = new Change.OpenReference(field, value(targets.get(0)), refs);
            if (!change.openReferences().contains(open)) {
                change.leaveOpen(open);
            }
            leaveOut(task, column);
        } else {
            task.settle(Outcome.waiting("lookup-missing", field, value(targets.get(0)), refs));
        }
    }

    private boolean mayGoWithout(Task task, String column, List<LookupTarget> targets) {
        if (task.table().key().contains(column) || column.equals(task.table().companyColumn())) {
            return false;
        }
        return facts.optional(task.change(), column)
                || targets.stream().anyMatch(target -> facts.circular(task.change(), target.table()));
    }

    private static void leaveOut(Task task, String column) {
        Row rest = task.send();
        for (String path : task.send().names()) {
            if (LookupPaths.column(path).equals(column)) {
                rest = rest.without(path);
            }
        }
        task.references().remove(column);
        task.setSend(rest);
    }

    /** The target says that a row we pointed to is not there: it may come again, under another GUID. */
    void vanished(Task task, String column) {
        LookupTarget target = task.references().get(column).target().orElseThrow();
        if (column.equals(Owners.OWNER)) {
            // Whoever owns the other row by now is looked up when it is tried again.
            task.settle(retries.failed(task.change(), "owner-gone", value(target)));
            return;
        }
        lookups.forget(target);
        missing(task, column, List.of(target));
    }

    static String value(LookupTarget target) {
        return String.join(" ", target.keys().values());
    }
}
