package io.dualwrite.journal;

/**
 * Rejected, refused and held rows that failed alike: same outcome, reason, map, direction and field.
 *
 * @param count how many
 * @param example the oldest of them, which has all of that
 */
public record FailureCause(long count, ReportRow example) {}
