package io.dualwrite.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.odata.BatchRefused;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.NotReached;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.row.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks one side many questions at once. */
final class Finder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_QUESTIONS = 500;

    private final Remote remote;
    private final Clock clock;

    /** The rows that answer a question, or why the side would not answer it. */
    record Found(List<JsonNode> rows, Optional<String> refused) {
        List<String> values(String column) {
            return rows.stream().map(row -> row.path(column).asText()).toList();
        }
    }

    Finder(Remote remote, Clock clock) {
        this.remote = remote;
        this.clock = clock;
    }

    /** An answer to every question, in order. */
    List<Found> ask(List<HttpCall> questions) throws NotNow {
        List<Found> answers = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += MOST_QUESTIONS) {
            answers.addAll(send(questions.subList(from, Math.min(from + MOST_QUESTIONS, questions.size()))));
        }
        return answers;
    }

    private List<Found> send(List<HttpCall> questions) throws NotNow {
        Optional<Instant> closed = remote.gate().closedUntil();
        if (closed.isPresent()) {
            throw new NotNow(Outcome.NOT_READY, "", false, closed.get());
        }
        try {
            List<HttpAnswer> answers = remote.client().send(questions);
            if (answers.stream().noneMatch(HttpAnswer::throttled)) {
                remote.gate().worked();
            }
            List<Found> found = new ArrayList<>();
            for (HttpAnswer answer : answers) {
                found.add(read(answer));
            }
            return found;
        } catch (BatchRefused e) {
            return refused(questions, e.answer());
        } catch (NotNow e) {
            throw e;
        } catch (SideClosed e) {
            throw new NotNow(Outcome.NOT_READY, "", false, e.until());
        } catch (NotReached e) {
            throw new NotNow(
                    Outcome.NOT_READY,
                    String.valueOf(e.getMessage()),
                    false,
                    remote.gate().failed());
        } catch (IOException e) {
            throw new NotNow(
                    "connection-lost",
                    String.valueOf(e.getMessage()),
                    true,
                    remote.gate().failed());
        }
    }

    private List<Found> refused(List<HttpCall> questions, HttpAnswer answer) throws NotNow {
        if (questions.size() == 1 || answer.transientFailure() || answer.status() == 401) {
            return List.of(read(answer));
        }
        List<Found> halves = new ArrayList<>(send(questions.subList(0, questions.size() / 2)));
        halves.addAll(send(questions.subList(questions.size() / 2, questions.size())));
        return halves;
    }

    private Found read(HttpAnswer answer) throws NotNow {
        if (answer.transientFailure() || answer.status() == 401) {
            Optional<Instant> asked = RetryAfter.of(answer, clock.instant());
            asked.ifPresent(remote.gate()::closeUntil);
            String message = answer.status() + " " + ODataError.of(answer);
            String reason =
                    answer.throttled() ? Outcome.THROTTLED : answer.status() == 401 ? "sign-in" : "target-failed";
            throw new NotNow(reason, message, !answer.throttled(), asked.orElseGet(remote.gate()::failed));
        }
        if (answer.status() == 404) {
            return new Found(List.of(), Optional.empty());
        }
        return answer.ok()
                ? new Found(rows(answer), Optional.empty())
                : new Found(List.of(), Optional.of(answer.status() + " " + ODataError.of(answer)));
    }

    private static List<JsonNode> rows(HttpAnswer answer) throws NotNow {
        try {
            List<JsonNode> rows = new ArrayList<>();
            JSON.readTree(answer.body()).path("value").forEach(rows::add);
            return rows;
        } catch (JsonProcessingException e) {
            throw new NotNow("connection-lost", "an answer to a query is no JSON", true, Instant.MIN);
        }
    }
}
