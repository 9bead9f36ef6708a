package io.dualwrite.cli;

import io.dualwrite.check.CheckReport;
import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.runtime.Checking;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What must hold before rows flow. */
@Command(
        name = "check",
        description = "Reads both systems and the maps, changes nothing, and says what must be put right.",
        mixinStandardHelpOptions = true,
        exitCodeList = {"0:no error; warnings do not count", "1:at least one error"},
        footer = {
            "",
            "With --json: errors, warnings, findings (code, severity, system, file, line, map, field, found, expected,",
            "remedy), changes: what another set would change in each map.",
            "",
            "Examples:",
            "  dual-write check",
            "  dual-write check --json --switch newest"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

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
        CheckReport report = Checking.of(common.settings(), Optional.ofNullable(other));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(report.json());
        } else {
            show(report, out);
        }
        out.flush();
        return report.hasErrors() ? 1 : 0;
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
        out.println(
                report.count(Code.Severity.ERROR) + " errors, " + report.count(Code.Severity.WARNING) + " warnings");
    }
}
