package io.dualwrite.runtime;

import io.dualwrite.delivery.SideClosed;
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
        HttpAnswer answer = sendWhenOpen(call);
        for (int tries = 1; answer.throttled() && tries < TRIES; tries++) {
            pause(answer);
            answer = sendWhenOpen(call);
        }
        return answer;
    }

    /** A running program's flows may have been told to stay away: that holds for commands to it as well. */
    private HttpAnswer sendWhenOpen(HttpCall call) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return transport.send(call);
            } catch (SideClosed closed) {
                if (tries == TRIES) {
                    throw closed;
                }
                pause(Duration.between(clock.instant(), closed.until()));
            }
        }
    }

    /** As long as the answer says, or a second. */
    void pause(HttpAnswer answer) throws IOException {
        Instant now = clock.instant();
        pause(Duration.between(now, RetryAfter.of(answer, now).orElse(now.plusSeconds(1))));
    }

    private static void pause(Duration asked) throws IOException {
        try {
            Thread.sleep(asked.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : Math.max(asked.toMillis(), 0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the system asked to wait", e);
        }
    }
}
