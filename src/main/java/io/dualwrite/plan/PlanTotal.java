package io.dualwrite.plan;

import io.dualwrite.row.Direction;
import java.util.Map;

/**
 * The rows of one map and direction.
 *
 * @param rows how many there are of each outcome, by its word
 */
public record PlanTotal(String map, Direction direction, Map<String, Integer> rows) {}
