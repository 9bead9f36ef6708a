package io.dualwrite.intake;

import io.dualwrite.row.Operation;
import java.util.Map;

/**
 * How a file is to be read.
 *
 * @param delimiter between CSV cells; the setting {@code <side>.csv.delimiter}, or {@link #DETECTED}
 * @param operationColumn the column that gives a row's operation, in any case
 * @param operation of rows that do not give their own
 * @param columns names of CSV columns to the names they are to have, in any case
 */
public record ReadOptions(
        char delimiter, String operationColumn, Operation operation, Limits limits, Map<String, String> columns) {
    /** The delimiter that the header line has most of. */
    public static final char DETECTED = '\0';

    public static final ReadOptions DEFAULT =
            new ReadOptions(',', "_operation", Operation.UPSERT, Limits.DEFAULT, Map.of());

    /**
     * @throws IllegalArgumentException if the delimiter is a quote or a line end
     */
    public ReadOptions {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("a quote or a line end cannot be the delimiter");
        }
    }

    public ReadOptions withDelimiter(char character) {
        return new ReadOptions(character, operationColumn, operation, limits, columns);
    }

    public ReadOptions withOperation(Operation ofTheFile) {
        return new ReadOptions(delimiter, operationColumn, ofTheFile, limits, columns);
    }

    public ReadOptions withOperationColumn(String column) {
        return new ReadOptions(delimiter, column, operation, limits, columns);
    }

    public ReadOptions withColumns(Map<String, String> names) {
        return new ReadOptions(delimiter, operationColumn, operation, limits, names);
    }

    public ReadOptions withLimits(Limits others) {
        return new ReadOptions(delimiter, operationColumn, operation, others, columns);
    }
}
