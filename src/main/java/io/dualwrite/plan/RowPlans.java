package io.dualwrite.plan;

import io.dualwrite.journal.HistoryRow;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.FieldAccount.Old;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Rehearsal;
import io.dualwrite.sandbox.Written;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Rows as they came out of a rehearsal, each with what it wrote: the account says why, the overlay what stood there. */
final class RowPlans {
    private final Rehearsal rehearsal;
    private final WrittenRows written;
    private final Money money;
    private final Map<String, Map<RowKey, Link>> links = new HashMap<>();

    RowPlans(Rehearsal rehearsal, WrittenRows written, Money money) {
        this.rehearsal = rehearsal;
        this.written = written;
        this.money = money;
    }

    List<PlannedRow> of(List<HistoryRow> rows) {
        Map<String, Set<RowKey>> keys = new HashMap<>();
        rows.forEach(row -> row.key().ifPresent(key -> keys.computeIfAbsent(row.map(), map -> new HashSet<>())
                .add(key)));
        keys.forEach((map, of) -> links.put(map, rehearsal.links(map, of)));
        return rows.stream().map(this::planned).toList();
    }

    private PlannedRow planned(HistoryRow row) {
        TableMap map = rehearsal.maps().named(row.map()).orElseThrow();
        List<PlannedField> fields = row.key()
                .filter(key -> row.outcome().isPresent())
                .map(key -> fields(row, map, key))
                .orElse(List.of());
        int equal = (int) row.account().stream()
                .filter(field -> field.fate() == Fate.EQUAL || field.fate() == Fate.UNTOUCHED)
                .count();
        return new PlannedRow(
                row.file(),
                row.line(),
                rehearsal.isOlder(row),
                row.map(),
                row.direction(),
                row.operation(),
                row.key(),
                row.outcome(),
                row.reason(),
                row.field(),
                row.found(),
                row.expected(),
                row.remedy(),
                row.warnings(),
                map.table(row.direction().target()),
                fields,
                equal);
    }

    /** One row of the target. */
    private record Target(TableMap map, Side side, Optional<String> guid, RowKey key) {}

    private List<PlannedField> fields(HistoryRow row, TableMap map, RowKey key) {
        Optional<String> guid =
                Optional.ofNullable(links.get(row.map()).get(key)).flatMap(Link::dataverseId);
        Target target = new Target(map, row.direction().target(), guid, key);
        if (row.operation() == Operation.DELETE
                && row.outcome().filter(Outcome.Kind.DELETED::equals).isPresent()) {
            return deleted(row, target);
        }
        if (row.account().stream().noneMatch(field -> field.fate().writes())) {
            return told(row, field -> !isQuiet(field));
        }
        boolean delivered =
                row.outcome().filter(kind -> kind.delivered() || kind.fine()).isPresent();
        return delivered ? writtenFields(row, target) : told(row, field -> !isQuiet(field));
    }

    private static boolean isQuiet(FieldAccount field) {
        return field.fate() == Fate.EQUAL || field.fate() == Fate.UNTOUCHED || field.fate() == Fate.STOPPED;
    }

    private static List<PlannedField> told(HistoryRow row, Predicate<FieldAccount> which) {
        boolean stopped = row.outcome().filter(kind -> kind.fine()).isEmpty();
        return row.account().stream()
                .filter(which)
                .map(field -> new PlannedField(
                        field.field(),
                        field.old().map(Old::value).orElse(null),
                        field.value(),
                        stopped && field.fate() != Fate.KEPT ? Fate.STOPPED : field.fate(),
                        field.why(),
                        field.decision()))
                .toList();
    }

    /** What goes: the fields of the map that the row had. */
    private List<PlannedField> deleted(HistoryRow row, Target target) {
        Optional<Written> gone = written.takeDeletion(target.map(), target.side(), target.guid(), target.key());
        gone.ifPresent(write -> money.add(target.map(), row.direction(), write));
        Row before = gone.flatMap(Written::before).orElse(Row.empty());
        List<PlannedField> fields = new ArrayList<>();
        target.map().fields().stream()
                .flatMap(line -> line.name(target.side()).stream())
                .distinct()
                .filter(name -> !LookupPath.of(name).isLookup() && !before.isBlank(name))
                .forEach(name -> fields.add(new PlannedField(
                        name, before.get(name), null, Fate.SENT, Optional.of(Reason.of("deleted")), "")));
        return fields;
    }

    private List<PlannedField> writtenFields(HistoryRow row, Target target) {
        List<Written> sent =
                written.take(target.map(), target.side(), target.guid(), target.key(), columns(row, Fate.SENT));
        List<Written> later =
                written.takeAll(target.map(), target.side(), target.guid(), target.key(), columns(row, Fate.LATER));
        List<Written> back =
                written.take(target.map(), target.side().other(), target.guid(), target.key(), columns(row, Fate.BACK));
        sent.forEach(write -> money.add(target.map(), row.direction(), write));
        List<PlannedField> fields = new ArrayList<>();
        for (FieldAccount field : row.account()) {
            List<Written> writes =
                    switch (field.fate()) {
                        case SENT -> sent;
                        case LATER -> later;
                        case BACK -> back;
                        default -> List.of();
                    };
            if (field.fate().writes()) {
                changed(field, writes, isNew(sent) && field.fate() != Fate.BACK).ifPresent(fields::add);
            } else if (!isQuiet(field)) {
                fields.addAll(told(row, same -> same.equals(field)));
            }
        }
        return fields;
    }

    private static Set<String> columns(HistoryRow row, Fate fate) {
        return row.account().stream()
                .filter(field -> field.fate() == fate)
                .map(field -> column(field.field()))
                .collect(Collectors.toSet());
    }

    private static String column(String field) {
        LookupPath path = LookupPath.of(field);
        return path.isLookup() ? path.root() : field;
    }

    private static boolean isNew(List<Written> writes) {
        return !writes.isEmpty() && writes.get(0).before().isEmpty();
    }

    /**
     * Nothing if the target has it already.
     *
     * @param fresh whether the row is new there
     */
    private static Optional<PlannedField> changed(FieldAccount field, List<Written> writes, boolean fresh) {
        String column = column(field.field());
        List<Written> of = writes.stream()
                .filter(write -> write.columns().stream().anyMatch(column::equalsIgnoreCase)
                        || (write.before().isEmpty()
                                && write.after()
                                        .filter(after -> after.has(column))
                                        .isPresent()))
                .toList();
        if (of.isEmpty()) {
            return Optional.empty();
        }
        Object old = of.get(0).before().map(row -> row.get(column)).orElse(null);
        Object now = of.get(of.size() - 1).after().map(row -> row.get(column)).orElse(null);
        boolean nothing = fresh && (field.value() == null || field.value().equals(""));
        boolean otherBranch = !column.equals(field.field()) && field.value() == null && now != null;
        if (nothing || otherBranch || (Row.same(old, now) && !(fresh && now != null))) {
            return Optional.empty();
        }
        return Optional.of(new PlannedField(
                field.field(), fresh ? null : old, field.value(), field.fate(), field.why(), field.decision()));
    }
}
