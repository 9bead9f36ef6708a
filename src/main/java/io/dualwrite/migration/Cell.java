package io.dualwrite.migration;

/**
 * A value that a row gets.
 *
 * @param text as a file that is imported by hand has it
 * @param value as Sales has it, as text: of a lookup the GUID, of an option its number; blank if only a person can
 *     tell
 */
record Cell(Target target, String text, String value) {}
