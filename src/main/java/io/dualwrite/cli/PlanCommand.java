package io.dualwrite.cli;

import io.dualwrite.plan.Plan;
import io.dualwrite.plan.Planning;
import io.dualwrite.plan.SideFile;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What would be written? */
@Command(
        name = "plan",
        description = "Says what dropping files would write where: per row and field the old and the new value,"
                + " and why. Writes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:nothing would change",
            "1:it failed, or a file cannot be used; this wins over 2",
            "2:something would change"
        },
        footer = {
            "",
            "The program itself runs over a copy of the journal and an overlay of both",
            "systems: they are read, and what would be written is kept aside. A folder may",
            "have the folders finops/ and dataverse/; of other files the name tells the side,",
            "or --side does. Files go in the order of their times, as in a drop folder; rows",
            "of different files may need each other. What is queued already goes first and is",
            "not told. Works with a running program and without one.",
            "",
            "Not foretold: numbers and GUIDs that a system gives itself, checks and plug-ins",
            "of your own in either system, and what somebody changes in the meantime.",
            "",
            "+ new   ~ changed   - deleted   ! will not go, a person is needed",
            "? waits, or stays queued   = nothing to do",
            "",
            "With --json: changes, files, rows (file, line, older, map, direction, operation, key,",
            "outcome, changes, reason, field, found, expected, remedy, table, equal, fields:",
            "field, old, new, fate, why, map, mapLine, conflict), moreRows, also (written as",
            "well), totals, money. Personal data is in it.",
            "",
            "Examples:",
            "  dual-write plan CDSSalesOrderHeaders.csv CDSSalesOrderLines.csv",
            "  dual-write plan export/ --summary",
            "  dual-write plan customers.json --side dataverse --json > plan.json",
            "  dual-write plan --queued"
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(arity = "0..*", paramLabel = "file-or-folder", description = "what would be dropped")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--queued", description = "what is queued and what lies in the drop folders, instead of files")
    private boolean queued;

    @Option(names = "--side", paramLabel = "side", description = "where the files come from: finops or dataverse")
    private String side;

    @Option(names = "--summary", description = "totals only")
    private boolean summary;

    @Option(names = "--all", description = "also rows of which nothing would be written")
    private boolean all;

    @Option(
            names = "--rows",
            paramLabel = "n",
            defaultValue = "500",
            description = "most rows to list (default: ${DEFAULT-VALUE}); JSON has all of them unless this is given")
    private int rows;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (queued != paths.isEmpty()) {
            throw wrong(
                    queued
                            ? "found --queued and files; expected one of them"
                            : "found neither files nor --queued; expected dual-write plan <file-or-folder>, or plan --queued");
        }
        if (rows < 0) {
            throw wrong("--rows: found " + rows + ", expected 0 or more");
        }
        Settings settings = common.settings();
        Planning planning = new Planning(settings, Clock.systemUTC());
        List<SideFile> files = queued ? List.of() : files(settings);
        Plan plan = queued ? planning.ofQueued() : planning.of(files);
        print(plan);
        return !plan.usable() ? 1 : plan.changes() ? 2 : 0;
    }

    private List<SideFile> files(Settings settings) throws IOException {
        try {
            return new PlanFiles(settings, side == null ? null : Side.of(side)).of(paths);
        } catch (IllegalArgumentException wrong) {
            throw wrong(wrong.getMessage());
        }
    }

    private void print(Plan plan) {
        boolean told = spec.commandLine().getParseResult().hasMatchedOption("--rows");
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? PlanDocument.of(plan, summary ? 0 : told ? rows : Integer.MAX_VALUE)
                        : new PlanReport(plan, all, summary ? 0 : rows).text(summary));
        out.flush();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
