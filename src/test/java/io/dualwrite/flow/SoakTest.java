package io.dualwrite.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both feeds on and faults on, for an hour or as long as {@code -Dsoak.minutes} says: what the process holds stays flat,
 * the account adds up whenever it is asked, and in the end both sides say the same. {@code -Dsoak.rate} is the edits of
 * people in a second, {@code -Dsoak.seed} what they do.
 */
@Tag("nightly")
class SoakTest {
    private static final int SAMPLES = 60;

    @TempDir
    Path home;

    @Test
    void an_hour_of_edits_and_faults_leaves_nothing_behind() throws Exception {
        long seconds = Duration.ofMinutes(Long.getLong("soak.minutes", 60)).toSeconds();
        long seed = Long.getLong("soak.seed", 1);
        Vitals vitals = new Vitals();
        try (World world = new World(home, Map.of(), Optional.of(home.resolve("drop")))) {
            Soak soak = new Soak(world, new People(world, () -> rest(world)), seed);
            soak.begin();
            rest(world);
            live(soak, vitals, seconds);
            world.asPerson("DELETE", "/sandbox/faults", "");
            rest(world);
            vitals.samples().forEach(sample -> System.out.println("soak: " + sample));
            System.out.println("soak: " + seconds + " s, seed " + seed + ": " + soak.told());
            soak.askForEachRow();
            assertThat(soak.wrong()).isEmpty();
            assertThat(vitals.grown()).isEmpty();
            assertThat(Rounds.differences(world, "S")).isEmpty();
        }
    }

    private static void live(Soak soak, Vitals vitals, long seconds) throws InterruptedException {
        ScheduledExecutorService hands = Executors.newScheduledThreadPool(4);
        List<ScheduledFuture<?>> work = List.of(
                every(hands, 1_000 / Long.getLong("soak.rate", 5), soak::edit),
                every(hands, 3_000, soak::fail),
                every(hands, 500, soak::ask),
                every(hands, 10_000, soak::count),
                every(hands, seconds * 1_000 / SAMPLES, vitals::take));
        assertThat(new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)).isFalse();
        assertThat(work).noneMatch(Future::isDone); // what throws is not done again
        hands.shutdown();
        assertThat(hands.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    private static ScheduledFuture<?> every(ScheduledExecutorService hands, long millis, Runnable work) {
        return hands.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** What we write comes back by itself here: two looks in a row must find nothing to do. */
    private static void rest(World world) {
        int[] quiet = {0};
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    quiet[0] = world.status().get("idle").asBoolean() ? quiet[0] + 1 : 0;
                    return quiet[0] == 2;
                });
    }
}
