package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A load for a person: what was read, what became of it, what is to be done. */
final class LoadText {
    private static final String END = System.lineSeparator();
    private static final Set<String> ALWAYS =
            Set.of("created", "updated", "unchanged", "filtered", "waiting", "rejected");

    private LoadText() {}

    static String of(JsonNode load) {
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> notes = new LinkedHashMap<>();
        for (JsonNode part : load.path("parts")) {
            if (part.has("note")) {
                notes.computeIfAbsent(part.path("note").asText(), note -> new ArrayList<>())
                        .add(part.path("table").asText());
            }
        }
        notes.forEach((note, tables) ->
                text.append(String.join(", ", tables)).append(": ").append(note).append(END));
        if (!load.path("maps").isEmpty()) {
            text.append(table(load.path("maps"))).append(END);
        }
        text.append(sentence(load));
        long open = load.path("notDelivered").asLong();
        if (open > 0) {
            text.append(END)
                    .append(LoadProgress.Lines.number(open))
                    .append(" of these did not get through: dual-write errors tells why, dual-write retry tries again;"
                            + " what waits goes by itself when what it waits for arrives");
        }
        return text.toString();
    }

    private static String sentence(JsonNode load) {
        String state = load.path("state").asText();
        String what = "load " + load.path("load").asLong() + " from "
                + load.path("from").asText() + ", master " + load.path("master").asText();
        String rows = LoadProgress.Lines.number(load.path("read").asLong()) + " rows read";
        return switch (state) {
            case "done" -> what + ", is done: " + rows + " and through, " + time(load) + " after it was begun";
            case "stopped" ->
                what + ", is stopped behind " + rows + ": "
                        + load.path("problem").asText() + END
                        + "mend that, then: dual-write load --resume (or --abandon)";
            case "abandoned" -> what + ", was given up: " + rows;
            default ->
                what + ", is not finished: " + rows + ", "
                        + LoadProgress.Lines.number(load.path("ahead").asLong())
                        + " of them still to go"
                        + (load.path("trouble").asText().isEmpty()
                                ? ""
                                : "; " + load.path("trouble").asText());
        };
    }

    private static String time(JsonNode load) {
        Duration took = Duration.between(
                Instant.parse(load.path("begun").asText()),
                Instant.parse(load.path("ended").asText()));
        return LoadProgress.Lines.time(took.toSeconds());
    }

    private static String table(JsonNode maps) {
        List<String> columns = new ArrayList<>(List.of("in"));
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            if (ALWAYS.contains(kind.word()) || occurs(maps, kind.word())) {
                columns.add(kind.word());
            }
        }
        if (occurs(maps, "queued")) {
            columns.add("queued");
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("map", "direction"));
        head.addAll(columns);
        rows.add(head);
        maps.forEach(map -> {
            List<String> row = new ArrayList<>(
                    List.of(map.path("map").asText(), map.path("direction").asText()));
            columns.forEach(column -> row.add(String.valueOf(map.path(column).asLong())));
            rows.add(row);
        });
        return StatusTable.aligned(rows, 2);
    }

    private static boolean occurs(JsonNode maps, String column) {
        for (JsonNode map : maps) {
            if (map.path(column).asLong() > 0) {
                return true;
            }
        }
        return false;
    }
}
