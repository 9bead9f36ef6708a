package io.dualwrite.journal;

import io.dualwrite.row.Link;
import io.dualwrite.row.Row;

/**
 * That a closed row was opened for its lines.
 *
 * @param written the fields sent, part of the new image
 * @param pending the fields that close it again
 */
public record Reopening(Link link, Row written, Row pending) {}
