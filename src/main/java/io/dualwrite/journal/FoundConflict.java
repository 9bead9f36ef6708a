package io.dualwrite.journal;

import io.dualwrite.row.Direction;
import io.dualwrite.row.RowKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A field that both sides had changed, and what became of it.
 *
 * @param row number of the change that met the conflict; what retry takes
 * @param file the file that the row was dropped in, and its line; empty and 0 if the row is purged
 * @param finopsField empty where a rule decides on the Dataverse column alone, likewise the other one
 * @param finops the value in F&O; nothing for none
 * @param dataverse the value in Dataverse, likewise
 * @param agreed what the side that was to be written had when both last agreed, likewise
 * @param policy the word of the map, or person
 * @param winner finops or dataverse; {@code equal} if both had become the same; empty if nobody has decided
 * @param state of the row: held while a person is to decide
 */
public record FoundConflict(
        long row,
        String file,
        long line,
        String map,
        Direction direction,
        RowKey key,
        String finopsField,
        String dataverseField,
        Optional<String> finops,
        Optional<String> dataverse,
        Optional<String> agreed,
        String policy,
        String winner,
        String state,
        Instant found) {

    /** Does it wait for a person? */
    public boolean open() {
        return winner.isEmpty() && state.equals("held");
    }
}
