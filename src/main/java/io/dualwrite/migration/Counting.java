package io.dualwrite.migration;

import java.util.List;
import java.util.Map;

/** Adds up what became of the rows of a table. */
final class Counting {
    private final Problems problems;
    private final Plan plan;
    private final Map<ImportTable, List<Draft>> open;
    private final Map<ImportTable, String> written;

    Counting(Problems problems, Plan plan, Map<ImportTable, List<Draft>> open, Map<ImportTable, String> written) {
        this.problems = problems;
        this.plan = plan;
        this.open = open;
        this.written = written;
    }

    TableCount of(ImportTable table, List<ExportFile> exports) {
        long read = exports.stream().mapToLong(ExportFile::read).sum();
        // Of the rows that were to be written, those that Sales refused have an error by now.
        long filled = open.getOrDefault(table, List.of()).stream()
                .filter(Draft::writable)
                .count();
        long unchanged = plan.of(table).stream()
                .filter(draft -> draft.writable() && draft.changes().isEmpty())
                .count();
        return new TableCount(
                table.word(),
                exports.stream().map(ExportFile::name).toList(),
                read,
                filled,
                unchanged,
                read - filled - unchanged,
                problems.all().stream()
                        .filter(problem -> problem.table().equals(table.word()) && problem.severity() != Severity.INFO)
                        .count(),
                exports.stream()
                        .flatMap(export -> export.ignored().stream())
                        .distinct()
                        .toList(),
                written.getOrDefault(table, ""));
    }
}
