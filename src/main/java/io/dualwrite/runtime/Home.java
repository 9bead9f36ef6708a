package io.dualwrite.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The card that the jar carries: the shipped settings, routes and samples, for a start outside a checkout. */
public final class Home {
    private static final String IN_JAR = "home";

    private Home() {}

    /**
     * The settings of a working directory.
     *
     * @throws SettingsError naming every setting that is not known or malformed
     */
    public static Settings settings(Path home, Map<String, String> overrides) {
        try (InputStream shipped = Home.class.getClassLoader().getResourceAsStream(IN_JAR + "/application.properties");
                InputStreamReader defaults = new InputStreamReader(shipped, StandardCharsets.UTF_8)) {
            return Settings.load(home, defaults, System.getenv(), overrides);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the settings of the program itself", e);
        }
    }

    /** Copies a shipped folder ({@code routes}, {@code samples}) to the disk. */
    public static void unpack(String folder, Path to) {
        URL root = Home.class.getClassLoader().getResource(IN_JAR + "/" + folder);
        try {
            URI uri = root.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath("/" + IN_JAR + "/" + folder), to);
                }
            } else {
                copy(Path.of(uri), to);
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot unpack " + folder + " of the program to " + to, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
