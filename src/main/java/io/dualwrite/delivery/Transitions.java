package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataKey;
import io.dualwrite.row.Change;
import io.dualwrite.row.FieldAccount;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Changes of state that follow the writing of a row at once. Until that is done the row does not count as delivered;
 * after a crash in between both are done again, and the second finds the row as it was left.
 */
final class Transitions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rejections rejections;

    private record Call(HttpCall call, Outcome.Kind kind, Rejections rejections) implements Step {
        @Override
        public void answered(Task task, HttpAnswer answer) {
            if (answer.ok()) {
                tell(task.change());
                task.written(kind);
            } else {
                task.settle(rejections.of(task, answer));
            }
        }
    }

    Transitions(Rejections rejections) {
        this.rejections = rejections;
    }

    /** The columns that tell the state, to be added to those that the answer is to have. */
    static String columns(Task task) {
        return task.change()
                .transition()
                .map(transition -> "," + String.join(",", transition.from().names()))
                .orElse("");
    }

    /** @param kind what became of the row itself */
    Optional<Step> step(Task task, HttpAnswer written, Outcome.Kind kind) {
        Optional<Change.Transition> due = task.change().transition().filter(t -> stands(t.from(), written));
        return due.flatMap(transition -> task.change()
                .dataverseId()
                .map(id -> new Call(
                        HttpCall.patch(ODataKey.byId(task.table().set(), id), Bodies.text(body(task, transition.to())))
                                .with("If-Match", "*"),
                        kind,
                        rejections)));
    }

    private static void tell(Change change) {
        Change.Transition done = change.transition().orElseThrow();
        done.to().names().forEach(field -> change.account()
                .also(new FieldAccount(
                        field,
                        done.from().has(field)
                                ? Optional.of(new FieldAccount.Old(done.from().get(field)))
                                : Optional.empty(),
                        done.to().get(field),
                        FieldAccount.Fate.SENT,
                        Optional.of(Reason.rule("productState")),
                        "")));
    }

    private static boolean stands(Row from, HttpAnswer written) {
        try {
            JsonNode row = JSON.readTree(written.body());
            return from.names().stream()
                    .allMatch(name -> row.path(name).asText().equals(Row.asText(from.get(name))));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static Map<String, Object> body(Task task, Row fields) {
        Map<String, Object> body = new TreeMap<>();
        for (String field : fields.names()) {
            body.put(field, Values.json(fields.get(field), task.table().column(field), false));
        }
        return body;
    }
}
