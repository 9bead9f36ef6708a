package io.dualwrite.plan;

import java.util.List;

/** What would be done with some files, or with what is queued. */
public record Plan(
        List<PlannedFile> files,
        List<PlannedRow> rows,
        List<AlsoWritten> also,
        List<PlanTotal> totals,
        List<MoneyTotal> money) {

    /** Would anything be written that is not there? */
    public boolean changes() {
        return !also.isEmpty() || rows.stream().anyMatch(PlannedRow::changes);
    }

    /** Could all files be read? */
    public boolean usable() {
        return files.stream().allMatch(PlannedFile::usable);
    }
}
