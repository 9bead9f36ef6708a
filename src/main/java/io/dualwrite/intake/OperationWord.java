package io.dualwrite.intake;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import java.util.Locale;
import java.util.Optional;

/** The words for an operation in files. */
final class OperationWord {
    static final String ALLOWED = "upsert, create, update or delete";

    private OperationWord() {}

    /** The row without its operation column, and the operation that this gives or the file has. */
    static Dropped applied(Place place, Row row, ReadOptions options) {
        String column = options.operationColumn();
        Row rest = row.without(column);
        Optional<String> word = row.text(column);
        if (word.isEmpty()) {
            return new DroppedRow(place, rest, options.operation());
        }
        Optional<Operation> operation = of(word.get());
        return operation.isPresent()
                ? new DroppedRow(place, rest, operation.get())
                : BrokenRow.of(
                        place,
                        Fault.in(
                                column,
                                "operation-unknown",
                                Fault.shown(word.get()),
                                ALLOWED,
                                "correct the word, or leave it out for upsert"));
    }

    /** Delivery finds out by itself whether the row is there, so {@code create} and {@code update} are upserts too. */
    static Optional<Operation> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "upsert", "create", "update" -> Optional.of(Operation.UPSERT);
            case "delete" -> Optional.of(Operation.DELETE);
            default -> Optional.empty();
        };
    }
}
