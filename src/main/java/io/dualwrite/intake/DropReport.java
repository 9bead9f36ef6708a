package io.dualwrite.intake;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a dropped file, for {@code <file>.report.json}. Holds keys and failing fields, not whole rows: those
 * may be about persons. The exceptions are rows on their way through CDS, which nobody could see otherwise, and the values
 * of fields in conflict.
 *
 * @param file the name under which it was dropped
 * @param table the entity set, or empty where it is not known
 * @param company of the rows that do not name theirs, or empty
 * @param rejection why no row could be read; nothing for an accepted file
 * @param flows counts for each map and direction the rows went to
 * @param rows those that were not delivered, or not yet; read once while the report is written
 * @param warnings sentences for the person who dropped the file
 * @param conflicts fields that both sides had changed, with both values
 * @param cds what the rows are in CDS, for those that go to F&O in two legs
 */
public record DropReport(
        String file,
        String table,
        String company,
        String sha256,
        Instant at,
        Optional<FileRejected> rejection,
        List<FlowCounts> flows,
        Iterable<ReportedRow> rows,
        List<String> warnings,
        Optional<SameContent> sameContentAs,
        List<CdsRow> cds,
        List<Conflict> conflicts) {

    /** Of a file whose rows met no conflict. */
    public DropReport(
            String file,
            String table,
            String company,
            String sha256,
            Instant at,
            Optional<FileRejected> rejection,
            List<FlowCounts> flows,
            Iterable<ReportedRow> rows,
            List<String> warnings,
            Optional<SameContent> sameContentAs,
            List<CdsRow> cds) {
        this(file, table, company, sha256, at, rejection, flows, rows, warnings, sameContentAs, cds, List.of());
    }

    /**
     * How many rows of the file ended how, in one map and direction.
     *
     * @param queued rows that have no outcome yet
     */
    public record FlowCounts(String map, Direction direction, long queued, Map<Outcome.Kind, Long> outcomes) {
        /** All rows: the outcomes and those still queued. */
        public long in() {
            return queued
                    + outcomes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * A row that was not delivered.
     *
     * @param file the file that the row stands in
     * @param line in the file, from 1
     * @param map and direction, empty for a row that could not be read
     * @param key as text, or empty if the row has none
     */
    public record ReportedRow(
            String file, long line, String map, Optional<Direction> direction, String key, Outcome outcome) {
        /** A record of the file that is no row. */
        public static ReportedRow of(BrokenRow broken) {
            return new ReportedRow(
                    broken.place().file(), broken.place().line(), "", Optional.empty(), "", broken.outcome());
        }
    }

    /**
     * A row as it is in the Common Data Service.
     *
     * @param file and line where it was dropped
     * @param entity of CDS
     */
    public record CdsRow(String file, long line, String map, String key, String entity, Row row) {}

    /**
     * A field that both sides had changed since they last agreed on it.
     *
     * @param file and line where the row was dropped
     * @param told the rest, by name, as the command conflicts has it in JSON
     */
    public record Conflict(String file, long line, String map, String key, Map<String, String> told) {}

    /** An earlier drop with the same bytes. */
    public record SameContent(String file, Instant at) {}

    /** The report of a file of which no row could be read. */
    public static DropReport rejected(
            String file, String table, String company, String sha256, Instant at, FileRejected rejection) {
        return new DropReport(
                file,
                table,
                company,
                sha256,
                at,
                Optional.of(rejection),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }
}
