package io.dualwrite.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Numbers for rows of Sales that have none, in the form of Microsoft's earlier solution: {@code ACC-01000-BVRCPS}. The
 * sequence makes them unique; the six characters, taken from the row's GUID, keep two installations from meeting.
 */
final class GivenNumbers {
    private static final long FIRST = 1000;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int SUFFIX = 6;

    private final Database database;

    GivenNumbers(Database database) {
        this.database = database;
    }

    /** The number of a row, the same every time. The Dataverse table stands in the column that is called map. */
    String of(String table, String prefix, String rowId) {
        return of(table, prefix, List.of(rowId), FIRST, true).get(rowId);
    }

    /**
     * The numbers of rows, by GUID as it was given.
     *
     * @param first the lowest sequence for rows that have no number yet
     * @param keep false: those that have none yet get none, it is only told what they would get
     */
    Map<String, String> of(String table, String prefix, List<String> rowIds, long first, boolean keep) {
        return database.write(handle -> {
            Map<String, String> numbers = new LinkedHashMap<>();
            long next = Math.max(highest(handle, prefix) + 1, Math.max(first, FIRST));
            for (String rowId : rowIds) {
                String id = rowId.strip().toLowerCase(Locale.ROOT);
                Optional<String> known = known(handle, table, id);
                String number = known.orElse(number(table, prefix, id, next));
                if (known.isEmpty()) {
                    if (keep) {
                        keep(handle, table, prefix, id, next, number);
                    }
                    next++;
                }
                numbers.put(rowId, number);
            }
            return numbers;
        });
    }

    private static Optional<String> known(Handle handle, String table, String id) {
        return handle.createQuery("select number from given_number where map = :table and row_id = :id")
                .bind("table", table)
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    private static long highest(Handle handle, String prefix) {
        return handle.createQuery("select max(sequence) from given_number where prefix = :prefix")
                .bind("prefix", prefix)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private static String number(String table, String prefix, String id, long sequence) {
        return String.format(Locale.ROOT, "%s-%05d-%s", prefix, sequence, suffix(table + "|" + id));
    }

    private static void keep(Handle handle, String table, String prefix, String id, long sequence, String number) {
        handle.execute(
                "insert into given_number (map, row_id, prefix, sequence, number) values (?, ?, ?, ?, ?)",
                table,
                id,
                prefix,
                sequence,
                number);
    }

    private static String suffix(String seed) {
        byte[] digest = sha256(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SUFFIX; i++) {
            text.append(LETTERS.charAt((digest[i] & 0xff) % LETTERS.length()));
        }
        return text.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
