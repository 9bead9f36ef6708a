package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
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
    private final Rejections rejections;
    private final Retries retries;

    DataverseWrites(
            Addresses addresses, RowQueries queries, References references, Rejections rejections, Retries retries) {
        this.addresses = addresses;
        this.queries = queries;
        this.references = references;
        this.rejections = rejections;
        this.retries = retries;
    }

    private record Call(HttpCall call, BiConsumer<Task, HttpAnswer> then) implements Step {
        @Override
        public void answered(Task task, HttpAnswer answer) {
            then.accept(task, answer);
        }
    }

    @Override
    public void prepare(Collection<Task> tasks) {
        references.resolve(tasks.stream()
                .filter(task -> task.change().operation() == Operation.UPSERT)
                .toList());
    }

    @Override
    public void start(Task task) {
        boolean delete = task.change().operation() == Operation.DELETE;
        if (!delete && task.known() && task.send().isEmpty()) {
            // All that was new is a reference that is still open.
            task.written(task.change().last().isEmpty() ? Outcome.Kind.UNCHANGED : Outcome.Kind.UPDATED);
            return;
        }
        if (task.guid().isPresent()) {
            task.next(
                    delete
                            ? delete(task, task.guid().get())
                            : byId(task, task.guid().get(), true, Set.of()));
            return;
        }
        ODataKey key = delete ? ODataKey.empty() : addresses.alternateKey(task);
        if (!key.isEmpty() && key.addressable()) {
            task.next(write(task, key.address(task.table().set()), Set.copyOf(addresses.plainKeyColumns(task))));
        } else {
            search(task, delete);
        }
    }

    private void search(Task task, boolean delete) {
        Optional<HttpCall> query = queries.of(
                new RowRef(Side.DATAVERSE, task.table().set(), task.change().key()));
        if (query.isPresent()) {
            task.next(new Call(query.get(), delete ? this::foundToDelete : this::foundToWrite));
        } else {
            task.settle(Outcome.rejected(
                    "key-unknown",
                    "",
                    task.table().set() + " " + task.change().key(),
                    "a key in the schema or in the map",
                    "give the map's Dataverse side a key"));
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
            task.next(byId(task, ids.get(0), true, Set.of()));
        } else {
            task.next(byId(task, computedId(task), false, Set.of()));
        }
    }

    /** The same row has the same id however often it is sent: a lost answer makes no second row. */
    private static String computedId(Task task) {
        String name = task.table().set() + "|" + task.change().key().text();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void foundToDelete(Task task, HttpAnswer answer) {
        List<String> ids = ids(task, answer);
        if (!answer.ok() && answer.status() != 404) {
            task.settle(rejections.of(task, answer));
        } else if (ids.isEmpty()) {
            task.settle(GONE);
        } else {
            task.next(delete(task, ids.get(0)));
        }
    }

    private Step delete(Task task, String guid) {
        return new Call(
                HttpCall.delete(ODataKey.byId(task.table().set(), guid)), (same, answer) -> deleted(same, answer));
    }

    private void deleted(Task task, HttpAnswer answer) {
        if (answer.ok()) {
            task.written(Outcome.Kind.DELETED);
        } else {
            task.settle(answer.status() == 404 ? GONE : rejections.of(task, answer));
        }
    }

    private Step byId(Task task, String guid, boolean mustExist, Set<String> without) {
        Call call = write(task, ODataKey.byId(task.table().set(), guid), without);
        return mustExist ? new Call(call.call().with("If-Match", "*"), this::written) : call;
    }

    private Call write(Task task, String address, Set<String> without) {
        String url = address + "?$select=" + task.table().primaryId();
        return new Call(
                HttpCall.patch(url, Bodies.dataverse(task, without)).with("Prefer", "return=representation"),
                this::written);
    }

    private void written(Task task, HttpAnswer answer) {
        if (answer.ok()) {
            ids(task, answer).stream().findFirst().ifPresent(task.change()::setDataverseId);
            task.written(answer.status() == 201 ? Outcome.Kind.CREATED : Outcome.Kind.UPDATED);
            return;
        }
        Optional<String> vanished = vanishedReference(task, ODataError.of(answer));
        boolean missing = answer.status() == 404 || answer.status() == 412;
        if (vanished.isPresent()) {
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
