package io.dualwrite.intake;

import java.util.Optional;

/** Characters that no column can hold: what was no text in the file, half characters, and U+0000. */
final class TextFault {
    private static final String EXPECTED = "text in UTF-8, or in UTF-16 with a byte order mark";

    private TextFault() {}

    /** The first fault in a value. */
    static Optional<Fault> in(String field, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                // PostgreSQL cannot store it in any text, so the journal could not keep the row
                return fault(field, "character U+0000 at position " + (i + 1));
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return fault(field, surrogate(c, i + 1));
            }
        }
        return Optional.empty();
    }

    /** The text source marks a byte that it could not decode as a low surrogate with the byte's value. */
    private static String surrogate(char c, int position) {
        return Character.isLowSurrogate(c) && c <= Character.MIN_LOW_SURROGATE + 0xff
                ? String.format("byte 0x%02X, which is not text, at position %d", c & 0xff, position)
                : "half a character (a lone surrogate) at position " + position;
    }

    private static Optional<Fault> fault(String field, String found) {
        return Optional.of(
                new Fault("text-undecodable", field, found, EXPECTED, "save the file in UTF-8 and drop it again"));
    }
}
