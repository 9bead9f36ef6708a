package io.dualwrite.runtime;

import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.HttpCall;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.odata.Transport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits as long as a busy system asks to, and asks again: for commands, which have nothing else to do meanwhile. */
record PatientTransport(Transport transport, Clock clock) implements Transport {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int TRIES = 10;

    @Override
    public HttpAnswer send(HttpCall call) throws IOException {
        HttpAnswer answer = transport.send(call);
        for (int tries = 1; answer.throttled() && tries < TRIES; tries++) {
            pause(answer);
            answer = transport.send(call);
        }
        return answer;
    }

    /** As long as the answer says, or a second. */
    void pause(HttpAnswer answer) throws IOException {
        Instant now = clock.instant();
        Duration asked = Duration.between(now, RetryAfter.of(answer, now).orElse(now.plusSeconds(1)));
        try {
            Thread.sleep(asked.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(asked.toMillis(), 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the system asked to wait", e);
        }
    }
}
