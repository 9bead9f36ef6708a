package io.dualwrite.row;

/**
 * What a row means for a row of another map: an invoice makes its order Invoiced. It holds from then on, whichever of
 * the two rows comes first and whatever the other row says of these fields later.
 *
 * @param map of the row that it is about
 * @param key of that row
 * @param fields that the row gets in the target, after its lines
 * @param unless values of the row that are stronger: a canceled order stays canceled; empty if there are none
 */
public record Consequence(String map, RowKey key, Row fields, Row unless) {}
