package io.dualwrite.runtime;

import io.dualwrite.journal.Status;
import io.dualwrite.row.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rows by map, direction and outcome; how long the oldest queued row waits, in seconds; deliveries put off. */
final class Metrics {
    private final MultiGauge rows;
    private final MultiGauge lag;
    private final MultiGauge retries;
    private final Clock clock;

    Metrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        rows = MultiGauge.builder("dualwrite.rows")
                .description("rows by map, direction and outcome; queued ones too")
                .register(registry);
        lag = MultiGauge.builder("dualwrite.lag.seconds")
                .description("age of the oldest queued row")
                .register(registry);
        retries = MultiGauge.builder("dualwrite.retries")
                .description("deliveries put off since the start")
                .register(registry);
    }

    void show(Status status) {
        List<MultiGauge.Row<?>> rowRows = new ArrayList<>();
        List<MultiGauge.Row<?>> lagRows = new ArrayList<>();
        List<MultiGauge.Row<?>> retryRows = new ArrayList<>();
        for (Status.MapStatus map : status.maps()) {
            Tags tags = Tags.of("map", map.map(), "direction", map.direction().word());
            for (Outcome.Kind kind : Outcome.Kind.values()) {
                rowRows.add(MultiGauge.Row.of(
                        tags.and("outcome", kind.word()), map.counts().of(kind)));
            }
            rowRows.add(MultiGauge.Row.of(
                    tags.and("outcome", "queued"), map.counts().queued()));
            lagRows.add(MultiGauge.Row.of(
                    tags,
                    map.oldestQueued()
                            .map(since ->
                                    Duration.between(since, clock.instant()).toMillis() / 1000.0)
                            .orElse(0.0)));
            retryRows.add(MultiGauge.Row.of(tags, map.retries()));
        }
        rows.register(rowRows, true);
        lag.register(lagRows, true);
        retries.register(retryRows, true);
    }
}
