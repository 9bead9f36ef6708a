package io.dualwrite.journal;

/**
 * Where the journal is kept.
 *
 * @param url a JDBC URL: {@code jdbc:h2:./data/journal} or {@code jdbc:postgresql://host/database}
 * @param user may be empty
 * @param password may be empty
 */
public record JournalSettings(String url, String user, String password) {
    @Override
    public String toString() {
        return url;
    }
}
