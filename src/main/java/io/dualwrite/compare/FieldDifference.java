package io.dualwrite.compare;

import io.dualwrite.row.Direction;

/**
 * A field that does not stand on both sides as the map would have it.
 *
 * @param finopsField empty where a rule decides on the Dataverse column alone
 * @param finops the value in F&O, typed; null for none
 * @param dataverse the value in Sales, likewise
 * @param expected what the map makes of the one for the other
 * @param direction in which the map was run to tell
 */
public record FieldDifference(
        String finopsField,
        String dataverseField,
        Object finops,
        Object dataverse,
        Object expected,
        Direction direction) {}
