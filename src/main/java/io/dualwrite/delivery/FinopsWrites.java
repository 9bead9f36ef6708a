package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes rows to F&O, which has no upsert: known rows are patched and created if they are gone; unknown ones are
 * created and patched if they are there.
 */
final class FinopsWrites implements Writes {
    /** Without it F&O sees the caller's default company only. */
    static final String ALL_COMPANIES = "?cross-company=true";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Addresses addresses;
    private final EarlyRows earlyRows;
    private final Collisions collisions;
    private final Deletions deletions;

    FinopsWrites(Addresses addresses, EarlyRows earlyRows, Collisions collisions, Deletions deletions) {
        this.addresses = addresses;
        this.earlyRows = earlyRows;
        this.collisions = collisions;
        this.deletions = deletions;
    }

    /** What was refused in the round before gets its outcome. */
    @Override
    public void prepare(Collection<Task> tasks) {
        earlyRows.judge(
                tasks.stream().filter(task -> task.refusal().isPresent()).toList());
    }

    @Override
    public void start(Task task) {
        if (!task.isDelete() && task.known() && task.send().isEmpty()) {
            // All that was new is a reference that is still open.
            task.written(Outcome.Kind.UNCHANGED);
            return;
        }
        ODataKey key = addresses.finopsKey(task);
        if (!key.addressable()) {
            task.settle(Outcome.rejected(
                    "key-not-addressable",
                    "",
                    task.change().key().toString(),
                    "a key without any of / < > * % & : \\ ? +, which F&O cannot find in a URL",
                    "give the row another number"));
        } else if (task.isDelete()) {
            deletions.start(task, Optional.of(key.address(task.table().set()) + ALL_COMPANIES));
        } else {
            task.next(task.known() ? patch(task, key) : post(task, key));
        }
    }

    private Step patch(Task task, ODataKey key) {
        Set<String> keyColumns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        keyColumns.addAll(task.table().key());
        String body = Bodies.finops(task.table(), task.send(), keyColumns);
        String url = key.address(task.table().set()) + ALL_COMPANIES;
        HttpCall call = HttpCall.patch(url, body);
        return new Call(
                task.etag().map(version -> call.with("If-Match", version)).orElse(call),
                (same, answer) -> patched(same, key, answer));
    }

    private void patched(Task task, ODataKey key, HttpAnswer answer) {
        if (answer.ok()) {
            task.written(Outcome.Kind.UPDATED);
        } else if (answer.status() == 412 && task.etag().isPresent()) {
            task.changedMeanwhile();
        } else if (answer.status() == 404) {
            task.startOver();
            task.next(post(task, key));
        } else {
            task.refused(answer);
        }
    }

    private Step post(Task task, ODataKey key) {
        Row fields = task.send();
        if (task.table().companyStriped()) {
            String column = task.table().companyColumn();
            fields = Row.empty()
                    .with(column, Addresses.company(task.change(), column))
                    .overlaidWith(fields);
        }
        String body = Bodies.finops(task.table(), fields, Set.of());
        return new Call(
                HttpCall.post(task.table().set() + ALL_COMPANIES, body), (same, answer) -> posted(same, key, answer));
    }

    private void posted(Task task, ODataKey key, HttpAnswer answer) {
        if (answer.ok()) {
            task.written(Outcome.Kind.CREATED);
        } else if (isDuplicate(answer) && collisions.possible(task)) {
            task.next(new Call(
                    collisions.question(task, key).orElseThrow(), (same, there) -> patchOwn(same, key, there)));
        } else if (isDuplicate(answer)) {
            task.next(patch(task, key));
        } else {
            task.refused(answer);
        }
    }

    /** The row that is there is patched if it is the same document: our own, whose answer was lost, most often. */
    private void patchOwn(Task task, ODataKey key, HttpAnswer there) {
        try {
            collisions
                    .judge(task, JSON.readTree(there.ok() ? there.body() : "{}"))
                    .ifPresentOrElse(task::settle, () -> task.next(patch(task, key)));
        } catch (JsonProcessingException e) {
            task.refused(there);
        }
    }

    /** F&O has no code for it, only a sentence in its log of messages. */
    private static boolean isDuplicate(HttpAnswer answer) {
        String message = ODataError.of(answer).message().toLowerCase(Locale.ROOT);
        return answer.status() == 409 || message.contains("already exist") || message.contains("duplicate");
    }
}
