package io.dualwrite.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.chaos.Chaos;
import io.dualwrite.chaos.Death;
import io.dualwrite.chaos.Launch;
import io.dualwrite.chaos.RunOutcome;
import io.dualwrite.runtime.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The crash test for everybody. */
@Command(
        name = "chaos",
        description = "Kills the program again and again at chosen points, in a world of its own, and proves that"
                + " nothing is lost and nothing is doubled.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:all promises held", "1:not", "2:it could not run"},
        footer = {
            "",
            "Every run starts a sandbox and the program as processes of their own, drops made-up",
            "rows on both sides, kills the program with SIGKILL as the seed has it, at commits",
            "of the journal, moves of files, calls and answers, also while it recovers, starts it",
            "once more, and compares both systems, files, journal and links with what was dropped.",
            "It uses routes/ of this folder, or its own, and nothing else of it. No data of yours",
            "is touched.",
            "",
            "With --json: a line for each run (seed, held, rows, kills, lost, doubled, different), and one for all.",
            "",
            "Examples:",
            "  dual-write chaos --runs 20",
            "  dual-write chaos --seed 4711 --kills 5",
            "  dual-write chaos --runs 50 --random-times"
        })
final class ChaosCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--seed",
            paramLabel = "n",
            description = "seed of the first run; the next ones count on (default: by the clock)")
    private Long seed;

    @Option(names = "--runs", paramLabel = "n", description = "how many runs (default: ${DEFAULT-VALUE})")
    private int runs = 5;

    @Option(names = "--kills", paramLabel = "n|n..m", description = "kills in a row (default: ${DEFAULT-VALUE})")
    private String kills = "1..5";

    @Option(names = "--random-times", description = "kill at random times instead of chosen points")
    private boolean randomTimes;

    @Option(names = "--json", description = "print JSON, a line for each run and one for all")
    private boolean json;

    @Option(
            names = "--work",
            paramLabel = "folder",
            description = "where the runs have their folders (default: chaos in the working directory)")
    private Path work;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private int least;
    private int most;
    private PrintWriter out;
    private final ChaosTally tally = new ChaosTally();

    @Override
    public Integer call() throws IOException, InterruptedException {
        out = spec.commandLine().getOut();
        readKills();
        if (runs < 1) {
            throw wrong("--runs: found " + runs + ", expected 1 or more");
        }
        long first = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        Path folder = work == null ? common.home().resolve("chaos") : work.toAbsolutePath();
        common.settings(); // a wrong setting is told by every command
        try {
            Launch launch = new Launch(DualWrite.class.getName(), routes(folder), common.overrides());
            Chaos chaos = Chaos.prepare(folder, launch);
            for (long next = first; next < first + runs; next++) {
                tell(chaos.run(next, least, most, randomTimes));
            }
        } catch (IOException | IllegalStateException e) {
            Complaints.tell(spec.commandLine(), "the crash test cannot run: " + e.getMessage());
            return 2;
        }
        out.println(json ? tally.json() : tally.text());
        out.flush();
        return tally.held() ? 0 : 1;
    }

    private void readKills() {
        if (!kills.matches("[1-9](\\.\\.[1-9])?")) {
            throw wrong("--kills: found '" + kills + "', expected a number from 1 to 9, or two: 1..5");
        }
        least = kills.charAt(0) - '0';
        most = kills.charAt(kills.length() - 1) - '0';
        if (least > most) {
            throw wrong("--kills: found '" + kills + "', expected the smaller number first");
        }
    }

    private Path routes(Path folder) throws IOException {
        Path own = common.home().resolve("routes");
        if (Files.isDirectory(own)) {
            return own;
        }
        Path unpacked = folder.resolve("routes");
        Files.createDirectories(unpacked);
        Home.unpack("routes", unpacked);
        return unpacked;
    }

    private void tell(RunOutcome run) {
        tally.add(run);
        out.println(json ? document(run) : text(run));
        out.flush();
    }

    private String again(RunOutcome run) {
        return "dual-write chaos --seed " + run.seed() + " --runs 1 --kills " + kills
                + (randomTimes ? " --random-times" : "");
    }

    private String text(RunOutcome run) {
        StringBuilder text = new StringBuilder("seed " + run.seed() + ": " + (run.held() ? "held" : "FAILED") + ", "
                + run.rows() + " rows, " + run.millis() / 1000 + " s");
        run.deaths().forEach(death -> text.append("\n  killed at ").append(death));
        if (run.held()) {
            return text.toString();
        }
        if (!run.trouble().isEmpty()) {
            text.append("\n  ").append(run.trouble());
        }
        run.findings().lost().forEach(what -> text.append("\n  LOST ").append(what));
        run.findings().doubled().forEach(what -> text.append("\n  DOUBLED ").append(what));
        run.findings().different().forEach(what -> text.append("\n  DIFFERENT ").append(what));
        return text + "\n  everything of it is in " + run.folder() + "\n  again: " + again(run);
    }

    private String document(RunOutcome run) {
        ObjectNode document = JSON.createObjectNode();
        document.put("seed", run.seed()).put("held", run.held()).put("rows", run.rows());
        document.put("millis", run.millis()).put("trouble", run.trouble());
        for (Death death : run.deaths()) {
            document.withArray("kills")
                    .addObject()
                    .put("point", death.point())
                    .put("number", death.kill().number())
                    .put("recovering", !death.kill().fresh())
                    .put("landed", death.landed())
                    .put("note", death.note());
        }
        Map<String, List<String>> findings = new LinkedHashMap<>();
        findings.put("lost", run.findings().lost());
        findings.put("doubled", run.findings().doubled());
        findings.put("different", run.findings().different());
        findings.forEach((kind, what) -> what.forEach(document.putArray(kind)::add));
        if (!run.held()) {
            document.put("folder", run.folder().toString()).put("again", again(run));
        }
        return document.toString();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
