package io.dualwrite.journal;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the journal is kept.
 *
 * @param url a JDBC URL: {@code jdbc:h2:./data/journal} or {@code jdbc:postgresql://host/database}
 * @param user may be empty
 * @param password may be empty
 */
public record JournalSettings(String url, String user, String password) {
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&;\\s]*");

    boolean isH2() {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:h2:");
    }

    boolean isPostgres() {
        return url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql:");
    }

    /** A text that may quote a JDBC URL, fit for messages and the log. */
    public static String withoutPassword(String text) {
        return PASSWORD.matcher(text).replaceAll("$1(hidden)");
    }

    @Override
    public String toString() {
        return withoutPassword(url);
    }
}
