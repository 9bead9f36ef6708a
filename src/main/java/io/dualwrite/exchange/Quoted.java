package io.dualwrite.exchange;

import java.util.Locale;
import java.util.Set;

/** Texts as YAML keeps them. */
final class Quoted {
    private static final Set<String> NULLS = Set.of("null", "~", "");
    private static final String PLAIN = "[A-Za-z0-9_][A-Za-z0-9_.+-]*( [A-Za-z0-9_.+-]+)*";

    private Quoted() {}

    /** For a key or value of a value map. */
    static String word(String text) {
        boolean plain = text.matches(PLAIN) && !NULLS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : always(text);
    }

    static String always(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Behind {@code default}, on a line of fields; nothing keeps both kinds of quotes there. */
    static String onLine(String text) {
        boolean bare = text.matches("[\\w.+:/-]+");
        return bare ? text : text.contains("\"") ? "'" + text + "'" : "\"" + text + "\"";
    }

    static boolean fitsOnLine(String text) {
        return !(text.contains("\"") && text.contains("'")) && !text.contains("\n") && !text.contains(" #");
    }
}
