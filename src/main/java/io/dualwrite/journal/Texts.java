package io.dualwrite.journal;

/** Texts that fit their columns. What a message quotes may be megabytes long; its beginning tells enough. */
final class Texts {
    private Texts() {}

    static String cut(String text, int most) {
        String clean = text.replace("\u0000", "\uFFFD"); // PostgreSQL keeps no NUL
        if (clean.length() <= most) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(most - 2)) ? most - 2 : most - 1;
        return clean.substring(0, end) + "\u2026";
    }
}
