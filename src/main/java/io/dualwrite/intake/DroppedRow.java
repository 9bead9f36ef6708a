package io.dualwrite.intake;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;

/**
 * A row that could be read.
 *
 * @param row its fields without the operation column; every CSV value is text, and an empty cell is {@code ""}
 * @param operation the row's own, else the file's
 */
public record DroppedRow(Place place, Row row, Operation operation) implements Dropped {}
