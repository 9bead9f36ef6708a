package io.dualwrite.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What is remembered for a while, by the clock that everything goes by. */
final class Caches {
    private Caches() {}

    static <K, V> Cache<K, V> of(Clock clock, int most, Duration life) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(life)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }
}
