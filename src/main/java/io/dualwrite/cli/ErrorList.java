package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Failed rows for a person, and as CSV (RFC 4180). */
final class ErrorList {
    private static final List<String> CAUSE =
            List.of("count", "outcome", "reason", "map", "direction", "field", "remedy");
    private static final List<String> EXAMPLE = List.of("id", "file", "line", "key", "found", "expected");
    private static final List<String> ROW = List.of(
            "id",
            "file",
            "line",
            "map",
            "direction",
            "key",
            "outcome",
            "reason",
            "field",
            "found",
            "expected",
            "remedy",
            "editedAt");

    private ErrorList() {}

    static String causes(JsonNode document) {
        List<String> lines = new ArrayList<>();
        for (JsonNode cause : document.get("causes")) {
            JsonNode example = cause.get("example");
            lines.add(words(
                    cause.get("count").asText(),
                    text(cause, "outcome"),
                    text(cause, "reason"),
                    text(cause, "map"),
                    text(cause, "direction"),
                    text(cause, "field")));
            lines.add("    for example " + words("row " + text(example, "id"), place(example), text(example, "key"))
                    + told(example));
            if (!text(cause, "remedy").isBlank()) {
                lines.add("    to do: " + text(cause, "remedy"));
            }
        }
        return lines.isEmpty() ? "no row is rejected, refused or held" : String.join(System.lineSeparator(), lines);
    }

    static String rows(JsonNode document) {
        List<String> lines = new ArrayList<>();
        for (JsonNode row : document.get("rows")) {
            lines.add(words(
                            text(row, "id"),
                            place(row),
                            text(row, "map"),
                            text(row, "direction"),
                            text(row, "key"),
                            text(row, "outcome"),
                            text(row, "reason"),
                            text(row, "field"))
                    + told(row)
                    + (text(row, "remedy").isBlank() ? "" : "; to do: " + oneLine(text(row, "remedy")))
                    + (row.has("editedAt") ? "; edited " + text(row, "editedAt") : ""));
        }
        return lines.isEmpty() ? "no row is rejected, refused or held" : String.join(System.lineSeparator(), lines);
    }

    static String csvOfCauses(JsonNode document) {
        List<String> header = new ArrayList<>(CAUSE);
        EXAMPLE.forEach(name -> header.add("example_" + name));
        List<List<String>> lines = new ArrayList<>(List.of(header));
        for (JsonNode cause : document.get("causes")) {
            List<String> line = new ArrayList<>();
            CAUSE.forEach(name -> line.add(text(cause, name)));
            EXAMPLE.forEach(name -> line.add(text(cause.get("example"), name)));
            lines.add(line);
        }
        return csv(lines);
    }

    static String csvOfRows(JsonNode document) {
        List<List<String>> lines = new ArrayList<>(List.of(ROW));
        for (JsonNode row : document.get("rows")) {
            lines.add(ROW.stream().map(name -> text(row, name)).toList());
        }
        return csv(lines);
    }

    private static String csv(List<List<String>> lines) {
        return lines.stream()
                .map(line -> line.stream().map(ErrorList::cell).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n"));
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String place(JsonNode row) {
        return text(row, "file") + ":" + text(row, "line");
    }

    private static String told(JsonNode row) {
        String found = oneLine(text(row, "found"));
        String expected = oneLine(text(row, "expected"));
        return (found.isBlank() ? "" : ": found " + found) + (expected.isBlank() ? "" : ", expected " + expected);
    }

    private static String words(String... words) {
        return List.of(words).stream().filter(word -> !word.isBlank()).collect(Collectors.joining("  "));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
