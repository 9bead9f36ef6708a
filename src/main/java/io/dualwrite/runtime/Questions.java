package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.delivery.Remote;
import io.dualwrite.delivery.Retries;
import io.dualwrite.delivery.SideClosed;
import io.dualwrite.odata.BatchRefused;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.NotReached;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.row.Outcome;
import io.dualwrite.rule.Unanswered;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rules ask of a side, one question at a time; a side that cannot answer now makes the row wait its turn. */
final class Questions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Remote remote;
    private final Retries retries;
    private final Clock clock;

    /** @param retries says when a row goes again for which the side failed, and when it has been tried often enough */
    Questions(Remote remote, Retries retries, Clock clock) {
        this.retries = retries;
        this.remote = remote;
        this.clock = clock;
    }

    /** @throws Unanswered if the side does not answer now */
    List<HttpAnswer> ask(List<HttpCall> calls) {
        Optional<Instant> closed = remote.gate().closedUntil();
        if (closed.isPresent()) {
            throw notAsked(closed.get());
        }
        try {
            List<HttpAnswer> answers = remote.client().send(calls);
            answers.stream()
                    .filter(answer -> answer.transientFailure() || answer.status() == 401)
                    .findFirst()
                    .ifPresent(this::notNow);
            return answers;
        } catch (SideClosed closedNow) {
            throw notAsked(closedNow.until());
        } catch (BatchRefused refused) {
            notNow(refused.answer());
            throw later(String.valueOf(refused.getMessage()), clock.instant());
        } catch (NotReached away) {
            throw new Unanswered(Outcome.retrying(
                    Outcome.NOT_READY,
                    String.valueOf(away.getMessage()),
                    remote.gate().failed()));
        } catch (IOException away) {
            throw later(String.valueOf(away.getMessage()), remote.gate().failed());
        }
    }

    private void notNow(HttpAnswer answer) {
        Optional<Instant> asked = RetryAfter.of(answer, clock.instant());
        asked.ifPresent(remote.gate()::closeUntil);
        if (answer.throttled()) {
            throw new Unanswered(Outcome.retrying(
                    Outcome.THROTTLED,
                    answer.status() + " " + ODataError.of(answer),
                    asked.orElseGet(remote.gate()::failed)));
        }
        throw later(answer.status() + " " + ODataError.of(answer), asked.orElseGet(clock::instant));
    }

    private Unanswered later(String found, Instant when) {
        return new Unanswered(found, change -> retries.failed(change, "target-failed", found, when));
    }

    private static Unanswered notAsked(Instant when) {
        return new Unanswered(Outcome.retrying(Outcome.NOT_READY, "the side is not to be asked yet", when));
    }

    /** The rows of an answer to a query; none if it is no answer with rows. */
    static JsonNode rows(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.ok() ? answer.body() : "{}").path("value");
        } catch (JsonProcessingException e) {
            return JSON.createArrayNode();
        }
    }
}
