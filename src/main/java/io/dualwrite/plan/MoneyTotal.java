package io.dualwrite.plan;

import io.dualwrite.row.Direction;
import java.math.BigDecimal;

/**
 * What the rows that would be written have in one money column together, in one currency.
 *
 * @param currency its code; empty if the rows name none
 * @param rows how many have an amount there, before or after
 */
public record MoneyTotal(
        String map,
        Direction direction,
        String currency,
        String field,
        int rows,
        BigDecimal before,
        BigDecimal after) {}
