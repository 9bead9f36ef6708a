package io.dualwrite.chaos;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the processes are started.
 *
 * @param mainClass of the command line
 * @param routes the flows to run
 * @param overrides settings on top of those of the test
 */
public record Launch(String mainClass, Path routes, Map<String, String> overrides) {
    public Launch {
        overrides = Map.copyOf(overrides);
    }
}
