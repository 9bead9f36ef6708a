package io.dualwrite.intake;

import java.util.Optional;

/**
 * The text of one object of a JSON file, not yet parsed.
 *
 * @param line on which it starts
 */
record JsonText(long line, String text, Optional<Fault> fault) {}
