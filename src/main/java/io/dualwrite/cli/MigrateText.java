package io.dualwrite.cli;

import io.dualwrite.migration.GuideStep;
import io.dualwrite.migration.MigrationReport;
import io.dualwrite.migration.Problem;
import io.dualwrite.migration.Severity;
import io.dualwrite.migration.TableCount;
import java.io.PrintWriter;
import java.util.List;

/** The report and the guide of a migration, for a person. */
final class MigrateText {
    private static final String ROW = "%-15s %8s %8s %10s %8s %9s%n";

    private final PrintWriter out;

    MigrateText(PrintWriter out) {
        this.out = out;
    }

    void report(MigrationReport report) {
        report.problems().forEach(this::problem);
        report.notes().forEach(out::println);
        for (TableCount table : report.tables()) {
            if (!table.ignored().isEmpty()) {
                out.println(table.table() + ": columns without use here: " + String.join(", ", table.ignored()));
            }
            if (!table.written().isEmpty()) {
                out.println(table.table() + ": ready to import: " + table.written());
            }
        }
        out.printf(ROW, "", "read", report.written() ? "filled" : "to fill", "unchanged", "left", "problems");
        report.tables()
                .forEach(table -> out.printf(
                        ROW,
                        table.table(),
                        table.read(),
                        table.filled(),
                        table.unchanged(),
                        table.left(),
                        table.problems()));
        rules("duplicate detection rules published", report.published());
        rules("switched off", report.switchedOff());
        rules("switched on again", report.switchedOn());
        rules("still off", report.stillOff());
        out.println(report.count(Severity.ERROR) + " errors, " + report.count(Severity.WARNING) + " warnings"
                + (report.written() ? "" : "; nothing was written to Sales (--upsert writes)"));
    }

    private void rules(String what, List<String> names) {
        if (!names.isEmpty()) {
            out.println(what + ": " + String.join(", ", names));
        }
    }

    private void problem(Problem problem) {
        String where = (problem.table() + " " + problem.place()).strip();
        out.println(problem.severity().word() + " " + problem.code() + " " + where);
        out.println("    found " + problem.found() + "; expected " + problem.expected());
        out.println("    " + problem.remedy());
    }

    void guide(List<GuideStep> steps) {
        out.println("From Data Integrator to dual-write, step by step (docs/MIGRATION.md has all of it):");
        for (GuideStep step : steps) {
            out.printf("%2d. [%s] %s: %s%n", step.number(), step.state().word(), step.who(), step.title());
            if (!step.command().isEmpty()) {
                out.println("      " + step.command());
            }
            out.println("      found: " + step.found());
        }
    }
}
