package io.dualwrite.cli;

import io.dualwrite.check.CheckReport;
import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.runtime.Checking;
import io.dualwrite.runtime.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What is wrong with maps and flows; and what must hold in both systems before rows flow. */
@Command(
        name = "check",
        description = {
            "Reads every map and flow, runs the maps there and back on made rows, and says what is wrong, file and line.",
            "Needs neither system; with --systems it asks both of them too, changes nothing there, and says what must be"
                    + " put right before rows flow."
        },
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:no error", "1:at least one error; with --strict also a warning"},
        footer = {
            "",
            "With --json: errors, warnings, findings (code, severity, system, file, line, map, field, found, expected,",
            "remedy), changes: what another set would change in each map. What each code means: docs/CHECKS.md.",
            "",
            "Examples:",
            "  dual-write check                          all maps and flows of routes/",
            "  dual-write check orders order-lines       two of the maps, and their flows",
            "  dual-write check --strict --json          for a build: warnings fail it too",
            "  dual-write check --routes ../new/routes   another folder",
            "  dual-write check --systems                and both systems"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(arity = "0..*", paramLabel = "map", description = "only these maps and their flows (default: all)")
    private List<String> maps = List.of();

    @Option(
            names = "--routes",
            paramLabel = "folder",
            description = "the folder of flows and maps (default: the setting)")
    private String routes;

    @Option(names = "--systems", description = "ask both systems too")
    private boolean systems;

    @Option(names = "--strict", description = "warnings count as errors for the exit code")
    private boolean strict;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = "--switch",
            paramLabel = "set",
            description = "say what that set of maps would change: seed, newest")
    private String other;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        if (other != null && !other.equals("seed") && !other.equals("newest")) {
            throw new ParameterException(spec.commandLine(), "--switch: found " + other + ", expected seed or newest");
        }
        CheckReport report = report();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            show(report, out);
        }
        out.flush();
        boolean warned = strict && report.count(Code.Severity.WARNING) > 0;
        return report.hasErrors() || warned ? 1 : 0;
    }

    private CheckReport report() {
        if (routes != null) {
            common.overrides()
                    .put("routes.directory", Path.of(routes).toAbsolutePath().toString());
        }
        Settings settings = common.settings();
        try {
            return Checking.of(settings, maps, systems, Optional.ofNullable(other));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private static void show(CheckReport report, PrintWriter out) {
        for (Finding finding : report.findings()) {
            out.println(finding.code().severity().word() + " " + finding.code().word() + " " + finding.place());
            out.println("    found " + finding.found() + "; expected " + finding.expected());
            out.println("    " + finding.code().remedy());
        }
        report.changes().forEach((map, lines) -> {
            out.println("another set changes " + map + ":");
            lines.forEach(line -> out.println("    " + line));
        });
        report.left().ifPresent(out::println);
        out.println(
                report.count(Code.Severity.ERROR) + " errors, " + report.count(Code.Severity.WARNING) + " warnings");
    }
}
