package io.dualwrite.tablemap;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody who mistyped a name most likely meant. */
public final class Nearest {
    private static final int LONGEST = 100;

    private Nearest() {}

    /** {@code ; did you mean 'city'?}, or nothing if no name is near. */
    public static String hint(String typed, Collection<String> names) {
        return of(typed, names).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    static Optional<String> of(String typed, Collection<String> names) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        String folded = typed.toLowerCase(Locale.ROOT);
        int most = Math.max(1, Math.min(4, typed.length() / 4));
        return names.stream()
                .filter(name -> Math.abs(name.length() - typed.length()) <= most)
                .min(Comparator.comparingInt(name -> edits(folded, name.toLowerCase(Locale.ROOT))))
                .filter(name -> edits(folded, name.toLowerCase(Locale.ROOT)) <= most);
    }

    /** How many letters to change, add or leave out (Levenshtein). */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[row.length - 1];
    }
}
