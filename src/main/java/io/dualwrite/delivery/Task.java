package io.dualwrite.delivery;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.row.Change;
import io.dualwrite.row.Conflict;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.FieldAccount.Fate;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change on its way through delivery: what is left to send, what its lookups were resolved to, what to do next. */
final class Task {
    private final Change change;
    private final Table table;
    private final Map<String, Reference> references = new LinkedHashMap<>();
    private Row send;
    private Step step;
    private boolean known;
    private HttpAnswer refusal;
    private Row compared;
    private Row agreed = Row.empty();
    private boolean looked;
    private boolean lost;
    private List<Conflict> conflicts = List.of();
    private boolean conflictsAreNews;
    private String etag;
    private String found;

    /** A lookup column's value: the row it points to, or none to clear it. */
    record Reference(Optional<LookupTarget> target, Optional<String> guid) {}

    Task(Change change, Table table) {
        this.change = change;
        this.table = table;
        this.send = change.target();
        this.known = change.link().filter(link -> !link.deleted()).isPresent() && (isDelete() || !repairs());
    }

    Change change() {
        return change;
    }

    Table table() {
        return table;
    }

    /** The fields that are really to be sent. */
    Row send() {
        return send;
    }

    void setSend(Row fields) {
        send = fields;
    }

    /** Does the journal hold the row to exist in the target? */
    boolean known() {
        return known;
    }

    /** Does what the target has now count, and not what both sides last agreed on? */
    boolean repairs() {
        return change.given().repair();
    }

    /** Is it of a load in which the target's values stay? Then also those of rows that we do not know yet. */
    boolean givesWay() {
        return change.given()
                .master()
                .filter(change.direction().target()::equals)
                .isPresent();
    }

    /** Was it looked at what the target has now, or need it not be? */
    boolean looked() {
        return looked;
    }

    /**
     * The target's present values were compared.
     *
     * @param fields that are still to be sent
     * @param there fields that the target has already as they should be
     * @param version that the row had; the row is written only if it still has it
     */
    void seen(Row fields, Row there, Optional<String> version) {
        looked = true;
        compared = send;
        send = fields;
        agreed = there;
        etag = version.orElse(null);
    }

    /** The row was not at the target, or has nothing that the target may have changed. */
    void nothingToSee() {
        seen(send, Row.empty(), Optional.empty());
    }

    void setConflicts(List<Conflict> found) {
        change.account().disagreed(found);
        conflictsAreNews = !found.isEmpty() || !conflicts.isEmpty();
        conflicts = found;
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    /** Is there something to tell that was not told before, be it that there are none any more? */
    boolean conflictsAreNews() {
        return conflictsAreNews;
    }

    /** Values of the target stay that the source has otherwise. */
    void lose() {
        lost = true;
    }

    Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    /** Somebody wrote the row since it was looked at: it is to be looked at again. */
    void changedMeanwhile() {
        looked = false;
        lost = false;
        send = compared;
        agreed = Row.empty();
        etag = null;
        step = null;
    }

    /** The journal did not know the row, but it stands in the target; its GUID there if that is Dataverse, else null. */
    void isThere(String guid) {
        known = true;
        found = guid;
    }

    Optional<String> guid() {
        Optional<String> id = Optional.ofNullable(found).or(() -> change.link().flatMap(link -> link.dataverseId()));
        return known ? id : Optional.empty();
    }

    /** The row is gone from the target although the journal knew it there: everything is sent anew. */
    void startOver() {
        known = false;
        found = null;
        send = change.target();
        agreed = Row.empty();
        etag = null;
        step = null;
        references.clear();
    }

    Map<String, Reference> references() {
        return references;
    }

    Optional<Step> step() {
        return Optional.ofNullable(step);
    }

    void next(Step following) {
        step = following;
    }

    /** The target said no; whether for good is still to be found out. */
    Optional<HttpAnswer> refusal() {
        return Optional.ofNullable(refusal);
    }

    void refused(HttpAnswer answer) {
        refusal = answer;
    }

    /** What the target refused has been left out. */
    void tryAgain() {
        refusal = null;
        step = null;
    }

    boolean isDelete() {
        return change.operation() == Operation.DELETE;
    }

    boolean settled() {
        return change.settled();
    }

    /** The target was not written, or refused. */
    void settle(Outcome outcome) {
        step = null;
        tellSent();
        change.settle(outcome);
    }

    /** The account of the change: what was sent, and the lookups among it that no field of the map made. */
    private void tellSent() {
        change.account().sent(send);
        references.forEach((column, reference) -> {
            boolean mapped = send.names().stream()
                    .anyMatch(path -> LookupPaths.column(path).equals(column));
            if (!mapped && reference.target().isPresent() && (!known || column.equals(Owners.OWNER))) {
                String value = References.value(reference.target().get());
                Reason why = Reason.of(column.equals(Owners.OWNER) ? "rule invoiceOwner" : "key of the row");
                change.account()
                        .also(new FieldAccount(column, Optional.empty(), value, Fate.SENT, Optional.of(why), ""));
            }
        });
    }

    /** The target has taken what was sent. */
    void written(Outcome.Kind kind) {
        change.setWritten(agreed.overlaidWith(send));
        if (lost) {
            change.bringBack();
        }
        if (found != null && change.dataverseId().isEmpty()) {
            change.setDataverseId(found);
        }
        settle(lost && !kind.delivered() ? Outcome.of(kind, Outcome.CONFLICT_LOST) : Outcome.of(kind));
    }
}
