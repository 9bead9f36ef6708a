package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which side keeps its value where both changed the same field of a row since they last agreed.
 *
 * <pre>
 * conflicts: finops-wins
 * conflicts: { policy: newest, tolerance: 2s, otherwise: hold }
 * </pre>
 *
 * @param tolerance of {@link Kind#NEWEST}: how far the two clocks, and what they stamp, may be apart
 * @param otherwise of {@link Kind#NEWEST}: what counts where the times are closer than that, or one is unknown
 */
public record ConflictPolicy(Kind kind, Duration tolerance, Kind otherwise) {
    static final String WORDS = "finops-wins, dataverse-wins, newest or hold";

    /** What a map says in one word. */
    public enum Kind {
        FINOPS_WINS,
        DATAVERSE_WINS,
        NEWEST,
        /** Nobody: the row is held until a person says. */
        HOLD;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * @throws IllegalArgumentException if it is none of {@link #WORDS}
         */
        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equalsIgnoreCase(word.strip())) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("'" + word + "'");
        }
    }

    /** The policy of a map that says nothing: F&O is the system that invoices. */
    static ConflictPolicy standard() {
        return of(Kind.FINOPS_WINS);
    }

    static ConflictPolicy of(Kind kind) {
        return new ConflictPolicy(kind, Duration.ZERO, kind);
    }

    /**
     * The side whose value stays; nobody if a person is to say.
     *
     * @param finops when the value there was changed, if that is known; likewise {@code dataverse}
     */
    public Optional<Side> winner(Optional<Instant> finops, Optional<Instant> dataverse) {
        return switch (kind == Kind.NEWEST && !apart(finops, dataverse) ? otherwise : kind) {
            case FINOPS_WINS -> Optional.of(Side.FINOPS);
            case DATAVERSE_WINS -> Optional.of(Side.DATAVERSE);
            case NEWEST ->
                Optional.of(finops.orElseThrow().isAfter(dataverse.orElseThrow()) ? Side.FINOPS : Side.DATAVERSE);
            case HOLD -> Optional.empty();
        };
    }

    private boolean apart(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent()
                && other.isPresent()
                && Duration.between(one.get(), other.get()).abs().compareTo(tolerance) > 0;
    }

    @Override
    public String toString() {
        return kind.word();
    }
}
