package io.dualwrite.delivery;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.row.Change;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
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

    /** A lookup column's value: the row it points to, or none to clear it. */
    record Reference(Optional<LookupTarget> target, Optional<String> guid) {}

    Task(Change change, Table table) {
        this.change = change;
        this.table = table;
        this.send = change.target();
        this.known = change.link().filter(link -> !link.deleted()).isPresent();
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

    Optional<String> guid() {
        return known ? change.link().flatMap(link -> link.dataverseId()) : Optional.empty();
    }

    /** The row is gone from the target although the journal knew it there: everything is sent anew. */
    void startOver() {
        known = false;
        send = change.target();
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
        change.settle(outcome);
    }

    /** The target has taken what was sent. */
    void written(Outcome.Kind kind) {
        change.setWritten(send);
        settle(Outcome.of(kind));
    }
}
