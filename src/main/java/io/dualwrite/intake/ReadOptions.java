package io.dualwrite.intake;

import io.dualwrite.row.Operation;

/**
 * How a file is to be read.
 *
 * @param delimiter between CSV cells; the setting {@code <side>.csv.delimiter}
 * @param operationColumn the column that gives a row's operation, in any case
 * @param operation of rows that do not give their own
 */
public record ReadOptions(char delimiter, String operationColumn, Operation operation, Limits limits) {
    public static final ReadOptions DEFAULT = new ReadOptions(',', "_operation", Operation.UPSERT, Limits.DEFAULT);

    /**
     * @throws IllegalArgumentException if the delimiter is a quote or a line end
     */
    public ReadOptions {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("a quote or a line end cannot be the delimiter");
        }
    }

    public ReadOptions withDelimiter(char character) {
        return new ReadOptions(character, operationColumn, operation, limits);
    }

    public ReadOptions withOperation(Operation ofTheFile) {
        return new ReadOptions(delimiter, operationColumn, ofTheFile, limits);
    }

    public ReadOptions withLimits(Limits others) {
        return new ReadOptions(delimiter, operationColumn, operation, others);
    }
}
