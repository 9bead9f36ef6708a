package io.dualwrite.journal;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import java.time.Clock;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** A failed row whose content a person mends; it keeps its number and its place, and what was dropped stays known. */
final class Edits {
    private final Database database;
    private final Memory memory;
    private final Repairs repairs;
    private final Clock clock;

    Edits(Database database, Memory memory, Repairs repairs, Clock clock) {
        this.database = database;
        this.memory = memory;
        this.repairs = repairs;
        this.clock = clock;
    }

    private record Found(String state, boolean keyed, boolean internal, Operation operation) {}

    boolean edit(long id, Row content) {
        String payload = Json.text(content);
        if (payload.length() > Additions.MOST_PAYLOAD) {
            throw new IllegalArgumentException("row " + id + ": the edited row has " + payload.length()
                    + " characters; expected at most " + Additions.MOST_PAYLOAD);
        }
        return database.write(handle -> {
            check(handle, id);
            handle.createUpdate(
                            """
                            update row_change set original_payload = coalesce(original_payload, payload),
                            payload = :payload, edited_at = :now where id = :id""")
                    .bind("payload", payload)
                    .bind("now", clock.millis())
                    .bind("id", id)
                    .execute();
            return repairs.again(handle, Set.of(id)).isEmpty();
        });
    }

    private void check(Handle handle, long id) {
        Found found = handle.createQuery(
                        "select state, reason, row_key, origin, operation from row_change where id = :id")
                .bind("id", id)
                .map((row, context) -> new Found(
                        row.getString("reason").equals(Circles.REASON) ? "held" : row.getString("state"),
                        row.getString("row_key") != null,
                        row.getObject("origin") != null,
                        Operation.valueOf(row.getString("operation"))))
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the journal has no row " + id + "; dual-write errors --rows lists those that can be edited"));
        require(!found.internal(), id, "completes another row", "a row of a file");
        require(
                Set.of("rejected", "held").contains(found.state()) && !memory.isClaimed(id),
                id,
                "is " + found.state(),
                "a rejected or held row, or one that waits in a circle; drop the row anew");
        require(found.keyed(), id, "could not be read so far as to have a key", "a row with a key; drop it anew");
        require(found.operation() == Operation.UPSERT, id, "is a deletion", "a row with values; drop it anew");
    }

    private static void require(boolean condition, long id, String found, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("row " + id + " " + found + "; expected " + expected);
        }
    }
}
