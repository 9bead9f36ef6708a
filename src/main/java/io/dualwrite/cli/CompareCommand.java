package io.dualwrite.cli;

import io.dualwrite.compare.Compared;
import io.dualwrite.runtime.Comparing;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Do both systems say the same? */
@Command(
        name = "compare",
        description = "Reads both systems and compares every row of a map on its mapped fields. Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:both sides agree", "1:they do not, or one does not answer"},
        footer = {
            "",
            "Rows of F&O go through the map and its rules, as on their way to Sales; what",
            "comes out is compared with what Sales has. Rows that a filter leaves on their",
            "side are counted, and not missed. It needs no journal and works beside a",
            "running program: rows that are on their way then show as differences.",
            "",
            "With --json: agree, and maps (map, equal, differ, onlyInFinops, onlyInDataverse, filteredInFinops,",
            "filteredInDataverse, rows with their fields, more: how many are not listed, notCompared).",
            "",
            "Examples:",
            "  dual-write compare accounts",
            "  dual-write compare orders order-lines --company usmf --limit 10"
        })
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "1..*",
            paramLabel = "map",
            completionCandidates = MapNames.class,
            description = "the maps to compare, in this order")
    private List<String> names;

    @Option(names = "--company", paramLabel = "code", description = "only rows of this company: usmf")
    private String company;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "n",
            defaultValue = "50",
            description = "most rows to list for a map (default: ${DEFAULT-VALUE})")
    private int limit;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 0) {
            throw wrong("--limit: found " + limit + ", expected 0 or more");
        }
        Comparing comparing = new Comparing(common.settings());
        for (String name : names) {
            if (!comparing.names().contains(name)) {
                throw wrong("no map is called " + name + "; the maps in effect are "
                        + String.join(", ", comparing.names()));
            }
        }
        List<Compared> compared = compared(comparing);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? ComparisonReport.json(compared) : ComparisonReport.text(compared));
        out.flush();
        return compared.stream().allMatch(Compared::agrees) ? 0 : 1;
    }

    private List<Compared> compared(Comparing comparing) throws IOException {
        try {
            return comparing.of(names, Optional.ofNullable(company).map(String::strip), limit);
        } catch (IllegalArgumentException missing) {
            throw wrong(missing.getMessage());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
