package io.dualwrite.plan;

import io.dualwrite.row.Side;
import java.util.List;

/**
 * What would be written beside the rows of the files, as a consequence of them.
 *
 * @param row what a person calls it
 * @param why as far as it is known
 * @param how created, updated or deleted
 */
public record AlsoWritten(Side side, String table, String row, String why, String how, List<PlannedField> fields) {}
