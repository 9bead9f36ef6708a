package io.dualwrite.cli;

import io.dualwrite.compare.Compared;
import io.dualwrite.compare.Finds;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Comparing;
import io.dualwrite.runtime.Reconciling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Do both systems say the same, and what makes them? */
@Command(
        name = "reconcile",
        aliases = "compare",
        description =
                "Reads both systems and compares every row of the maps on the mapped fields; plans and applies what"
                        + " makes them the same. Changes nothing unless told --apply.",
        mixinStandardHelpOptions = true,
        exitCodeList = {
            "0:both sides agree, or all of a plan was applied",
            "1:they do not, some was not, or one does not answer"
        },
        footer = {
            "",
            "Rows of F&O go through the map and its rules, as on their way to Sales; what comes out is compared with",
            "what Sales has, whatever the journal remembers. Rows that a filter leaves on their side are counted, and",
            "not missed. A row that the journal has not brought through yet is told as such. Works beside a running",
            "program and without one. Large tables wait in files of the folder for temporary ones: personal data.",
            "",
            "--repair-file writes a folder of ordinary dropped files for both sides. Look at it with 'dual-write plan",
            "<folder>', then --apply it: rows that somebody changed meanwhile are left out and counted. Whatever wins,",
            "fields that flow one way are their source's. Values that are written over stay in 'dual-write conflicts'.",
            "",
            "With --json: agree, and maps (map, equal, differ, onlyInFinops, onlyInDataverse, filteredInFinops,",
            "filteredInDataverse, orphaned, doubles, inFlight, rows with their fields, more: how many are not listed,",
            "notCompared), and of a plan repair (files, left); of --apply rows, changedSince and files.",
            "",
            "Examples:",
            "  dual-write reconcile",
            "  dual-write reconcile orders order-lines --company usmf --rows 10",
            "  dual-write reconcile accounts --repair-file repair --winner finops",
            "  dual-write plan repair",
            "  dual-write reconcile --apply repair"
        })
final class ReconcileCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "0..*",
            paramLabel = "map",
            completionCandidates = MapNames.class,
            description = "the maps to compare (default: all that flow)")
    private List<String> names = new ArrayList<>();

    @Option(names = "--company", paramLabel = "code", description = "only rows of this company: usmf")
    private String company;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = {"--rows", "--limit"},
            paramLabel = "n",
            defaultValue = "50",
            description = "most rows to list for a map (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--repair-file",
            paramLabel = "folder",
            description = "write what would make both sides the same into this new folder")
    private Path repair;

    @Option(
            names = "--winner",
            paramLabel = "side",
            description = "with --repair-file: the side that is right, finops or dataverse")
    private Side winner;

    @Option(
            names = "--delete",
            description = "with --repair-file: delete rows that the winner does not have (default: they go there, where"
                    + " their map flows that way)")
    private boolean delete;

    @Option(names = "--apply", paramLabel = "folder", description = "bring a repair through the flows")
    private Path apply;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        if (apply != null) {
            return new RepairRun(common, spec, json).apply(apply);
        }
        Reconciling reconciling = new Reconciling(common.settings());
        List<String> maps = names.isEmpty() ? reconciling.comparing().inOrder() : names;
        for (String name : maps) {
            if (!reconciling.comparing().names().contains(name)) {
                throw wrong("no map is called " + name + "; the maps in effect are "
                        + String.join(", ", reconciling.comparing().names()));
            }
        }
        OpenRows open = OpenRows.of(common.settings(), maps);
        if (!open.unknown().isEmpty()) {
            spec.commandLine().getErr().println("dual-write: " + open.unknown());
        }
        if (repair != null) {
            return planned(reconciling, maps, open);
        }
        List<Compared> compared = compared(reconciling.comparing(), maps, open);
        say(json ? ComparisonReport.json(compared, open) : ComparisonReport.text(compared, open));
        return compared.stream().allMatch(Compared::agrees) ? 0 : 1;
    }

    private void check() {
        if (limit < 0) {
            throw wrong("--rows: found " + limit + ", expected 0 or more");
        }
        if ((repair == null) != (winner == null)) {
            throw wrong("--repair-file and --winner go together: which side is right?");
        }
        if (delete && repair == null) {
            throw wrong("--delete goes with --repair-file");
        }
        if (apply != null && (repair != null || !names.isEmpty())) {
            throw wrong("--apply takes nothing else: what is compared stands in the plan");
        }
    }

    private int planned(Reconciling reconciling, List<String> maps, OpenRows open) throws IOException {
        Reconciling.Planned plan;
        try {
            plan = reconciling.plan(maps, only(), limit, winner, delete, repair, open);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        say(
                json
                        ? ComparisonReport.json(plan.compared(), open, plan)
                        : ComparisonReport.text(plan.compared(), open)
                                + System.lineSeparator()
                                + RepairRun.told(plan, repair));
        return plan.compared().stream().allMatch(Compared::agrees) ? 0 : 1;
    }

    private List<Compared> compared(Comparing comparing, List<String> maps, Finds finds) throws IOException {
        try {
            return comparing.of(maps, only(), limit, finds);
        } catch (IllegalArgumentException missing) {
            throw wrong(missing.getMessage());
        }
    }

    private Optional<String> only() {
        return Optional.ofNullable(company).map(String::strip);
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
