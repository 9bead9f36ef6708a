package io.dualwrite.delivery;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.odata.Transport;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The only way to a side: nothing passes while its gate is closed, whoever sends it, and what any caller is told by
 * Retry-After closes the gate for all before anybody else can send.
 */
public record GuardedTransport(Transport transport, Gate gate, Clock clock) implements Transport {
    /** @throws SideClosed if nothing was sent because the gate is closed */
    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        Optional<Instant> closed = gate.closedUntil();
        if (closed.isPresent()) {
            throw new SideClosed(closed.get());
        }
        HttpAnswer answer = transport.send(call);
        if (answer.throttled()) {
            RetryAfter.of(answer, clock.instant()).ifPresent(gate::closeUntil);
        }
        return answer;
    }
}
