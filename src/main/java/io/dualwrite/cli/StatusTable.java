package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The status document as a table for a person. */
final class StatusTable {
    private static final List<String> ALWAYS =
            List.of("created", "updated", "unchanged", "echo", "filtered", "waiting", "rejected");

    private StatusTable() {}

    static String of(JsonNode status) {
        List<String> columns = new ArrayList<>(List.of("in"));
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            if (ALWAYS.contains(kind.word()) || occurs(status, kind.word())) {
                columns.add(kind.word());
            }
        }
        if (occurs(status, "queued")) {
            columns.add("queued");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(IntStream.range(-3, columns.size())
                .mapToObj(i -> i < 0 ? List.of("map", "direction", "state").get(i + 3) : columns.get(i))
                .toList());
        int quiet = 0;
        for (JsonNode map : status.get("maps")) {
            if (isWorthALine(map)) {
                rows.add(row(map, columns));
            } else {
                quiet++;
            }
        }
        JsonNode files = status.get("files");
        return aligned(rows, 3) + System.lineSeparator()
                + (quiet == 0 ? "" : quiet + " more flows are running and had no row yet" + System.lineSeparator())
                + (status.path("purged").asLong() == 0
                        ? ""
                        : status.path("purged").asLong() + " of these rows are purged from the journal"
                                + System.lineSeparator())
                + "files: "
                + files.get("accepted").asLong() + " accepted, "
                + files.get("rejected").asLong() + " rejected; "
                + (status.get("idle").asBoolean() ? "idle" : "at work")
                + putOff(status);
    }

    private static String putOff(JsonNode status) {
        StringBuilder lines = new StringBuilder();
        status.path("putOff").forEach(file -> lines.append(System.lineSeparator())
                .append("cannot be taken yet, since ")
                .append(file.path("since").asText())
                .append(": ")
                .append(file.path("file").asText())
                .append(": ")
                .append(file.path("reason").asText()));
        return lines.toString();
    }

    /** A flow that runs, or is about to, and had no row yet says nothing. */
    private static boolean isWorthALine(JsonNode map) {
        return map.path("in").asLong() > 0
                || map.path("queued").asLong() > 0
                || !List.of("running", "initializing")
                        .contains(map.path("state").asText());
    }

    private static boolean occurs(JsonNode status, String column) {
        for (JsonNode map : status.get("maps")) {
            if (map.path(column).asLong() > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<String> row(JsonNode map, List<String> columns) {
        List<String> row = new ArrayList<>(List.of(
                map.get("map").asText(),
                map.get("direction").asText(),
                map.get("state").asText()));
        columns.forEach(column -> row.add(String.valueOf(map.path(column).asLong())));
        return row;
    }

    /** @param words how many columns are words, at the left; the others are numbers */
    static String aligned(List<List<String>> rows, int words) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> i < words
                                ? String.format("%-" + widths[i] + "s", row.get(i))
                                : String.format("%" + widths[i] + "s", row.get(i)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
