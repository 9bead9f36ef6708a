package io.dualwrite.runtime;

import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A health check that asks one question; an exception is the answer "down" with its message. */
final class Probe extends AbstractHealthCheck {
    private final Callable<String> question;

    /**
     * @param question gives what to show when up
     */
    Probe(String name, Callable<String> question) {
        super("dual-write", name);
        this.question = question;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            builder.detail("state", question.call()).up();
        } catch (Exception down) {
            builder.message(String.valueOf(down.getMessage())).down();
        }
    }

    @Override
    public boolean isLiveness() {
        // A system that is away is no reason to restart this program.
        return false;
    }
}
