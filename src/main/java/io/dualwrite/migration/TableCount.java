package io.dualwrite.migration;

import java.util.List;

/**
 * The account of one table: read = filled + unchanged + left.
 *
 * @param read rows in its files
 * @param filled rows that got, or in a dry run would get, a value
 * @param unchanged rows that Sales has so already
 * @param left rows that were not touched: an error, or nothing can be done with them
 * @param problems of its rows and files: errors and warnings
 * @param ignored columns of the files that the migration has no use for
 * @param written the file that is ready to import, or empty
 */
public record TableCount(
        String table,
        List<String> files,
        long read,
        long filled,
        long unchanged,
        long left,
        long problems,
        List<String> ignored,
        String written) {}
