package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.runtime.Operating;
import io.dualwrite.runtime.RowSelection;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Rows that nobody wants any more. */
@Command(
        name = "discard",
        description = "Gives failed rows up, for a reason that stays in the journal. They are counted as discarded.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:done", "1:no such row, or it failed"},
        footer = {
            "",
            "Rejected, refused and held rows are meant; with --cause also waiting ones, with --id any that is not done.",
            "Lines that wait for a header that is given up wait on, and are told.",
            "",
            "With --json: rows given up (rows), and lines that wait for a header among them (linesWaiting).",
            "",
            "Examples:",
            "  dual-write discard --id 4711 --reason \"a test order\"",
            "  dual-write discard --cause value-unlisted --map accounts --reason \"old customers\""
        })
final class DiscardCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RowOptions which;

    @Mixin
    private JsonOption json;

    @Option(names = "--reason", paramLabel = "sentence", required = true, description = "why; 1 to 200 characters")
    private String reason;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        RowSelection rows = which.selection();
        if (rows.isEverything()) {
            throw new ParameterException(
                    spec.commandLine(), "which rows? expected --id, --cause, --map or --file; all is too many");
        }
        if (reason.isBlank() || reason.strip().length() > 200) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reason: found " + reason.strip().length() + " characters, expected 1 to 200");
        }
        try (Operating operating = Operating.of(common.settings())) {
            return told(operating.discard(rows, reason));
        }
    }

    private int told(JsonNode done) {
        long rows = done.path("rows").asLong();
        long lines = done.path("linesWaiting").asLong();
        PrintWriter out = spec.commandLine().getOut();
        if (rows == 0) {
            Complaints.tell(spec.commandLine(), "no such row can be given up; dual-write errors --rows lists them");
        }
        if (json.wanted()) {
            json.print(out, "", done);
            return rows > 0 ? 0 : 1;
        }
        out.println(rows == 1 ? "1 row is given up" : rows + " rows are given up");
        if (lines > 0) {
            out.println((lines == 1 ? "1 line waits" : lines + " lines wait")
                    + " for a header that is given up; drop the header anew, or discard them as well:"
                    + " dual-write discard --cause header-missing");
        }
        out.flush();
        return rows > 0 ? 0 : 1;
    }
}
