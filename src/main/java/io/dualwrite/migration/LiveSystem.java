package io.dualwrite.migration;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.Metadata;
import io.dualwrite.odata.ODataClient;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.odata.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One of the two systems, asked and written to with patience: who is told to come back later comes back later. */
final class LiveSystem {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Map<String, String> HEADERS =
            Map.of("Accept", "application/json", "OData-Version", "4.0", "OData-MaxVersion", "4.0");
    private static final int MOST_TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final String root;
    private final Transport transport;
    private final Pauses pauses;
    private final Clock clock;

    LiveSystem(String name, String root, Transport transport, Pauses pauses, Clock clock) {
        this.name = name;
        this.root = root;
        this.transport = transport;
        this.pauses = pauses;
        this.clock = clock;
    }

    String root() {
        return root;
    }

    /** All rows of a query, page by page. */
    void each(String query, Consumer<JsonNode> row) throws IOException {
        String next = root + "/" + query;
        while (!next.isEmpty()) {
            JsonNode page = JSON.readTree(get(next));
            page.path("value").forEach(row);
            String following = page.path("@odata.nextLink").asText();
            if (following.equals(next)) {
                throw new IOException(next + " answers that it is followed by itself; expected another page or none");
            }
            next = following;
        }
    }

    List<JsonNode> rows(String query) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        each(query, rows::add);
        return rows;
    }

    Metadata metadata() throws IOException {
        return Metadata.parse(get(root + "/$metadata", Map.of("Accept", "application/xml")));
    }

    /** An action of the system. */
    void post(String path, String body) throws IOException {
        HttpCall call = new HttpCall("POST", root + "/" + path, HEADERS, body).with("Content-Type", "application/json");
        HttpAnswer answer = patiently(call);
        if (!answer.ok()) {
            throw refused(call, answer);
        }
    }

    /** Writes in one batch, each for itself; those that were turned away because the system is busy are sent again. */
    List<HttpAnswer> send(List<HttpCall> calls) throws IOException {
        ODataClient client = new ODataClient(this::patiently, root);
        List<HttpAnswer> answers = new ArrayList<>(client.send(calls));
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            List<Integer> busy = busy(answers);
            if (busy.isEmpty()) {
                break;
            }
            pause(answers.get(busy.get(0)), attempt);
            List<HttpAnswer> again = client.send(busy.stream().map(calls::get).toList());
            for (int i = 0; i < busy.size(); i++) {
                answers.set(busy.get(i), again.get(i));
            }
        }
        return answers;
    }

    private static List<Integer> busy(List<HttpAnswer> answers) {
        List<Integer> busy = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).throttled()) {
                busy.add(i);
            }
        }
        return busy;
    }

    private String get(String url) throws IOException {
        return get(url, HEADERS);
    }

    private String get(String url, Map<String, String> headers) throws IOException {
        HttpCall call = new HttpCall("GET", url, headers, "");
        HttpAnswer answer = patiently(call);
        if (!answer.ok()) {
            throw refused(call, answer);
        }
        return answer.body();
    }

    private HttpAnswer patiently(HttpCall call) throws IOException {
        for (int attempt = 0; ; attempt++) {
            HttpAnswer answer = answer(call);
            boolean again = answer.throttled()
                    || (answer.transientFailure() && call.method().equals("GET"));
            if (!again || attempt == MOST_TRIES) {
                return answer;
            }
            pause(answer, attempt);
        }
    }

    private HttpAnswer answer(HttpCall call) throws IOException {
        try {
            return transport.send(call);
        } catch (IOException e) {
            throw new IOException(
                    name + " does not answer at " + call.url() + ": " + e.getMessage()
                            + "; check its address and sign-in in the settings, and run the command again",
                    e);
        }
    }

    private void pause(HttpAnswer answer, int attempt) throws IOException {
        Instant now = clock.instant();
        Duration length = RetryAfter.of(answer, now)
                .map(when -> Duration.between(now, when))
                .orElse(FIRST_PAUSE.multipliedBy(1L << attempt));
        try {
            pauses.pause(length.isNegative() ? Duration.ZERO : length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + name + " was busy");
        }
    }

    private IOException refused(HttpCall call, HttpAnswer answer) {
        return new IOException(name + " answers " + answer.status() + " to " + call.method() + " " + call.url() + ": "
                + ODataError.of(answer)
                + "; give the application user the right to do this, and run the command again");
    }
}
