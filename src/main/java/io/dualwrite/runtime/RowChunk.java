package io.dualwrite.runtime;

import io.dualwrite.journal.Accepted;
import io.dualwrite.row.Row;
import java.util.ArrayList;
import java.util.List;

/** Rows on their way into the journal: many enough to be quick, few enough to fit into memory however long they are. */
final class RowChunk {
    private static final int MOST_ROWS = 500;
    private static final long MOST_CHARACTERS = 4_000_000;

    private final List<Accepted> rows = new ArrayList<>();
    private long characters;

    void add(List<Accepted> more) {
        rows.addAll(more);
        more.stream().findFirst().ifPresent(row -> characters += characters(row.row()));
    }

    boolean full() {
        return rows.size() >= MOST_ROWS || characters >= MOST_CHARACTERS;
    }

    List<Accepted> rows() {
        return rows;
    }

    private static long characters(Row row) {
        return row.toMap().values().stream()
                .filter(String.class::isInstance)
                .mapToLong(value -> ((String) value).length())
                .sum();
    }
}
