package io.dualwrite.diagram;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes Mermaid line by line: nodes get ids that no keyword of Mermaid equals, labels are quoted and escaped. */
final class Mermaid {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> ids = new LinkedHashMap<>();

    /** @param kind of diagram: {@code flowchart LR} */
    Mermaid(String kind) {
        text.append(kind).append('\n');
    }

    void line(String content) {
        text.append("    ").append(content).append('\n');
    }

    /** The id of a thing: a letter for what it is, and a number. */
    String id(String letter, String name) {
        return ids.computeIfAbsent(letter + " " + name, thing -> letter + (ids.size() + 1));
    }

    boolean knows(String letter, String name) {
        return ids.containsKey(letter + " " + name);
    }

    /** In quotes; Mermaid's own characters as its entities. */
    static String label(String name) {
        return '"' + escaped(name) + '"';
    }

    static String escaped(String name) {
        return name.replace("#", "#35;")
                .replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("`", "'")
                .replaceAll("\\R", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
