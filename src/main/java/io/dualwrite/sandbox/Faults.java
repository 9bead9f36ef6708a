package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The failures that the sandbox was told to show. The first that fits a request is shown, and counted down. */
final class Faults {
    private static final Set<String> KINDS =
            Set.of("401", "403", "429", "500", "502", "503", "504", "delay", "cut-before", "cut-after");

    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final Random random;

    /**
     * @param side {@code finops}, {@code dataverse} or {@code both}
     * @param left how many requests are still to fail; -1 for ever
     * @param path matches somewhere in the path and query
     */
    record Fault(
            String side,
            String kind,
            AtomicInteger left,
            double probability,
            int retryAfterSeconds,
            int delayMillis,
            Pattern path) {

        /** What the client is answered, for a fault that is an answer. */
        Answer answer() {
            int status = Integer.parseInt(kind);
            Answer answer = status == 429
                    ? Answer.error(
                            429,
                            "0x80072322",
                            "Number of requests exceeded the limit of 6000 over time window of 300 seconds.")
                    : Answer.error(status, "0x80048d1a", "The sandbox was told to fail.");
            return status == 429 || status == 503 ? answer.with("Retry-After", "" + retryAfterSeconds) : answer;
        }

        boolean isAnswer() {
            return Character.isDigit(kind.charAt(0));
        }
    }

    Faults(Random random) {
        this.random = random;
    }

    /** @throws Refusal 400 if the order is not understood; the message names what is allowed */
    void add(ObjectNode order) {
        String kind = order.path("kind").asText();
        if (!KINDS.contains(kind)) {
            throw Refusal.badRequest("", "kind '" + kind + "' is unknown; expected one of " + KINDS);
        }
        String side = order.path("side").asText("both");
        if (!Set.of("finops", "dataverse", "both").contains(side)) {
            throw Refusal.badRequest("", "side '" + side + "' is unknown; expected finops, dataverse or both");
        }
        try {
            faults.add(new Fault(
                    side,
                    kind,
                    new AtomicInteger(order.path("count").asInt(-1)),
                    order.path("probability").asDouble(1.0),
                    order.path("retryAfterSeconds").asInt(1),
                    order.path("delayMillis").asInt(0),
                    Pattern.compile(order.path("path").asText(""))));
        } catch (PatternSyntaxException e) {
            throw Refusal.badRequest("", "path is not a regular expression: " + e.getMessage());
        }
    }

    /** The fault this request is to meet, counted down. */
    Optional<Fault> meeting(Side side, String pathAndQuery) {
        for (Fault fault : faults) {
            boolean fits = (fault.side().equals("both") || fault.side().equals(side.word()))
                    && fault.path().matcher(pathAndQuery).find()
                    && random.nextDouble() < fault.probability();
            if (fits && fault.left().getAndUpdate(left -> left > 0 ? left - 1 : left) != 0) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    void clear() {
        faults.clear();
    }

    ObjectNode list() {
        ObjectNode answer = Json.object();
        ArrayNode values = answer.putArray("faults");
        for (Fault fault : faults) {
            values.addObject()
                    .put("side", fault.side())
                    .put("kind", fault.kind())
                    .put("count", fault.left().get())
                    .put("probability", fault.probability())
                    .put("retryAfterSeconds", fault.retryAfterSeconds())
                    .put("delayMillis", fault.delayMillis())
                    .put("path", fault.path().pattern());
        }
        return answer;
    }
}
