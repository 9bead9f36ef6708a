package io.dualwrite.plan;

import io.dualwrite.row.Side;
import java.nio.file.Path;

/**
 * A file of a plan.
 *
 * @param name under which the rows' places name it
 * @param usable false if no row of it could be read
 * @param note what is wrong with it, or odd; else empty
 */
public record PlannedFile(Path file, Side side, String name, boolean usable, String note) {}
