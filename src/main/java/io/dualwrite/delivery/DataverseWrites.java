package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes rows to Dataverse so that writing twice is writing once: by GUID where it is known, else by alternate key,
 * else by a GUID computed from the row's key.
 */
final class DataverseWrites implements Writes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID_AT_END = Pattern.compile("\\(([0-9a-fA-F-]{36})\\)$");

    private final Addresses addresses;
    private final RowQueries queries;
    private final References references;
    private final Owners owners;
    private final Rejections rejections;
    private final Retries retries;
    private final Collisions collisions;
    private final Deletions deletions;
    private final Transitions transitions;

    DataverseWrites(
            Addresses addresses,
            RowQueries queries,
            References references,
            Owners owners,
            Rejections rejections,
            Retries retries,
            Collisions collisions,
            Deletions deletions) {
        this.addresses = addresses;
        this.queries = queries;
        this.references = references;
        this.owners = owners;
        this.rejections = rejections;
        this.retries = retries;
        this.collisions = collisions;
        this.deletions = deletions;
        this.transitions = new Transitions(rejections);
    }

    @Override
    public void prepare(Collection<Task> tasks) {
        List<Task> upserts = tasks.stream().filter(task -> !task.isDelete()).toList();
        references.resolve(upserts);
        owners.resolve(upserts);
    }

    @Override
    public void start(Task task) {
        if (task.isDelete()) {
            deletions.start(
                    task, task.guid().map(id -> ODataKey.byId(task.table().set(), id)));
            return;
        }
        if (task.known() && task.send().isEmpty()) {
            // All that was new is a reference that is still open.
            task.written(task.change().last().isEmpty() ? Outcome.Kind.UNCHANGED : Outcome.Kind.UPDATED);
            return;
        }
        if (task.guid().isPresent()) {
            task.next(byId(task, task.guid().get(), true, Set.of()));
            return;
        }
        ODataKey key = addresses.alternateKey(task);
        if (!key.isEmpty() && key.addressable()) {
            Call write = write(task, key.address(task.table().set()), Set.copyOf(addresses.plainKeyColumns(task)));
            task.next(byKey(task, write));
        } else {
            search(task);
        }
    }

    /** What is there is changed, never made: a row that is gone meanwhile would come back as the few fields we send. */
    private Step byKey(Task task, Call write) {
        if (collisions.possible(task)) {
            return new Call(write.call().with("If-None-Match", "*"), this::createdOrThere);
        }
        return task.known() ? new Call(write.call().with("If-Match", task.etag().orElse("*")), write.then()) : write;
    }

    private void search(Task task) {
        Optional<HttpCall> query =
                collisions.possible(task) ? collisions.question(task, ODataKey.empty()) : queries.of(task.change());
        if (query.isPresent()) {
            task.next(new Call(query.get(), this::foundToWrite));
        } else {
            task.settle(Outcome.rejected(
                    "key-unknown",
                    "",
                    task.table().set() + " " + task.change().key(),
                    "a key in the schema or in the map",
                    "give the map's Dataverse side a key"));
        }
    }

    private void createdOrThere(Task task, HttpAnswer answer) {
        if (answer.status() == 412) {
            search(task);
        } else {
            written(task, answer);
        }
    }

    private void foundToWrite(Task task, HttpAnswer answer) {
        List<String> ids = ids(task, answer);
        if (!answer.ok()) {
            task.settle(rejections.of(task, answer));
        } else if (ids.size() > 1) {
            task.settle(Outcome.rejected(
                    "row-ambiguous",
                    "",
                    task.change().key().toString(),
                    "one row with this key in " + task.table().set(),
                    "remove the double in Dataverse, then retry the row"));
        } else if (ids.size() == 1) {
            Optional<Outcome> collision =
                    collisions.possible(task) ? collisions.judge(task, firstRow(answer)) : Optional.empty();
            if (collision.isPresent()) {
                task.settle(collision.get());
                return;
            }
            task.next(byId(task, ids.get(0), true, Set.of()));
        } else {
            task.next(byId(task, computedId(task), false, Set.of()));
        }
    }

    private static JsonNode firstRow(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.body()).path("value").path(0);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    /** The same row has the same id however often it is sent: a lost answer makes no second row. */
    private static String computedId(Task task) {
        String name = task.table().set() + "|" + task.change().key().text();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Step byId(Task task, String guid, boolean mustExist, Set<String> without) {
        Call call = write(task, ODataKey.byId(task.table().set(), guid), without);
        return mustExist ? new Call(call.call().with("If-Match", task.etag().orElse("*")), this::written) : call;
    }

    private Call write(Task task, String address, Set<String> without) {
        String url = address + "?$select=" + task.table().primaryId() + Transitions.columns(task);
        return new Call(
                HttpCall.patch(url, Bodies.dataverse(task, without)).with("Prefer", "return=representation"),
                this::written);
    }

    private void written(Task task, HttpAnswer answer) {
        if (answer.ok()) {
            ids(task, answer).stream().findFirst().ifPresent(task.change()::setDataverseId);
            Outcome.Kind kind = answer.status() == 201 ? Outcome.Kind.CREATED : Outcome.Kind.UPDATED;
            transitions.step(task, answer, kind).ifPresentOrElse(task::next, () -> task.written(kind));
            return;
        }
        Optional<String> vanished = vanishedReference(task, ODataError.of(answer));
        boolean missing = answer.status() == 404 || answer.status() == 412;
        if (answer.status() == 412 && task.etag().isPresent()) {
            task.changedMeanwhile();
        } else if (vanished.isPresent()) {
            references.vanished(task, vanished.get());
        } else if (missing && task.known()) {
            task.startOver();
        } else if (answer.status() == 412 && task.change().attempts() == 0) {
            // Somebody created the row between the server's look and its write.
            task.settle(retries.failed(
                    task.change(), "duplicate-key", ODataError.of(answer).toString()));
        } else {
            task.settle(rejections.of(task, answer));
        }
    }

    /** The lookup column whose row the message says is not there: Dataverse names it by its GUID. */
    private static Optional<String> vanishedReference(Task task, ODataError error) {
        String message = error.message().toLowerCase(Locale.ROOT);
        return task.references().entrySet().stream()
                .filter(reference -> reference
                        .getValue()
                        .guid()
                        .filter(guid -> message.contains(guid.toLowerCase(Locale.ROOT)))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The ids in an answer: of a query, of the row written, or in the header of an answer without body. */
    private static List<String> ids(Task task, HttpAnswer answer) {
        try {
            var body = JSON.readTree(answer.body());
            if (body.has("value")) {
                return body.path("value").findValuesAsText(task.table().primaryId());
            }
            if (body.has(task.table().primaryId())) {
                return List.of(body.path(task.table().primaryId()).asText());
            }
        } catch (JsonProcessingException e) {
            // Then only the header can tell.
        }
        Matcher id = ID_AT_END.matcher(answer.header("OData-EntityId").orElse(""));
        return id.find() ? List.of(id.group(1)) : List.of();
    }
}
