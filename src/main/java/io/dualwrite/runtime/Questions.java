package io.dualwrite.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.delivery.Remote;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.row.Outcome;
import io.dualwrite.rule.Unanswered;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rules ask of a side, one question at a time; a side that cannot answer now makes the row wait its turn. */
final class Questions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Remote remote;
    private final Clock clock;

    Questions(Remote remote, Clock clock) {
        this.remote = remote;
        this.clock = clock;
    }

    /** @throws Unanswered if the side does not answer now */
    List<HttpAnswer> ask(List<HttpCall> calls) {
        Optional<Instant> closed = remote.gate().closedUntil();
        if (closed.isPresent()) {
            throw later("the side is not to be asked yet", closed.get());
        }
        try {
            List<HttpAnswer> answers = remote.client().send(calls);
            answers.stream()
                    .filter(answer -> answer.transientFailure() || answer.status() == 401)
                    .findFirst()
                    .ifPresent(this::notNow);
            return answers;
        } catch (IOException away) {
            throw later(String.valueOf(away.getMessage()), remote.gate().failed());
        }
    }

    private void notNow(HttpAnswer answer) {
        Optional<Instant> asked = RetryAfter.of(answer, clock.instant());
        asked.ifPresent(remote.gate()::closeUntil);
        throw later(answer.status() + " " + ODataError.of(answer), asked.orElseGet(() -> clock.instant()
                .plus(SOON)));
    }

    private static Unanswered later(String found, Instant when) {
        return new Unanswered(Outcome.retrying("target-not-ready", found, when));
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
