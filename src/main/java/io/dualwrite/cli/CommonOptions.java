package io.dualwrite.cli;

import io.dualwrite.runtime.Home;
import io.dualwrite.runtime.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
    @Option(
            names = "--set",
            paramLabel = "name=value",
            description = "a setting for this run; wins over the environment and application.properties")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--home",
            paramLabel = "folder",
            description = "the working directory with application.properties and routes/ (default: here)")
    private Path home = Path.of("");

    Path home() {
        return home.toAbsolutePath().normalize();
    }

    Map<String, String> overrides() {
        return overrides;
    }

    Settings settings() {
        return Home.settings(home(), overrides);
    }
}
