package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The limits that each system was told to have; none to begin with. */
final class Throttles {
    private final Clock clock;
    private final LongConsumer pauses;
    private final Map<Side, Limits> limits = new ConcurrentHashMap<>();

    /** @param pauses passes so many milliseconds */
    Throttles(Clock clock, LongConsumer pauses) {
        this.clock = clock;
        this.pauses = pauses;
    }

    /** @throws Refusal 400 if the order is not understood */
    void set(ObjectNode order) {
        String side = order.path("side").asText();
        if (!side.equals(Side.FINOPS.word()) && !side.equals(Side.DATAVERSE.word())) {
            throw Refusal.badRequest("", "side '" + side + "' is unknown; expected finops or dataverse");
        }
        limits.put(Side.of(side), new Limits(Limits.Rules.of(order), clock));
    }

    void clear() {
        limits.clear();
    }

    ObjectNode figures() {
        ObjectNode figures = Json.object();
        limits.forEach((side, of) -> figures.set(side.word(), of.figures()));
        return figures;
    }

    /** The work's answer, after the time that such a request takes, or a refusal. */
    Answer through(Side side, Request request, Supplier<Answer> work) {
        Limits ofSide = limits.get(side);
        if (ofSide == null) {
            return work.get();
        }
        Optional<Answer> refusal = ofSide.enter();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Instant entered = clock.instant();
        try {
            pauses.accept(ofSide.keep(RequestLog.operations(request)).toMillis());
            return work.get();
        } finally {
            ofSide.leave(entered);
        }
    }
}
