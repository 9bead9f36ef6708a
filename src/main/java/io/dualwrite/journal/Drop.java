package io.dualwrite.journal;

import io.dualwrite.row.Side;
import java.time.Instant;
import java.util.Optional;

/**
 * A dropped file as the journal knows it.
 *
 * @param name the file's name as it was dropped
 * @param hash of its content
 * @param size in bytes
 * @param entity the entity it was read as; empty until it is accepted
 * @param movedTo the name the file has in {@code done} or {@code rejected}; nothing until it was moved
 * @param reason why it was rejected as a whole, or what is odd about an accepted file; else empty
 * @param remedy what to do about that, else empty
 * @param version grows with every change of an outcome of its rows
 */
public record Drop(
        long id,
        Side side,
        String name,
        String hash,
        long size,
        State state,
        String entity,
        Optional<String> movedTo,
        String reason,
        String remedy,
        Instant begun,
        long version) {

    /** How far the file has come. */
    public enum State {
        READING,
        ACCEPTED,
        REJECTED
    }
}
