package io.dualwrite.cases;

import io.dualwrite.cases.CaseValue.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must come of a case. Either fields, or an outcome.
 *
 * @param fields that are written; all of them, unless the case is partial
 * @param afterwards fields that are written in a second step, at once after the row
 * @param cds fields of the row in CDS, where it goes through it
 * @param absent fields that must not be written
 * @param also what else must happen, sentence by sentence; empty: nothing is said about it
 * @param key of the row; empty: nothing is said about it
 * @param parent key of its header
 * @param outcome word of the outcome: rejected, refused, held, waiting, filtered
 * @param error parts of the outcome: reason, field, found, expected, remedy
 */
record Expected(
        Optional<Map<String, Field>> fields,
        Optional<Map<String, Field>> afterwards,
        Map<String, Field> cds,
        List<String> absent,
        Optional<List<String>> also,
        Optional<List<String>> warnings,
        Optional<String> key,
        Optional<String> parent,
        Optional<String> outcome,
        Map<String, String> error) {

    boolean anOutcome() {
        return outcome.isPresent() || !error.isEmpty();
    }

    /** Something about the row that is written. */
    boolean aRow() {
        return fields.isPresent() || afterwards.isPresent() || also.isPresent() || !cds.isEmpty() || !absent.isEmpty();
    }

    boolean nothing() {
        return !anOutcome() && !aRow() && key.isEmpty() && parent.isEmpty();
    }
}
