package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The number that a row of Sales got from us (derived from another column, or given) is written into Sales before the
 * row goes to F&O: both sides must know it, or a later change could not be told to be of the same row.
 */
final class WriteBack {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Reason NUMBER = Reason.of("number of the row, which both sides must know");

    private final MapFacts facts;

    WriteBack(MapFacts facts) {
        this.facts = facts;
    }

    /** Gives those a first step in Sales whose number is not there yet. */
    void start(List<Task> tasks) {
        for (Task task : tasks) {
            Row number = number(task);
            if (!number.isEmpty()) {
                task.change()
                        .source()
                        .text(table(task).primaryId())
                        .ifPresentOrElse(
                                id -> task.next(write(task, id, number)), () -> task.next(search(task, number)));
            }
        }
    }

    /** The key columns that the row lacks in Sales, with the values they have for us. */
    private Row number(Task task) {
        Row source = task.change().source();
        Row completed = MapKeys.completed(
                map(task), Side.DATAVERSE, source, task.change().key());
        Row number = Row.empty();
        for (String column : completed.names()) {
            boolean own = column.indexOf('.') < 0; // a line's header has its number written back itself
            if (own && source.isBlank(column) && !completed.isBlank(column)) {
                number = number.with(column, completed.get(column));
            }
        }
        return number;
    }

    private Step write(Task task, String id, Row number) {
        String url = ODataKey.byId(table(task).set(), id);
        return new Call(
                HttpCall.patch(url, Bodies.text(number.toMap())).with("If-Match", "*"),
                (same, answer) -> written(same, id, number, answer));
    }

    private void written(Task task, String id, Row number, HttpAnswer answer) {
        if (answer.ok()) {
            task.change().setDataverseId(id);
            tell(task.change(), number);
        } else if (answer.status() == 404) {
            notThere(task, number);
        } else {
            Map.Entry<String, Object> first =
                    number.toMap().entrySet().iterator().next();
            task.settle(Outcome.refused(
                    answer.status() == 412 ? "number-collision" : "number-not-taken",
                    first.getKey(),
                    String.valueOf(first.getValue()),
                    "Sales takes the number for this row; it says (" + answer.status() + "): " + ODataError.of(answer),
                    "give the row a number of its own in Sales, then drop it again"));
        }
    }

    private static void tell(Change change, Row number) {
        for (String column : number.names()) {
            change.account()
                    .also(new FieldAccount(
                            column,
                            Optional.of(new FieldAccount.Old(change.source().get(column))),
                            number.get(column),
                            FieldAccount.Fate.BACK,
                            Optional.of(NUMBER),
                            ""));
        }
    }

    /** A number that was derived is found by the column it came from. */
    private Step search(Task task, Row number) {
        Table table = table(task);
        ODataKey key = ODataKey.empty();
        for (String from : map(task).derive().values()) {
            key = key.text(from, task.change().source().text(from).orElse(""));
        }
        Optional<String> company = task.change().key().company();
        if (table.companyStriped() && company.isPresent()) {
            key = key.text(table.companyColumn() + "/cdm_companycode", company.get());
        }
        return new Call(
                HttpCall.get(key.query(table.set(), table.primaryId(), 2)),
                (same, answer) -> found(same, number, answer));
    }

    private void found(Task task, Row number, HttpAnswer answer) {
        List<String> ids = ids(task, answer);
        if (ids.size() == 1) {
            task.next(write(task, ids.get(0), number));
        } else {
            notThere(task, number);
        }
    }

    private List<String> ids(Task task, HttpAnswer answer) {
        try {
            return JSON.readTree(answer.ok() ? answer.body() : "{}")
                    .path("value")
                    .findValuesAsText(table(task).primaryId());
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static void notThere(Task task, Row number) {
        task.change().warn("not found in Sales, so its number was not written there: " + number);
    }

    private Table table(Task task) {
        return map(task).dataverse().schema();
    }

    private TableMap map(Task task) {
        return facts.named(task.change().map());
    }
}
