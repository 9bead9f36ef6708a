package io.dualwrite.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.journal.Journal;
import io.dualwrite.journal.Resume;
import io.dualwrite.row.Direction;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stops maps and lets them go on, as a person asks for it. */
final class Pausing {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Journal journal;
    private final TableMaps maps;

    Pausing(Journal journal, TableMaps maps) {
        this.journal = journal;
        this.maps = maps;
    }

    /** What is asked for, as it goes to a running program; null is left out. */
    static String order(String map, String direction, String how, String reason) {
        return JSON.createObjectNode()
                .put("map", map)
                .put("direction", direction)
                .put("how", how)
                .put("reason", reason)
                .toString();
    }

    String pause(String order) {
        List<String> told = new ArrayList<>();
        for (Flow flow : flows(read(order))) {
            boolean now = journal.pause(flow.map(), flow.direction());
            told.add(name(flow) + ": " + (now ? "paused" : "was paused already"));
        }
        return String.join(System.lineSeparator(), told);
    }

    /**
     * @throws IllegalArgumentException if there is nothing to resume, or rows are to be discarded without a reason
     */
    String resume(String order) {
        JsonNode asked = read(order);
        Resume how = Resume.of(asked.path("how").asText());
        String reason = asked.path("reason").asText("").strip();
        if (how == Resume.DISCARD && reason.isEmpty()) {
            throw new IllegalArgumentException("rows are discarded with a reason only; add --reason \"...\"");
        }
        List<String> told = new ArrayList<>();
        boolean any = false;
        for (Flow flow : flows(asked)) {
            Optional<Integer> rows = journal.resume(flow.map(), flow.direction(), how, reason);
            any |= rows.isPresent();
            told.add(name(flow) + ": " + rows.map(n -> told(how, n)).orElse("is not paused; nothing was done"));
        }
        String all = String.join(System.lineSeparator(), told);
        if (!any) {
            throw new IllegalArgumentException(all);
        }
        return all;
    }

    private static String told(Resume how, int rows) {
        String changes = rows == 1 ? "1 change" : rows + " changes";
        return switch (how) {
            case CATCH_UP, CATCH_UP_SKIPPED -> "resumed; " + changes + " to catch up";
            case KEEP -> "resumed; " + changes + " skipped and kept, --catch-up-skipped brings them later";
            case DISCARD -> "resumed; " + changes + " discarded";
        };
    }

    private static String name(Flow flow) {
        return flow.map() + " " + flow.direction().word();
    }

    private static JsonNode read(String order) {
        try {
            return JSON.readTree(order);
        } catch (IOException e) {
            throw new IllegalArgumentException("what is asked for is no JSON", e);
        }
    }

    /** Those that are meant: of the map, in one direction or in all it flows. */
    private List<Flow> flows(JsonNode asked) {
        String map = asked.path("map").asText();
        List<Flow> all = StatusDocument.flowsOf(maps).stream()
                .filter(flow -> flow.map().equals(map))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no map '" + map + "'; dual-write status lists them");
        }
        Optional<Direction> only =
                Optional.ofNullable(asked.path("direction").textValue()).map(Direction::of);
        List<Flow> meant = all.stream()
                .filter(flow -> only.isEmpty() || only.get() == flow.direction())
                .toList();
        if (meant.isEmpty()) {
            throw new IllegalArgumentException(
                    "map " + map + " does not flow " + only.orElseThrow().word());
        }
        return meant;
    }
}
