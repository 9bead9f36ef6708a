package io.dualwrite.runtime;

import io.dualwrite.intake.ContentHash;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.intake.DropReport;
import io.dualwrite.intake.FileRejected;
import io.dualwrite.intake.ReportWriter;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.FoundConflict;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.ReportRow;
import io.dualwrite.journal.RowCounts;
import io.dualwrite.moment.Moment;
import io.dualwrite.moment.Moments;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.RowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the reports beside the files in {@code done/} up with what becomes of their rows. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger("dual-write");

    private final Journal journal;
    private final Path drops;
    private final Moments moments;

    Reports(Journal journal, Path drops, Moments moments) {
        this.journal = journal;
        this.drops = drops;
        this.moments = moments;
    }

    /** Writes anew every report that is behind. */
    synchronized void write() {
        for (Drop drop : journal.dirtyDrops()) {
            io.dualwrite.journal.DropReport known = journal.report(drop);
            Optional<Path> file = drop.movedTo().filter(name -> !name.isEmpty()).map(name -> folder(drop)
                    .resolve(name));
            try {
                if (file.isPresent() && wantsReport(drop, file.get())) {
                    moments.reached(Moment.BEFORE_REPORT);
                    ReportWriter.write(report(known), DropFolder.reportOf(file.get()));
                    moments.reached(Moment.AFTER_REPORT);
                }
                journal.reported(drop, known.drop().version());
            } catch (IOException e) {
                LOG.warn("the report of {} could not be written and is tried again: {}", drop.name(), e.toString());
            }
        }
    }

    /** A rejected file had its report when it was rejected, unless a crash came before; nothing becomes of it. */
    private static boolean wantsReport(Drop drop, Path file) {
        return drop.state() == Drop.State.ACCEPTED
                ? Files.isDirectory(file.getParent())
                : Files.exists(file) && !Files.exists(DropFolder.reportOf(file));
    }

    private Path folder(Drop drop) {
        return drops.resolve(drop.side().word()).resolve(drop.state() == Drop.State.REJECTED ? "rejected" : "done");
    }

    private DropReport report(io.dualwrite.journal.DropReport known) {
        Drop drop = known.drop();
        if (drop.state() == Drop.State.REJECTED) {
            FileRejected why = new FileRejected(drop.reason(), "", "", drop.remedy());
            return DropReport.rejected(drop.name(), "", "", drop.hash(), drop.begun(), why);
        }
        List<String> warnings = new ArrayList<>();
        if (!drop.reason().isEmpty()) {
            warnings.add(drop.reason());
        }
        known.rows().forEach(row -> row.warnings()
                .forEach(warning -> warnings.add(row.file() + ":" + row.line() + ": " + warning)));
        if (known.more() > 0) {
            warnings.add(known.more() + " more rows were not delivered; these are the first");
        }
        return new DropReport(
                drop.name(),
                drop.entity(),
                "",
                drop.hash(),
                drop.begun(),
                Optional.empty(),
                known.counts().stream().map(Reports::counts).toList(),
                known.rows().stream()
                        .filter(row -> !row.outcome().fine())
                        .map(Reports::row)
                        .toList(),
                warnings,
                journal.earlierWithSameContent(drop)
                        .map(earlier -> new DropReport.SameContent(earlier.name(), earlier.begun())),
                known.rows().stream().flatMap(row -> cds(row).stream()).toList(),
                known.conflicts().stream().map(Reports::conflict).toList());
    }

    private static Optional<DropReport.CdsRow> cds(ReportRow row) {
        return row.cds()
                .map(cds ->
                        new DropReport.CdsRow(row.file(), row.line(), row.map(), key(row), cds.entity(), cds.row()));
    }

    private static DropReport.Conflict conflict(FoundConflict found) {
        return new DropReport.Conflict(
                found.file(), found.line(), found.map(), found.key().toString(), ConflictDocument.told(found));
    }

    private static String key(ReportRow row) {
        return row.key().map(RowKey::toString).orElse("");
    }

    private static DropReport.FlowCounts counts(RowCounts counts) {
        return new DropReport.FlowCounts(counts.map(), counts.direction(), counts.queued(), counts.outcomes());
    }

    private static DropReport.ReportedRow row(ReportRow row) {
        return new DropReport.ReportedRow(
                row.file(),
                row.line(),
                row.map(),
                Optional.of(row.direction()),
                key(row),
                new Outcome(
                        row.outcome(),
                        row.reason(),
                        row.field(),
                        row.found(),
                        row.expected(),
                        row.remedy(),
                        List.of(),
                        Optional.empty()));
    }

    /**
     * After a crash between moving a file and saying so: it is where it belongs already. In the drop folder there may be
     * another one of its name by now.
     */
    void settleMoved() throws IOException {
        Set<Path> known = new HashSet<>();
        for (Drop drop : journal.dirtyDrops()) {
            drop.movedTo().ifPresent(name -> known.add(folder(drop).resolve(name)));
        }
        for (Drop drop : journal.notMoved()) {
            Path name = Path.of(drop.name());
            Path dropped = drops.resolve(drop.side().word()).resolve(name);
            Optional<Path> moved = DropFolder.moved(folder(drop).resolve(name.getFileName()), drop.hash(), known);
            if (moved.isPresent()
                    || !Files.exists(dropped)
                    || !ContentHash.of(dropped).equals(drop.hash())) {
                moved.ifPresent(known::add);
                journal.moved(drop, moved.orElse(name).getFileName().toString());
            }
        }
    }
}
