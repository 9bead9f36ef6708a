package io.dualwrite.row;

import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.FieldAccount.Old;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects why each field of a change's target is as it is, and what became of it. Not safe for several threads. */
public final class Account {
    private final Map<String, Reason> reasons = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<FieldAccount> others = new ArrayList<>();
    private Row seen = Row.empty();
    private Row sent = Row.empty();
    private List<Conflict> conflicts = List.of();

    /** A step made this field. */
    public void because(String field, Reason why) {
        reasons.put(field, why);
    }

    /**
     * A rule may have edited the target: what is other than before, or was decided, is its doing.
     *
     * @param before target and last fields, as they were
     */
    @SuppressWarnings("ReferenceEquality") // rows do not change: the same one was not edited
    public void edited(String rule, Row before, Row lastBefore, Change after) {
        if (after.target() != before) {
            compare(rule, before, after.target(), after);
        }
        if (after.last() != lastBefore) {
            compare(rule, lastBefore, after.last(), after);
        }
    }

    private void compare(String rule, Row before, Row now, Change change) {
        for (String field : now.names()) {
            boolean other = !before.has(field) || !Row.same(before.get(field), now.get(field));
            Reason told = reasons.get(field);
            if (other || (change.isDecided(field) && (told == null || !told.isRule()))) {
                reasons.put(field, Reason.rule(rule));
            }
        }
    }

    /** What the target had in some fields when it was looked at. */
    public void seen(Row target) {
        seen = target;
    }

    /** What was sent, or is about to be. */
    public void sent(Row fields) {
        sent = fields;
    }

    public void disagreed(List<Conflict> found) {
        conflicts = List.copyOf(found);
    }

    /** A field that is no field of the target as it was mapped. */
    public void also(FieldAccount field) {
        others.removeIf(other -> other.field().equalsIgnoreCase(field.field()));
        others.add(field);
    }

    /** All fields, in the order of the target. */
    public List<FieldAccount> fields(Change change) {
        List<FieldAccount> fields = new ArrayList<>();
        for (String field : change.target().names()) {
            Object value = change.target().get(field);
            Optional<Old> old = old(change, field);
            fields.add(of(field, old, value, fate(change, field, old, value), change));
        }
        for (String field : change.last().names()) {
            fields.add(of(field, old(change, field), change.last().get(field), Fate.LATER, change));
        }
        fields.addAll(others);
        return fields;
    }

    private FieldAccount of(String field, Optional<Old> old, Object value, Fate fate, Change change) {
        return new FieldAccount(
                field, old, value, fate, Optional.ofNullable(reasons.get(field)), decision(field, change));
    }

    private Optional<Old> old(Change change, String field) {
        if (seen.has(field)) {
            return Optional.of(new Old(seen.get(field)));
        }
        return change.link()
                .filter(link -> !link.deleted())
                .map(link -> link.image(change.direction().target()).overlaidWith(link.pending()))
                .filter(image -> image.has(field))
                .map(image -> new Old(image.get(field)));
    }

    private Fate fate(Change change, String field, Optional<Old> old, Object value) {
        if (sent.has(field)) {
            return Fate.SENT;
        }
        boolean lost = conflict(field, change)
                .flatMap(Conflict::winner)
                .filter(winner -> winner == change.direction().target())
                .isPresent();
        if (lost) {
            return Fate.KEPT;
        }
        if (old.isPresent() && Row.same(old.get().value(), value)) {
            return Fate.EQUAL;
        }
        if (change.outcome().filter(outcome -> !outcome.kind().fine()).isPresent()) {
            return Fate.STOPPED;
        }
        boolean open = field.indexOf('.') >= 0 && !change.openReferences().isEmpty();
        return open ? Fate.OPEN : Fate.UNTOUCHED;
    }

    private Optional<Conflict> conflict(String field, Change change) {
        Side target = change.direction().target();
        return conflicts.stream()
                .filter(conflict -> conflict.field(target).equalsIgnoreCase(field))
                .findFirst();
    }

    private String decision(String field, Change change) {
        return conflict(field, change)
                .map(conflict -> conflict.winner()
                                .map(winner -> winner.word() + " wins")
                                .orElse("a person is to say which side wins")
                        + " (" + conflict.policy() + ")")
                .orElse("");
    }
}
