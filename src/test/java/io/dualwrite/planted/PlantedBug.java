package io.dualwrite.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A mistake to be made in one class, and who must find it.
 *
 * @param file under src/main/java/io/dualwrite
 * @param text what stands there once
 * @param instead what takes its place
 * @param hunt chaos, or a test class
 */
record PlantedBug(String bug, String file, String text, String instead, String hunt) {
    private static final Path SOURCES = Path.of("src/main/java/io/dualwrite");

    static List<PlantedBug> all() {
        try (InputStream file = PlantedBug.class.getResourceAsStream("/planted/bugs.yaml")) {
            List<PlantedBug> bugs = new ArrayList<>();
            for (Map<String, String> bug :
                    new Yaml(new SafeConstructor(new LoaderOptions())).<List<Map<String, String>>>load(file)) {
                bugs.add(new PlantedBug(
                        bug.get("bug"),
                        bug.get("file"),
                        bug.get("text").strip(),
                        bug.get("instead").strip(),
                        bug.get("hunt")));
            }
            return bugs;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String source() throws IOException {
        return Files.readString(SOURCES.resolve(file));
    }

    int places() throws IOException {
        return (int) place().matcher(source()).results().count();
    }

    /** However the lines are indented. */
    private Pattern place() {
        return Pattern.compile(
                Arrays.stream(text.split("\\s+", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+")));
    }

    /** Compiles the class with the mistake in it; only what is compiled here stands in the folder. */
    void plant(Path folder, String classPath) throws IOException {
        Path name = SOURCES.resolve(file).getFileName();
        Path changed = Files.writeString(
                Files.createDirectories(folder.resolve("source")).resolve(name.toString()),
                place().matcher(source()).replaceFirst(Matcher.quoteReplacement(instead)));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                changed.toString());
        assertThat(result).as("does '%s' compile", bug).isZero();
    }

    @Override
    public String toString() {
        return bug;
    }
}
