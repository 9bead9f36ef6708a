package io.dualwrite.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What explain says, for a person. */
final class Story {
    private static final Pattern EARLIER = Pattern.compile("(\\d+) (\\S+) ?(\\S*) ?(.*)");

    private final JsonNode document;
    private final List<String> lines = new ArrayList<>();

    Story(JsonNode document) {
        this.document = document;
    }

    String text() {
        lines.add(text(document, "map") + "  " + text(document, "key") + "  (" + text(document, "finopsEntity")
                + " and " + text(document, "dataverseTable") + ")");
        if (document.has("field")) {
            JsonNode field = document.get("field");
            lines.add(text(field, "file") + ":" + text(field, "line") + "  " + text(field, "text"));
        }
        if (document.get("changes").isEmpty()) {
            lines.add("The journal keeps no change of it any more, only what both sides last agreed on.");
        }
        document.get("changes").forEach(this::change);
        if (document.has("link")) {
            link(document.get("link"));
        } else {
            lines.add("");
            lines.add("Not on both sides so far: nothing of it was written.");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void change(JsonNode change) {
        lines.add("");
        lines.add("change " + text(change, "id") + "  " + text(change, "direction") + "  " + text(change, "operation")
                + "  from " + text(change, "file") + ":" + text(change, "line"));
        lines.add("  " + text(change, "received") + "  taken in");
        change.path("earlier").forEach(earlier -> lines.add("  " + earlier(earlier.asText())));
        if (change.has("edit")) {
            lines.add("  " + text(change.get("edit"), "at") + "  edited by a person");
            change.get("edit")
                    .path("fields")
                    .forEach(field -> lines.add("      " + text(field, "field") + "  " + shown(field.path("old"))
                            + " -> " + shown(field.path("new"))));
        }
        outcome(change);
        change.path("warnings").forEach(warning -> lines.add("      note: " + oneLine(warning.asText())));
        if (change.has("cds")) {
            row(
                    "in CDS, " + text(change.get("cds"), "entity"),
                    change.get("cds").get("row"));
        }
        change.get("fields").forEach(this::field);
        if (document.has("field") && change.get("fields").isEmpty()) {
            row("dropped", change.get("dropped"));
        }
    }

    private void outcome(JsonNode change) {
        int attempts = change.get("attempts").asInt();
        lines.add("  " + (change.has("settled") ? text(change, "settled") : "now") + "  " + text(change, "outcome")
                + (text(change, "reason").equals(text(change, "outcome")) ? "" : "  " + text(change, "reason"))
                + (text(change, "field").isEmpty() ? "" : "  " + text(change, "field"))
                + (attempts == 0 ? "" : "  after " + attempts + " failed attempts")
                + (change.has("personSaid") ? "  a person said: " + text(change, "personSaid") : ""));
        for (String part : List.of("found", "expected", "remedy")) {
            if (!text(change, part).isEmpty()) {
                lines.add("      " + part + ": " + oneLine(text(change, part)));
            }
        }
    }

    private static String earlier(String line) {
        Matcher matcher = EARLIER.matcher(line);
        return matcher.matches()
                ? Instant.ofEpochMilli(Long.parseLong(matcher.group(1))) + "  " + matcher.group(2) + "  "
                        + matcher.group(3) + (matcher.group(4).isBlank() ? "" : ": " + matcher.group(4))
                : line;
    }

    private void field(JsonNode field) {
        String fate = text(field, "fate");
        String values = field.has("old") && !fate.equals("equal")
                ? shown(field.get("old")) + " -> " + shown(field.get("new"))
                : shown(field.get("new"));
        lines.add("      " + text(field, "field") + "  " + values + "  [" + fate + "]  " + text(field, "why")
                + (field.has("conflict") ? "; conflict: " + text(field, "conflict") : ""));
    }

    private void link(JsonNode link) {
        lines.add("");
        lines.add("Now: " + (link.get("deleted").asBoolean() ? "deleted on both sides" : "on both sides")
                + ", last written from " + text(link, "madeBy")
                + (text(link, "dataverseId").isEmpty() ? "" : "; in Dataverse " + text(link, "dataverseId")));
        row("F&O, as both last agreed", link.get("finops"));
        row("Dataverse, as both last agreed", link.get("dataverse"));
        if (!link.get("pending").isEmpty()) {
            row("still to be written, when its lines are done", link.get("pending"));
        }
    }

    private void row(String title, JsonNode row) {
        lines.add("    " + title + ":");
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            lines.add("      " + field.getKey() + "  " + shown(field.getValue()));
        }
    }

    private static String shown(JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode()
                ? "(none)"
                : value.asText().isEmpty() ? "''" : oneLine(value.asText());
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }
}
