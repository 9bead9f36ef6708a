package io.dualwrite.rule;

import java.util.Optional;

/**
 * What the rule orderStatus makes of an order in Sales when F&O tells its processing status; numbers as Dataverse has
 * them.
 *
 * @param now status of the order before; empty: it is new
 * @param processing status in F&O
 * @param state of the order then
 * @param status of the order then
 */
public record OrderStatusStep(Optional<Integer> now, int processing, int state, int status) {}
