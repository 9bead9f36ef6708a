package io.dualwrite.intake;

import java.util.Optional;

/**
 * Cuts JSON text into its objects, so that a broken one costs only itself: among objects one after another, reading
 * goes on at the next line that starts with a brace; in an array, where no line says where the next object starts, an
 * object that does not end takes the rest of the file with it.
 */
final class JsonTokens {
    private static final int END = -1;

    private final TextSource text;
    private final JsonObjectText object;
    private final boolean array;
    private final boolean envelope;
    private boolean first = true;
    private boolean ended;

    /**
     * @param text in an array, behind its opening bracket
     * @param envelope is the array part of an object, whose rest may follow it?
     */
    JsonTokens(TextSource text, Limits limits, boolean array, boolean envelope) {
        this.text = text;
        this.object = new JsonObjectText(text, limits, array);
        this.array = array;
        this.envelope = envelope;
    }

    Optional<JsonText> next() {
        text.skipBlanks();
        if (ended || (!array && text.peek() == END)) {
            return Optional.empty();
        }
        return array ? nextInArray() : Optional.of(nextInSequence());
    }

    private Optional<JsonText> nextInArray() {
        if (text.peek() == ']') {
            return arrayEnd();
        }
        if (!first && text.peek() != ',') {
            return Optional.of(rest(found(), "a comma or the end of the array: ]"));
        }
        if (!first) {
            text.next();
            text.skipBlanks();
        }
        first = false;
        return Optional.of(text.peek() == '{' ? objectInArray() : rest(found(), "an object: {...}"));
    }

    private JsonText objectInArray() {
        long line = text.line();
        object.read();
        if (!object.whole()) {
            skipRest();
        }
        return new JsonText(line, object.text(), object.fault());
    }

    private Optional<JsonText> arrayEnd() {
        text.next();
        text.skipBlanks();
        ended = true;
        return envelope || text.peek() == END
                ? Optional.empty()
                : Optional.of(rest(found() + " behind the array", "the end of the file"));
    }

    private JsonText rest(String found, String expected) {
        Fault fault = Fault.of(found, expected, "correct the file here, or export it again if it was cut off");
        JsonText rest = new JsonText(text.line(), "", Optional.of(fault));
        skipRest();
        return rest;
    }

    private void skipRest() {
        ended = true;
        while (text.next() != END) {
            // what follows cannot be told apart
        }
    }

    private JsonText nextInSequence() {
        long line = text.line();
        if (text.peek() != '{') {
            Fault fault = Fault.of(found(), "an object: {...}", "write one object per line");
            skipToNextObject();
            return new JsonText(line, "", Optional.of(fault));
        }
        object.read();
        if (object.whole()) {
            return new JsonText(line, object.text(), behindObject().or(object::fault));
        }
        skipToNextObject();
        return new JsonText(line, "", object.fault());
    }

    /** Behind an object the line ends, or another object starts. */
    private Optional<Fault> behindObject() {
        while (text.peek() == ' ' || text.peek() == '\t') {
            text.next();
        }
        if (atLineEnd() || text.peek() == '{') {
            return Optional.empty();
        }
        Fault fault = Fault.of(
                found() + " behind the object", "the end of the line", "write one object per line, without commas");
        while (!atLineEnd()) {
            text.next();
        }
        return Optional.of(fault);
    }

    private boolean atLineEnd() {
        return text.peek() == '\n' || text.peek() == '\r' || text.peek() == END;
    }

    private void skipToNextObject() {
        while (text.peek() != END && !(text.atLineStart() && text.peek() == '{')) {
            text.next();
        }
    }

    private String found() {
        return text.peek() == END ? "the end of the file" : Fault.shown(String.valueOf((char) text.peek()));
    }
}
