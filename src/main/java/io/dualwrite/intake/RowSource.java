package io.dualwrite.intake;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The records of one file, read as they are asked for; only the one in hand is in memory. Reading ends with the last
 * record; a broken one does not stop it.
 *
 * <p>{@link #next} throws {@link java.io.UncheckedIOException} if the disk fails in the middle.
 */
public interface RowSource extends Iterator<Dropped>, Closeable {

    /** The column names of a CSV file as written, trimmed; of a JSON file the field names of its first row. */
    List<String> header();

    /**
     * Tells a file without a header line, or one of another table, from a good one.
     *
     * @param known is this name, in any case, a column or a lookup path of the table?
     * @throws FileRejected if not one name of the header is known
     */
    default void expectColumns(Predicate<String> known) throws FileRejected {
        if (!header().isEmpty() && header().stream().noneMatch(known)) {
            throw FileRejected.headerMissing(header());
        }
    }
}
