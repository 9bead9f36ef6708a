package io.dualwrite.row;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one row in one map, and why. The list of kinds is closed; every accepted row has exactly one, or is
 * still queued.
 *
 * @param reason short stable word for grouping: {@code map-filter}, {@code lookup-missing}, {@code value-unlisted}
 * @param field the field at fault, or empty
 * @param found what the row had there, or empty
 * @param expected what would have been right, or empty
 * @param remedy what the person who must act can do, or empty
 * @param waitsFor the parents whose arrival wakes the change; the change goes as soon as one of them arrives
 * @param retryAt when a retrying change is due
 */
public record Outcome(
        Kind kind,
        String reason,
        String field,
        String found,
        String expected,
        String remedy,
        List<RowRef> waitsFor,
        Optional<Instant> retryAt) {

    /** Reason of a deletion that the target does not allow; another deletion there may change its mind. */
    public static final String DELETE_REFUSED = "delete-refused";

    /** Reason of a deletion that found nothing to delete. */
    public static final String ALREADY_GONE = "already-gone";

    /** Reason of a deletion older than the row that stands in its system: that one was made anew since. */
    public static final String STILL_THERE = "still-there";

    /** Reason of a change of a row, or of its header, that was deleted after it. */
    public static final String DELETED_SINCE = "deleted-since";

    /** Reason of a deletion after which the row on the other side stands, out of use. */
    public static final String DEACTIVATED = "deactivated";

    /** Reason of a deletion that the map lets pass the other side by. */
    public static final String DELETE_KEPT = "delete-kept";

    /** Reason of a row that is held because both sides changed it, until a person says which side wins. */
    public static final String CONFLICT = "conflict";

    /** Reason of a row of which nothing was written, since the target's own values won. */
    public static final String CONFLICT_LOST = "conflict-lost";

    /** Reason of a retry that the target asked for: it did not look at the row. */
    public static final String THROTTLED = "throttled";

    /** Reason of a retry for which the target was not even asked. */
    public static final String NOT_READY = "target-not-ready";

    /** The closed list. */
    public enum Kind {
        CREATED,
        UPDATED,
        DELETED,
        UNCHANGED,
        ECHO,
        FILTERED,
        WAITING,
        RETRYING,
        HELD,
        REJECTED,
        REFUSED,
        DISCARDED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Was the target written? */
        public boolean delivered() {
            return this == CREATED || this == UPDATED || this == DELETED;
        }

        /** Nothing to explain to anybody: written, or already equal. */
        public boolean fine() {
            return delivered() || this == UNCHANGED || this == ECHO;
        }
    }

    public static Outcome of(Kind kind) {
        return new Outcome(kind, kind.word(), "", "", "", "", List.of(), Optional.empty());
    }

    /** A kind that says enough, for a reason that is worth grouping by. */
    public static Outcome of(Kind kind, String reason) {
        return new Outcome(kind, reason, "", "", "", "", List.of(), Optional.empty());
    }

    public static Outcome filtered(String reason, String expected) {
        return new Outcome(Kind.FILTERED, reason, "", "", expected, "", List.of(), Optional.empty());
    }

    public static Outcome held(String reason, String field, String found, String expected, String remedy) {
        return new Outcome(Kind.HELD, reason, field, found, expected, remedy, List.of(), Optional.empty());
    }

    public static Outcome rejected(String reason, String field, String found, String expected, String remedy) {
        return new Outcome(Kind.REJECTED, reason, field, found, expected, remedy, List.of(), Optional.empty());
    }

    public static Outcome refused(String reason, String field, String found, String expected, String remedy) {
        return new Outcome(Kind.REFUSED, reason, field, found, expected, remedy, List.of(), Optional.empty());
    }

    public static Outcome waiting(String reason, String field, String found, List<RowRef> parents) {
        String names = parents.isEmpty()
                ? ""
                : String.join(" or ", parents.stream().map(RowRef::toString).toList());
        return new Outcome(
                Kind.WAITING,
                reason,
                field,
                found,
                names,
                "nothing to do: it goes by itself when " + names + " arrives",
                parents,
                Optional.empty());
    }

    public static Outcome retrying(String reason, String found, Instant retryAt) {
        return new Outcome(
                Kind.RETRYING,
                reason,
                "",
                found,
                "",
                "nothing to do: it is tried again",
                List.of(),
                Optional.of(retryAt));
    }

    /** Was the target tried, and failed? Only that uses up the attempts that a row has. */
    public boolean attempted() {
        return kind == Kind.RETRYING && !reason.equals(THROTTLED) && !reason.equals(NOT_READY);
    }

    public Outcome withWaitsFor(List<RowRef> parents) {
        return new Outcome(kind, reason, field, found, expected, remedy, parents, retryAt);
    }

    /** The same, with another word on what to do. */
    public Outcome withRemedy(String other) {
        return new Outcome(kind, reason, field, found, expected, other, waitsFor, retryAt);
    }
}
