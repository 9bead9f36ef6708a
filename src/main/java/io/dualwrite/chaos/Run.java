package io.dualwrite.chaos;

import io.dualwrite.runtime.StopAt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One run: work comes in, the runtime dies as planned, lives once more, and everything is looked at. */
final class Run {
    private static final int MOST_PORTIONS = 12;
    private static final long LOOK_MILLIS = 10;

    private final Plan plan;
    private final Stage stage;
    private final long usualMillis;
    private final Load load;
    private final Random order;
    private final Life life;
    private final List<DropFile> dropped = new ArrayList<>();
    private final List<Death> deaths = new ArrayList<>();

    /** @param usualMillis how long a run from start to rest takes on this machine */
    Run(Plan plan, Stage stage, long usualMillis) {
        this.plan = plan;
        this.stage = stage;
        this.life = new Life(stage);
        this.usualMillis = usualMillis;
        this.load = Load.of(plan.seed());
        this.order = new Random(plan.seed() * 17 + 3);
        this.dropped.addAll(Load.base().everything());
    }

    List<Death> deaths() {
        return List.copyOf(deaths);
    }

    int rows() {
        return dropped.stream().mapToInt(file -> file.rows().size()).sum();
    }

    Findings play() throws IOException, InterruptedException {
        for (Kill kill : plan.kills()) {
            if (kill.fresh()) {
                portion();
            }
            deaths.add(kill.atAnyTime() ? atAnyTime(kill) : atPoint(kill));
        }
        life.toItsEnd();
        return new Verification(stage).of(load.expected(), dropped);
    }

    private void portion() throws IOException {
        List<DropFile> portion = load.portion();
        dropped.addAll(stage.play(portion, order));
    }

    private Death atAnyTime(Kill kill) throws IOException, InterruptedException {
        long millis = usualMillis * kill.number() / 1000;
        try (Program runtime = stage.startRuntime(List.of())) {
            long end = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < end && runtime.alive()) {
                Thread.sleep(LOOK_MILLIS);
            }
            life.mustGoOn(runtime);
            runtime.kill();
        }
        return new Death(kill, true, "after " + millis + " ms");
    }

    private Death atPoint(Kill kill) throws IOException, InterruptedException {
        Path mark = stage.folder().resolve("reached-" + deaths.size());
        List<String> properties = kill.inRelay()
                ? List.of()
                : List.of(StopAt.PROPERTY + "=" + kill.point() + ":" + kill.number() + ":" + mark);
        stage.relay().keepBack(kill.inRelay() ? kill.number() : 0);
        try (Program runtime = stage.startRuntime(properties);
                Rest rest = new Rest(stage.settings())) {
            int more = 0;
            while (!reached(kill, mark)) {
                life.mustGoOn(runtime);
                if (rest.isReached() && more++ == MOST_PORTIONS) {
                    runtime.kill();
                    return new Death(kill, false, "not reached with " + MOST_PORTIONS + " portions of work more");
                }
                if (rest.isReached()) {
                    portion();
                    rest.again();
                }
            }
            runtime.kill();
            stage.relay().keepBack(0);
            return new Death(kill, true, more == 0 ? "" : "with " + more + " portions of work more");
        }
    }

    private boolean reached(Kill kill, Path mark) throws InterruptedException {
        if (kill.inRelay()) {
            return stage.relay().holds(LOOK_MILLIS);
        }
        Thread.sleep(LOOK_MILLIS);
        return Files.exists(mark);
    }
}
