package io.dualwrite.intake;

/**
 * What one row may take, so that a file of any size is read in the same memory. A row beyond a limit is broken, the
 * file is not.
 *
 * @param cellCharacters of one CSV cell or JSON text
 * @param columns of one row; a header with more rejects the file
 * @param nesting levels of objects within a JSON row
 * @param rowCharacters of one CSV row, all cells together, or of the names of a JSON row; the journal keeps a
 *     row of a million
 * @param documentCharacters of one JSON row's text
 */
public record Limits(int cellCharacters, int columns, int nesting, int rowCharacters, int documentCharacters) {
    public static final Limits DEFAULT = new Limits(1_000_000, 10_000, 50, 1_100_000, 1_000_000);

    /**
     * @throws IllegalArgumentException if a limit is not positive
     */
    public Limits {
        if (cellCharacters < 1 || columns < 1 || nesting < 1 || Math.min(rowCharacters, documentCharacters) < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }
}
