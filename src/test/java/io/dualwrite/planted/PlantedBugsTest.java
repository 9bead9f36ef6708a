package io.dualwrite.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of the promises are tested: mistakes are planted, and each must be found. What each took is written down. */
class PlantedBugsTest {
    private static final int MOST_RUNS = 60;
    private static final Pattern TRIES = Pattern.compile("tries = (\\d+)");
    private static final Path FIGURES = Path.of("target", "planted-bugs.txt");

    @TempDir
    Path folder;

    static Stream<PlantedBug> bugs() {
        return PlantedBug.all().stream();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void a_mistake_can_be_planted_where_it_is_said_to_be(PlantedBug bug) throws IOException {
        assertThat(bug.places()).as("'%s' in %s", bug.text(), bug.file()).isOne();
        if (!bug.hunt().equals("chaos")) {
            assertThat(Path.of("src/test/java", bug.hunt().replace('.', '/') + ".java"))
                    .exists();
        }
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("bugs")
    void a_planted_mistake_is_found(PlantedBug bug) throws IOException {
        bug.plant(folder, classPath());
        Found found = bug.hunt().equals("chaos") ? chaos() : test(bug.hunt());
        Files.writeString(
                FIGURES,
                bug + ": " + (found.yes() ? "found" : "NOT FOUND") + " after " + found.after() + ", " + bug.hunt()
                        + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        assertThat(found.yes()).as("%s, hunted by %s", bug, bug.hunt()).isTrue();
    }

    /** @param after seeds or sequences; nothing where there is only one case */
    private record Found(boolean yes, String after) {}

    /** Seeds from 1 on until a run fails. */
    private Found chaos() throws IOException {
        Process process = start(
                "io.dualwrite.cli.DualWrite",
                "chaos",
                "--json",
                "--seed",
                "1",
                "--runs",
                String.valueOf(MOST_RUNS),
                "--work",
                folder.resolve("chaos").toString());
        int runs = 0;
        try (BufferedReader lines = reader(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                runs += line.startsWith("{\"seed\"") ? 1 : 0;
                if (line.contains("\"held\":false") || line.contains("cannot run")) {
                    return new Found(true, Math.max(runs, 1) + " seeds");
                }
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Found(false, runs + " seeds");
    }

    private Found test(String name) throws IOException {
        Process process = start(HuntMain.class.getName(), name);
        String tries = "";
        try (BufferedReader lines = reader(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = TRIES.matcher(line);
                tries = tries.isEmpty() && matcher.find() ? matcher.group(1) + " sequences" : tries;
                if (line.startsWith(HuntMain.RESULT)) {
                    return new Found(line.endsWith("failed"), tries.isEmpty() ? "the cases" : tries);
                }
            }
        } finally {
            process.destroyForcibly();
        }
        throw new IllegalStateException("the hunt with " + name + " ended without a result");
    }

    private Process start(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                folder.resolve("classes") + File.pathSeparator + classPath()));
        all.addAll(List.of(command));
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
