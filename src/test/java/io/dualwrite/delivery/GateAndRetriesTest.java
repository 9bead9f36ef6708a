package io.dualwrite.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GateAndRetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final DeliverySettings settings =
            new DeliverySettings(100, Duration.ofSeconds(2), 2, Duration.ofSeconds(10), 4, 1);
    private final Retries retries = new Retries(settings, clock);
    private final Gate gate = new Gate(clock, settings);

    private static Change failedBefore(int attempts) {
        return new Change(
                1,
                "orders",
                Direction.TO_DATAVERSE,
                Operation.UPSERT,
                RowKey.of("USMF", "F1"),
                new Place("f.csv", 2),
                Row.empty(),
                Optional.empty(),
                Optional.empty(),
                attempts);
    }

    @Test
    void the_delay_grows_up_to_its_limit_and_then_the_row_is_rejected() {
        assertThat(due(0)).contains(NOW.plusSeconds(2));
        assertThat(due(1)).contains(NOW.plusSeconds(4));
        assertThat(due(2)).contains(NOW.plusSeconds(8));
        Outcome last = retries.failed(failedBefore(3), "target-failed", "500 broken");
        assertThat(last.kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(last.reason()).isEqualTo("retries-used-up");
        assertThat(last.found()).isEqualTo("500 broken");
        assertThat(settings.delay(10)).isEqualTo(Duration.ofSeconds(10));
    }

    private Optional<Instant> due(int attempts) {
        return retries.failed(failedBefore(attempts), "target-failed", "500").retryAt();
    }

    @Test
    void a_gate_stays_closed_until_the_latest_time_anybody_was_told() {
        gate.closeUntil(NOW.plusSeconds(30));
        gate.closeUntil(NOW.plusSeconds(10));
        assertThat(gate.closedUntil()).contains(NOW.plusSeconds(30));
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_gate_closed_longer_than_was_meant() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Gate own = new Gate(new Set(now), settings);
        own.closeUntil(NOW.plusSeconds(30));
        assertThat(own.closedUntil()).isPresent();

        now.set(NOW.minus(Duration.ofDays(1)));
        assertThat(own.closedUntil()).contains(now.get().plusSeconds(30));
        now.set(now.get().plusSeconds(29));
        assertThat(own.closedUntil()).isPresent();
        now.set(now.get().plusSeconds(1));
        assertThat(own.closedUntil()).isEmpty();
    }

    @Test
    void a_gate_is_closed_longer_with_every_failure_in_a_row() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Gate own = new Gate(new Set(now), settings);
        assertThat(own.failed()).isEqualTo(NOW.plusSeconds(2));
        assertThat(own.failed()).as("under way when it closed").isEqualTo(NOW.plusSeconds(2));
        now.set(NOW.plusSeconds(2));
        assertThat(own.failed()).isEqualTo(NOW.plusSeconds(6));
        now.set(NOW.plusSeconds(6));
        own.worked();
        assertThat(own.failed()).isEqualTo(NOW.plusSeconds(8));
    }

    private static final class Set extends Clock {
        private final AtomicReference<Instant> now;

        Set(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
