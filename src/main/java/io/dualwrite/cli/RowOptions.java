package io.dualwrite.cli;

import io.dualwrite.runtime.RowSelection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which failed rows a command is about; options add up: only rows that all of them name. */
final class RowOptions {
    @Option(names = "--file", paramLabel = "name", description = "only rows of this dropped file")
    private String file;

    @Option(
            names = "--map",
            paramLabel = "name",
            completionCandidates = MapNames.class,
            description = "only rows of this map")
    private String map;

    @Option(names = "--cause", paramLabel = "word", description = "only rows with this reason, as reports name it")
    private String cause;

    @Option(
            names = "--id",
            paramLabel = "n",
            description = "only this row, by its number as errors --rows lists it; may be given several times")
    private List<Long> ids = new ArrayList<>();

    RowSelection selection() {
        return new RowSelection(file, map, cause, ids);
    }
}
