package io.dualwrite.plan;

import io.dualwrite.row.Side;
import java.nio.file.Path;

/** A file as it would be dropped for a side. */
public record SideFile(Side side, Path file) {}
