package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.runtime.Operating;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Rows that did not go, and why. */
@Command(
        name = "errors",
        description = "Rejected, refused and held rows by cause, with an example and what to do; or row by row.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:told", "1:failed"},
        footer = {
            "",
            "Works with a running program and without one. JSON of --rows has each row's content, and what was dropped",
            "if it was edited since: personal data may be in it.",
            "",
            "With --json: causes (count, outcome, reason, map, direction, field, remedy, example), or rows (id, file, line,",
            "map, direction, key, outcome, reason, field, found, expected, remedy, row), and more: how many are not listed.",
            "",
            "Examples:",
            "  dual-write errors",
            "  dual-write errors --rows --cause value-unlisted",
            "  dual-write errors --rows --csv > failed.csv"
        })
final class ErrorsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RowOptions which;

    @Option(names = "--rows", description = "one line a row")
    private boolean rows;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--csv", description = "print CSV")
    private boolean csv;

    @Option(
            names = "--limit",
            paramLabel = "n",
            defaultValue = "1000",
            description = "most rows that --rows lists (default: ${DEFAULT-VALUE})")
    private int limit;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (json && csv) {
            throw new ParameterException(spec.commandLine(), "found --json and --csv; expected one of them");
        }
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: found " + limit + ", expected 1 or more");
        }
        try (Operating operating = Operating.of(common.settings())) {
            String found = operating.errors(which.selection(), rows, limit);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? found : shown(new ObjectMapper().readTree(found)));
            out.flush();
            return 0;
        }
    }

    private String shown(JsonNode found) {
        long more = found.path("more").asLong();
        if (more > 0) {
            Complaints.tell(spec.commandLine(), more + " more rows are not listed; narrow them, or raise --limit");
        }
        if (csv) {
            return rows ? ErrorList.csvOfRows(found) : ErrorList.csvOfCauses(found);
        }
        return rows ? ErrorList.rows(found) : ErrorList.causes(found);
    }
}
