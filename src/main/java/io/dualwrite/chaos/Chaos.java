package io.dualwrite.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The crash test: runs with a seed each. Every run starts from a copy of the same base, that both systems and the
 * journal are already full of.
 */
public final class Chaos {
    private static final String BASE = "base";

    /** A busy machine takes longer; a death at a random time should still come while there is work. */
    private static final long LONGEST_MILLIS = 15_000;

    private final Path folder;
    private final Launch launch;
    private final long usualMillis;

    private Chaos(Path folder, Launch launch, long usualMillis) {
        this.folder = folder;
        this.launch = launch;
        this.usualMillis = usualMillis;
    }

    /**
     * Prepares the base.
     *
     * @param folder is made if it is not there; what an earlier test left in it is removed
     * @throws IOException if a process does not start or does not come to rest; the folder is kept
     */
    public static Chaos prepare(Path folder, Launch launch) throws IOException, InterruptedException {
        Path base = folder.resolve(BASE);
        remove(base);
        long usual;
        try (Stage stage = Stage.open(base, launch)) {
            stage.play(Load.base().everything(), new Random(0));
            long begun = System.nanoTime();
            new Life(stage).toItsEnd();
            usual = (System.nanoTime() - begun) / 1_000_000;
            mustHold(
                    new Verification(stage)
                            .of(Load.base().expected(), Load.base().everything()),
                    base);
            stage.stop();
        }
        return new Chaos(folder, launch, Math.min(usual, LONGEST_MILLIS));
    }

    private static void mustHold(Findings findings, Path base) throws IOException {
        if (!findings.none()) {
            throw new IOException("the two systems do not agree even if nobody kills anything, see " + base + ": "
                    + findings.lost() + findings.doubled() + findings.different());
        }
    }

    /**
     * @param least deaths in a row
     * @param most deaths in a row
     * @param anyTime die at random times instead of chosen points
     */
    public RunOutcome run(long seed, int least, int most, boolean anyTime) throws IOException, InterruptedException {
        return run(Plan.of(seed, least, most, anyTime));
    }

    RunOutcome run(Plan plan) throws IOException, InterruptedException {
        Path place = folder.resolve("run-" + plan.seed());
        long begun = System.nanoTime();
        RunOutcome outcome;
        try (Stage stage = stage(place)) {
            Run run = new Run(plan, stage, usualMillis);
            Findings findings = new Findings();
            String trouble = "";
            try {
                findings = run.play();
            } catch (IOException | IllegalStateException e) {
                trouble = String.valueOf(e.getMessage());
            }
            long millis = (System.nanoTime() - begun) / 1_000_000;
            outcome = new RunOutcome(plan.seed(), run.deaths(), findings, place, run.rows(), millis, trouble);
        }
        if (outcome.held()) {
            remove(place);
        }
        return outcome;
    }

    /** A world of its own that is as far as the base. */
    Stage stage(Path place) throws IOException, InterruptedException {
        remove(place);
        copy(folder.resolve(BASE), place);
        return Stage.open(place, launch);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !from.relativize(file).startsWith(Stage.MADE))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (!file.getFileName().toString().endsWith(".log")) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Every point a run may be killed at, as in the outcomes. */
    public static List<String> points() {
        return Kill.points();
    }
}
