package io.dualwrite.intake;

import java.util.Optional;

/** Reads the text of one object, from its opening brace to the one that closes it, without parsing it. */
final class JsonObjectText {
    private static final int END = -1;

    private final TextSource text;
    private final int limit;
    private final boolean array;

    private final StringBuilder object = new StringBuilder();
    private Optional<Fault> fault = Optional.empty();
    private int braces;
    private int brackets;

    /**
     * @param array do the objects stand in an array? Otherwise a brace at the start of a line starts the next one
     */
    JsonObjectText(TextSource text, Limits limits, boolean array) {
        this.text = text;
        this.limit = limits.documentCharacters();
        this.array = array;
    }

    /** Reads one object; the source stands at its brace. */
    void read() {
        object.setLength(0);
        fault = Optional.empty();
        braces = 0;
        brackets = 0;
        boolean open = true;
        while (open) {
            open = !breaksOff() && readOne() && braces > 0;
        }
    }

    /** Did the object end? */
    boolean whole() {
        return braces == 0;
    }

    /** Its text, cut at the limit. */
    String text() {
        return whole() ? object.toString() : "";
    }

    Optional<Fault> fault() {
        return fault;
    }

    private boolean breaksOff() {
        if (text.peek() == END) {
            return broken("the end of the file inside an object", "a closing brace: }");
        }
        if (!array && braces > 0 && text.atLineStart() && text.peek() == '{') {
            return broken("a new object inside an open one", "a closing brace: }");
        }
        return text.peek() == ']' && brackets == 0 && broken("']' inside an object", "a closing brace: }");
    }

    /** Takes a character, or a whole text; false if that does not end. */
    private boolean readOne() {
        int c = text.next();
        keep(c);
        switch (c) {
            case '{' -> braces++;
            case '}' -> braces--;
            case '[' -> brackets++;
            case ']' -> brackets--;
            default -> {
                return c != '"' || readString();
            }
        }
        return true;
    }

    /** Reads a text behind its opening quote. A line end cannot stand in it: then the quote was never closed. */
    private boolean readString() {
        for (int c = text.peek(); c != END && c != '\n' && c != '\r'; c = text.peek()) {
            keep(text.next());
            if (c == '\\' && text.peek() != END) {
                keep(text.next());
            } else if (c == '"') {
                return true;
            }
        }
        return !broken("the end of the line inside a text", "a closing quote; a line end within a text is \\n");
    }

    private boolean broken(String found, String expected) {
        fault = Optional.of(
                Fault.of(found, expected, "complete the object, or export the file again if it was cut off"));
        return true;
    }

    private void keep(int c) {
        if (object.length() < limit) {
            object.append((char) c);
        } else if (fault.isEmpty()) {
            fault = Optional.of(Fault.in(
                    "",
                    "row-too-long",
                    "an object of more than " + limit + " characters",
                    "at most " + limit + " characters",
                    "leave out fields that are not mapped, such as notes and files"));
        }
    }
}
