package io.dualwrite.runtime;

import io.dualwrite.row.Direction;

/** A running route: which map it runs, which way. */
record Flow(String map, Direction direction) {}
