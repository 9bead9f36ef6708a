package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The service protection limits of one system: in a window that slides, so many requests, so much time of execution
 * added up over all of them, and so many at once. Who is over one of them is told when to come back, and that is when
 * the next request is let in.
 */
final class Limits {
    private final Clock clock;
    private final Rules rules;
    private final Deque<Use> uses = new ArrayDeque<>();
    private Duration executed = Duration.ZERO;
    private Instant closedUntil = Instant.MIN;
    private int underWay;
    private int mostUnderWay;
    private long accepted;
    private long refused;
    private long early;
    private Duration executedInAll = Duration.ZERO;

    /**
     * @param operation how long one operation takes; zero: as long as it does
     * @param dates whether Retry-After is a date instead of seconds
     */
    record Rules(int requests, Duration execution, int atOnce, Duration window, Duration operation, boolean dates) {
        /** @throws Refusal 400 if a number makes no sense */
        static Rules of(ObjectNode order) {
            Rules rules = new Rules(
                    order.path("requests").asInt(6000),
                    Duration.ofMillis(order.path("executionMillis").asLong(1_200_000)),
                    order.path("concurrent").asInt(52),
                    Duration.ofMillis(order.path("windowMillis").asLong(300_000)),
                    Duration.ofMillis(order.path("operationMillis").asLong(0)),
                    order.path("dates").asBoolean(false));
            boolean sound = rules.requests > 0
                    && rules.atOnce > 0
                    && !rules.execution.isNegative()
                    && !rules.execution.isZero()
                    && !rules.window.isNegative()
                    && !rules.window.isZero()
                    && !rules.operation.isNegative();
            if (!sound) {
                throw Refusal.badRequest(
                        "", "a limit is not above zero; expected requests, executionMillis, concurrent, windowMillis");
            }
            return rules;
        }
    }

    private record Use(Instant ended, Duration took) {}

    Limits(Rules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Lets a request in, to be told by {@link #leave}; or says why not, and when. */
    synchronized Optional<Answer> enter() {
        Instant now = clock.instant();
        early += now.isBefore(closedUntil) ? 1 : 0;
        forgetBefore(now.minus(rules.window()));
        if (underWay >= rules.atOnce()) {
            return refuse(
                    now,
                    now.plusSeconds(1),
                    "0x80072326",
                    "Number of concurrent requests exceeded the limit of " + rules.atOnce() + ".");
        }
        if (uses.size() + underWay >= rules.requests()) {
            return refuse(
                    now,
                    oldestLeaves(now),
                    "0x80072322",
                    "Number of requests exceeded the limit of " + rules.requests() + " over time window of "
                            + rules.window().toSeconds() + " seconds.");
        }
        if (executed.compareTo(rules.execution()) >= 0) {
            return refuse(
                    now,
                    enoughLeave(),
                    "0x80072321",
                    "Combined execution time of incoming requests exceeded"
                            + " limit of " + rules.execution().toMillis() + " milliseconds over time window of "
                            + rules.window().toSeconds()
                            + " seconds. Decrease number of concurrent requests or reduce the"
                            + " duration of requests and try again later.");
        }
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        accepted++;
        return Optional.empty();
    }

    private Optional<Answer> refuse(Instant now, Instant when, String code, String message) {
        refused++;
        long seconds = Math.max(1, (Duration.between(now, when).toMillis() + 999) / 1000);
        Instant told = rules.dates() ? wholeSecond(now.plusSeconds(seconds)) : now.plusSeconds(seconds);
        closedUntil = told.isAfter(closedUntil) ? told : closedUntil;
        String header = rules.dates()
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(told.atOffset(ZoneOffset.UTC))
                : "" + seconds;
        return Optional.of(Answer.error(429, code, message).with("Retry-After", header));
    }

    private static Instant wholeSecond(Instant time) {
        return time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond() + 1);
    }

    private Instant oldestLeaves(Instant now) {
        return uses.isEmpty() ? now.plusSeconds(1) : uses.getFirst().ended().plus(rules.window());
    }

    private Instant enoughLeave() {
        Duration left = executed;
        Instant when = clock.instant();
        for (Use use : uses) {
            if (left.compareTo(rules.execution()) < 0) {
                break;
            }
            left = left.minus(use.took());
            when = use.ended().plus(rules.window());
        }
        return when;
    }

    private void forgetBefore(Instant time) {
        while (!uses.isEmpty() && !uses.getFirst().ended().isAfter(time)) {
            executed = executed.minus(uses.removeFirst().took());
        }
    }

    /** How long a request of so many operations is to be kept, at least. */
    Duration keep(int operations) {
        return rules.operation().multipliedBy(Math.max(1, operations));
    }

    synchronized void leave(Instant entered) {
        Instant now = clock.instant();
        Duration took = Duration.between(entered, now);
        underWay--;
        uses.addLast(new Use(now, took));
        executed = executed.plus(took);
        executedInAll = executedInAll.plus(took);
    }

    /** What was let in and what was not; {@code early}: came before the time that somebody had been told. */
    synchronized ObjectNode figures() {
        return Json.object()
                .put("accepted", accepted)
                .put("refused", refused)
                .put("early", early)
                .put("executedMillis", executedInAll.toMillis())
                .put("mostAtOnce", mostUnderWay);
    }
}
