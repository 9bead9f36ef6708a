package io.dualwrite.journal;

import io.dualwrite.row.Overwritten;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Texts that fit their columns. What a message quotes may be megabytes long; its beginning tells enough. */
final class Texts {
    /** PostgreSQL's index takes entries of 2704 bytes, and the key is not alone in them. */
    static final int MOST_KEY_BYTES = 2000;

    private Texts() {}

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A key that somebody asks for, cut if no row can have it. A character takes three bytes at most, a pair four. */
    static String key(String text) {
        String key = cut(text, Additions.MOST_KEY);
        return bytes(key) <= MOST_KEY_BYTES ? key : cut(key, MOST_KEY_BYTES / 3);
    }

    /** From the columns of a link: a name a line. */
    static Overwritten overwritten(String finops, String dataverse) {
        return finops.isEmpty() && dataverse.isEmpty()
                ? Overwritten.none()
                : new Overwritten(lines(finops), lines(dataverse));
    }

    private static Set<String> lines(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split("\n"));
    }

    static String cut(String text, int most) {
        String clean = text.replace("\u0000", "\uFFFD"); // PostgreSQL keeps no NUL
        if (clean.length() <= most) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(most - 2)) ? most - 2 : most - 1;
        return clean.substring(0, end) + "\u2026";
    }
}
