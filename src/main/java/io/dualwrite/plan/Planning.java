package io.dualwrite.plan;

import io.dualwrite.intake.DropFolder;
import io.dualwrite.journal.Drop;
import io.dualwrite.journal.HistoryRow;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import io.dualwrite.runtime.Rehearsal;
import io.dualwrite.runtime.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out what would be written where, and why, by doing it: the program itself runs over a copy of its journal and
 * over an overlay of both systems. Nothing is written outside a folder of its own, which is removed.
 */
public final class Planning {
    private final Settings settings;
    private final Clock clock;

    /** @param settings those of the program whose journal, flows and systems are meant; it may run or not */
    public Planning(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What would happen if these files were dropped now. What is queued already goes before them, and is not told.
     *
     * @throws IOException if a system cannot be read
     */
    public Plan of(List<SideFile> files) throws IOException {
        return run(files, false);
    }

    /**
     * What is about to happen with what is queued, and with the files in the drop folders.
     *
     * @throws IOException if a system cannot be read
     */
    public Plan ofQueued() throws IOException {
        List<SideFile> files = new ArrayList<>();
        for (Side side : Side.values()) {
            Path folder = settings.directory("drop.directory").resolve(side.word());
            new DropFolder(folder).drops().forEach(file -> files.add(new SideFile(side, file)));
        }
        return run(files, true);
    }

    private Plan run(List<SideFile> files, boolean queued) throws IOException {
        Overlays overlays = new Overlays(settings, clock);
        try (Rehearsal rehearsal = Rehearsal.start(settings, overlays, clock)) {
            if (!queued) {
                rehearsal.rest(overlays::failure);
                overlays.forget();
                rehearsal.mark();
            }
            Map<String, SideFile> byName = new HashMap<>();
            for (SideFile file : files) {
                byName.put(file.side().word() + "/" + rehearsal.drop(file.side(), file.file()), file);
            }
            rehearsal.rest(overlays::failure);
            return plan(rehearsal, overlays, byName);
        }
    }

    private static Plan plan(Rehearsal rehearsal, Overlays overlays, Map<String, SideFile> files) {
        WrittenRows written = new WrittenRows(overlays);
        Money money = new Money();
        List<HistoryRow> rows = rehearsal.rows();
        List<PlannedRow> planned = new RowPlans(rehearsal, written, money).of(rows);
        List<AlsoWritten> also = new Consequences(rehearsal.maps()).of(written.left());
        return new Plan(files(rehearsal, files), planned, also, totals(planned), money.totals());
    }

    private static List<PlannedFile> files(Rehearsal rehearsal, Map<String, SideFile> files) {
        return rehearsal.drops().stream()
                .flatMap(drop -> Optional.ofNullable(files.get(drop.side().word() + "/" + drop.name()))
                        .map(file -> new PlannedFile(
                                file.file(),
                                file.side(),
                                drop.name(),
                                drop.state() != Drop.State.REJECTED,
                                drop.reason() + (drop.remedy().isEmpty() ? "" : "; to do: " + drop.remedy())))
                        .stream())
                .toList();
    }

    private static List<PlanTotal> totals(List<PlannedRow> rows) {
        Map<String, List<PlannedRow>> flows = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.map() + " " + row.direction().word(), TreeMap::new, Collectors.toList()));
        return flows.values().stream()
                .map(of -> new PlanTotal(of.get(0).map(), of.get(0).direction(), counts(of)))
                .toList();
    }

    private static Map<String, Integer> counts(List<PlannedRow> rows) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> counts.merge(row.outcome().map(Outcome.Kind::word).orElse("queued"), 1, Integer::sum));
        return counts;
    }
}
