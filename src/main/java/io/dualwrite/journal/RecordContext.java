package io.dualwrite.journal;

import io.dualwrite.row.Change;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What the journal needs beside a batch to record it.
 *
 * @param fingerprint of the map that the batch went through
 * @param sourceImage the mapped fields of a change's source row, in the typed form that images have
 * @param shared does that field of a side flow both ways?
 * @param patch the source row that completes an open reference of a change once the row it names is there
 */
public record RecordContext(
        String fingerprint,
        Function<Change, Row> sourceImage,
        BiFunction<Change, Change.OpenReference, Row> patch,
        BiPredicate<Side, String> shared) {

    /** For fields that all flow both ways, and references whose field and value are those of the source row. */
    public RecordContext(String fingerprint, Function<Change, Row> sourceImage) {
        this(
                fingerprint,
                sourceImage,
                (change, reference) -> Row.of(Map.of(reference.field(), reference.value())),
                (side, field) -> true);
    }
}
