package io.dualwrite.migration;

import java.util.List;
import java.util.Map;

/**
 * An export that was read.
 *
 * @param columns what the file calls the columns that the migration reads
 * @param ignored columns that the migration has no use for
 * @param read rows in the file, the broken ones too
 */
record ExportFile(
        String name,
        ImportTable table,
        List<ExportRow> rows,
        Map<Field, String> columns,
        List<String> ignored,
        long read) {}
