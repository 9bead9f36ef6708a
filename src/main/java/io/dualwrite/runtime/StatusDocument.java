package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.intake.DropFolder;
import io.dualwrite.journal.FlowState;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.RowCounts;
import io.dualwrite.journal.Status;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The status as JSON: one entry per map and direction, whose outcomes add up to {@code in}. */
final class StatusDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusDocument() {}

    /**
     * @param flows those of the running program, or of the maps when it is stopped
     * @param filesWait whether dropped files are still to be taken; to be asked before the journal is, or a file taken
     *     in between is seen by neither
     * @param putOff the dropped files that could not be taken so far
     */
    static String of(
            Journal journal,
            Status status,
            Set<Flow> flows,
            boolean running,
            boolean filesWait,
            List<PutOffFiles.Trouble> putOff) {
        Map<Flow, RowCounts> counts = new LinkedHashMap<>();
        flows.forEach(flow -> counts.put(flow, new RowCounts(flow.map(), flow.direction(), Map.of(), 0)));
        status.maps().forEach(map -> counts.put(new Flow(map.map(), map.direction()), map.counts()));
        ObjectNode document = JSON.createObjectNode();
        document.put("idle", status.idle() && !filesWait);
        document.put("running", running);
        counts.forEach((flow, rows) ->
                document.withArray("maps").add(entry(rows, state(journal, flow, running && flows.contains(flow)))));
        document.putObject("files").put("accepted", status.filesAccepted()).put("rejected", status.filesRejected());
        document.put("purged", status.purged());
        putOff.forEach(trouble -> document.withArray("putOff")
                .addObject()
                .put("file", trouble.file().toString())
                .put("reason", trouble.reason())
                .put("since", trouble.since().toString()));
        return document.toString();
    }

    /** Paused is what a person said, and holds over a stop. */
    private static String state(Journal journal, Flow flow, boolean runs) {
        FlowState state = journal.state(flow.map(), flow.direction());
        return runs || state == FlowState.PAUSED ? state.word() : "not running";
    }

    private static ObjectNode entry(RowCounts rows, String state) {
        ObjectNode entry = JSON.createObjectNode();
        entry.put("map", rows.map());
        entry.put("direction", rows.direction().word());
        entry.put("state", state);
        entry.put("in", rows.in());
        long delivered = 0;
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            entry.put(kind.word(), rows.of(kind));
            delivered += kind.delivered() ? rows.of(kind) : 0;
        }
        entry.put("delivered", delivered);
        entry.put("queued", rows.queued());
        return entry;
    }

    /** A dropped file that was not taken yet is work to do. */
    static boolean filesWait(Path drops) {
        for (Side side : Side.values()) {
            Path folder = drops.resolve(side.word());
            try {
                if (new DropFolder(folder).drops().stream().anyMatch(Files::isReadable)) {
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + folder, e);
            }
        }
        return false;
    }

    static Set<Flow> flowsOf(io.dualwrite.tablemap.TableMaps maps) {
        Set<Flow> flows = new java.util.LinkedHashSet<>();
        maps.all().forEach(map -> Stream.of(Direction.values())
                .filter(map::flows)
                .forEach(direction -> flows.add(new Flow(map.name(), direction))));
        return flows;
    }
}
