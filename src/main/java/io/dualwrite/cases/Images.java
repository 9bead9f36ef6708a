package io.dualwrite.cases;

import io.dualwrite.row.Link;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;

/**
 * What both sides last agreed on about a row.
 *
 * @param pending fields that are still to be written after the lines
 */
public record Images(Row finops, Row dataverse, Row pending) {
    public static Images of(Link link) {
        return new Images(link.finops(), link.dataverse(), link.pending());
    }

    Row of(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }
}
