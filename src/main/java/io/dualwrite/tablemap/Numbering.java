package io.dualwrite.tablemap;

/**
 * That rows of Sales without a number are given one.
 *
 * @param column the Dataverse key column that holds it
 * @param prefix what the numbers begin with, at most seven characters: {@code ACC} gives {@code ACC-01000-BVRCPS}
 */
public record Numbering(String column, String prefix) {}
