package io.dualwrite.cases;

/**
 * Where a case does not hold.
 *
 * @param field of the target, or the part of the case that is at fault
 * @param line of the case file
 * @param expected as the case has it
 * @param found what the map and the rules made
 * @param source the line of the map, or the rule, that made it; empty if none did
 */
public record CaseFault(String field, int line, String expected, String found, String source) {}
