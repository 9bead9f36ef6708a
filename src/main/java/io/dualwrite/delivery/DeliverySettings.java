package io.dualwrite.delivery;

import java.time.Duration;

/**
 * How delivery behaves.
 *
 * @param batchSize calls in one batch, at most 1000 (Dataverse's limit)
 * @param firstDelay before the first retry
 * @param factor by which the delay grows with every further retry
 * @param longestDelay the delay grows no further than this
 * @param maxAttempts after so many failed attempts a row is rejected
 * @param connections requests of one flow that may be under way at once
 */
public record DeliverySettings(
        int batchSize, Duration firstDelay, double factor, Duration longestDelay, int maxAttempts, int connections) {
    /** Dataverse's limit for one user; it refuses more. */
    private static final int MOST_CONNECTIONS = 52;

    public DeliverySettings {
        if (batchSize < 1 || batchSize > 1000) {
            throw new IllegalArgumentException("batch size " + batchSize + "; expected 1 to 1000");
        }
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(connections + " connections; expected 1 to " + MOST_CONNECTIONS
                    + ", which is what Dataverse allows at once");
        }
        if (factor < 1 || maxAttempts < 1) {
            throw new IllegalArgumentException(
                    "retry factor " + factor + ", attempts " + maxAttempts + "; expected 1 or more");
        }
    }

    public static DeliverySettings standard() {
        return new DeliverySettings(100, Duration.ofSeconds(2), 2, Duration.ofMinutes(5), 12, 8);
    }

    public DeliverySettings withBatchSize(int size) {
        return new DeliverySettings(size, firstDelay, factor, longestDelay, maxAttempts, connections);
    }

    /** How long to wait after a failure, if so many attempts failed before this one. */
    public Duration delay(int before) {
        double millis = firstDelay.toMillis() * Math.pow(factor, Math.min(before, 60));
        return Duration.ofMillis((long) Math.min(millis, (double) longestDelay.toMillis()));
    }
}
