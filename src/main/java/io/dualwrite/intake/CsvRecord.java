package io.dualwrite.intake;

import java.util.List;
import java.util.Optional;

/**
 * One record of a CSV file.
 *
 * @param line on which it starts
 * @param cells as far as they fit the limits
 * @param count of all its cells
 * @param fault why it cannot be used, whatever its cells are
 */
record CsvRecord(long line, List<String> cells, int count, Optional<Fault> fault) {}
