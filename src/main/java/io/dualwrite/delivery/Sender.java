package io.dualwrite.delivery;

import io.dualwrite.odata.BatchRefused;
import io.dualwrite.odata.HttpAnswer;
import io.dualwrite.odata.NotReached;
import io.dualwrite.odata.ODataError;
import io.dualwrite.odata.RetryAfter;
import io.dualwrite.row.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends the steps of many tasks in batches, round by round, until every task is settled or wants to start over. */
final class Sender {
    /** These say that nothing behind the address works now; halving the batch would only multiply the calls. */
    private static final Set<Integer> SIDE_DOWN = Set.of(401, 408, 502, 503, 504);

    private static final int MOST_ROUNDS = 6;

    private final Remote remote;
    private final Retries retries;
    private final Clock clock;
    private final int batchSize;
    private final Lanes lanes;

    Sender(Remote remote, Retries retries, Clock clock, int batchSize, Lanes lanes) {
        this.remote = remote;
        this.retries = retries;
        this.clock = clock;
        this.batchSize = batchSize;
        this.lanes = lanes;
    }

    void run(List<Task> tasks) {
        List<Task> waiting = withStep(tasks);
        for (int round = 0; round < MOST_ROUNDS && !waiting.isEmpty(); round++) {
            List<Runnable> batches = new ArrayList<>();
            for (int from = 0; from < waiting.size(); from += batchSize) {
                List<Task> batch = waiting.subList(from, Math.min(from + batchSize, waiting.size()));
                batches.add(() -> send(batch));
            }
            lanes.run(batches);
            waiting = withStep(waiting);
        }
        waiting.forEach(task -> task.settle(retries.failed(
                task.change(), "target-changes", "the row was created and deleted there while it was written")));
    }

    private static List<Task> withStep(List<Task> tasks) {
        return new ArrayList<>(
                tasks.stream().filter(task -> task.step().isPresent()).toList());
    }

    private void send(List<Task> tasks) {
        Optional<Instant> closed = remote.gate().closedUntil();
        if (closed.isPresent()) {
            tasks.forEach(task -> task.settle(retries.later(Outcome.NOT_READY, "", closed.get())));
            return;
        }
        try {
            List<HttpAnswer> answers = remote.client()
                    .send(tasks.stream()
                            .map(task -> task.step().orElseThrow().call())
                            .toList());
            if (answers.stream().noneMatch(HttpAnswer::throttled)) {
                remote.gate().worked();
            }
            for (int i = 0; i < answers.size(); i++) {
                answered(tasks.get(i), answers.get(i));
            }
        } catch (BatchRefused e) {
            refused(tasks, e.answer());
        } catch (SideClosed e) {
            tasks.forEach(task -> task.settle(retries.later(Outcome.NOT_READY, "", e.until())));
        } catch (NotReached e) {
            // However long it is away: no row is to blame.
            Instant open = remote.gate().failed();
            tasks.forEach(task -> task.settle(retries.later(Outcome.NOT_READY, reason(e), open)));
        } catch (IOException e) {
            Instant open = remote.gate().failed();
            // The server may have acted on it. Sending it again is harmless: each row has its address.
            tasks.forEach(task -> task.settle(retries.failed(task.change(), "connection-lost", reason(e), open)));
        }
    }

    /** One bad row must cost only itself: a batch that is refused as a whole is halved until it is found. */
    private void refused(List<Task> tasks, HttpAnswer answer) {
        if (answer.throttled() || SIDE_DOWN.contains(answer.status())) {
            Instant open = closeGate(answer);
            tasks.forEach(task -> task.settle(notNow(task, answer, open)));
        } else if (tasks.size() == 1) {
            answered(tasks.get(0), answer);
        } else {
            send(tasks.subList(0, tasks.size() / 2));
            send(tasks.subList(tasks.size() / 2, tasks.size()));
        }
    }

    private void answered(Task task, HttpAnswer answer) {
        if (answer.throttled()) {
            task.settle(notNow(task, answer, closeGate(answer)));
        } else if (answer.transientFailure()) {
            task.settle(notNow(task, answer, clock.instant()));
        } else {
            Step step = task.step().orElseThrow();
            task.next(null);
            step.answered(task, answer);
        }
    }

    private Instant closeGate(HttpAnswer answer) {
        Optional<Instant> asked = RetryAfter.of(answer, clock.instant());
        asked.ifPresent(remote.gate()::closeUntil);
        return asked.orElseGet(remote.gate()::failed);
    }

    private Outcome notNow(Task task, HttpAnswer answer, Instant open) {
        String found = answer.status() + " " + ODataError.of(answer);
        return answer.throttled()
                ? retries.later(Outcome.THROTTLED, found, open)
                : retries.failed(task.change(), answer.status() == 401 ? "sign-in" : "target-failed", found, open);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
