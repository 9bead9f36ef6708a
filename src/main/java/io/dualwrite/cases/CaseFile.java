package io.dualwrite.cases;

import io.dualwrite.row.Direction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A case: one row of one map, and what must become of it.
 *
 * @param rules the business rules it runs through, in this order; empty: those of the map's flow
 * @param partial says the case only something about the fields it names? Else about all
 * @param line where the expectation begins
 */
record CaseFile(
        Path file,
        String map,
        Direction direction,
        Optional<List<String>> rules,
        Optional<Boolean> partial,
        Given given,
        Expected expected,
        int line) {}
