package io.dualwrite.runtime;

import io.dualwrite.odata.Transport;
import io.dualwrite.row.Side;

/** How the two systems are reached; what is to be tried without them puts something before them. */
@FunctionalInterface
public interface Ways {
    /** Straight to them. */
    Ways STRAIGHT = (side, real) -> real;

    /** What calls to a side go over, given what would reach it. */
    Transport over(Side side, Transport real);

    /** Is it a program that runs on, so that maps and flows are read again, rows swept and purged? */
    default boolean lasting() {
        return true;
    }
}
