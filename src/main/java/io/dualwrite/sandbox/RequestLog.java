package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was asked and answered, the newest 50,000 requests; of a batch its operations too. */
final class RequestLog {
    private static final int MOST = 50_000;
    private static final Pattern OPERATION =
            Pattern.compile("(?m)^(GET|POST|PATCH|PUT|DELETE|MERGE) (\\S.*?)(?: HTTP/1\\.1)?\\r?$");
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3})");

    private final Clock clock;
    private final Deque<ObjectNode> entries = new ArrayDeque<>();
    private long next = 1;
    private volatile boolean bodies;

    RequestLog(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param status what was answered; 0 if the connection was cut
     * @param answer null if there was none
     * @param fault the fault that was shown, or empty
     */
    void add(Request request, int status, Answer answer, String fault) {
        ObjectNode entry = Json.object();
        entry.put("time", clock.instant().toString())
                .put("method", request.method())
                .put("path", request.path() + (request.query().isEmpty() ? "" : "?" + request.query()))
                .put("status", status);
        if (!fault.isEmpty()) {
            entry.put("fault", fault);
        }
        if (request.path().endsWith("$batch")) {
            parts(entry, request.body(), answer == null ? "" : answer.body());
        }
        synchronized (this) {
            entry.put("n", next++);
            entries.addLast(entry);
            if (entries.size() > MOST) {
                entries.removeFirst();
            }
        }
    }

    /** How many operations a request has: those of its batch, or itself. */
    static int operations(Request request) {
        return request.path().endsWith("$batch")
                ? (int) OPERATION.matcher(request.body()).results().count()
                : 1;
    }

    /** Operations and statuses in order; a failed change set has one status for all. */
    private void parts(ObjectNode entry, String body, String answer) {
        List<String> statuses = new ArrayList<>();
        Matcher status = STATUS.matcher(answer);
        while (status.find()) {
            statuses.add(status.group(1));
        }
        ArrayNode parts = entry.putArray("parts");
        Matcher operation = OPERATION.matcher(body);
        for (int at = 0; operation.find(); at++) {
            ObjectNode part =
                    parts.addObject().put("method", operation.group(1)).put("path", operation.group(2));
            if (at < statuses.size()) {
                part.put("status", Integer.parseInt(statuses.get(at)));
            }
            if (bodies) {
                part.put("body", bodyBehind(body, operation.end()));
            }
        }
    }

    private static String bodyBehind(String batch, int operation) {
        int start = batch.indexOf("\r\n\r\n", operation);
        int end = start < 0 ? -1 : batch.indexOf("\r\n--", start + 2);
        return end < 0 ? "" : batch.substring(start, end).strip();
    }

    /** From now on, what operations of batches carried is kept as well; it takes memory. */
    void keepBodies(boolean keep) {
        bodies = keep;
    }

    /** Entries after number {@code since}, at most {@code limit}. */
    synchronized ObjectNode list(long since, int limit) {
        ObjectNode answer = Json.object();
        answer.put("next", next);
        ArrayNode values = answer.putArray("entries");
        entries.stream()
                .filter(entry -> entry.get("n").asLong() > since)
                .limit(limit)
                .forEach(values::add);
        return answer;
    }

    synchronized void clear() {
        entries.clear();
    }
}
