package io.dualwrite.sandbox;

import io.dualwrite.delivery.Lanes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A clock that jumps to the next thing that happens. Of all threads it started one runs at a time; where that one lets
 * time pass, the next one that is due goes on. So hours pass in seconds, the same way every time, on any machine.
 */
final class VirtualTime extends Clock implements Lanes {
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing((Turn turn) -> turn.at).thenComparing(turn -> turn.order));
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private long order;

    private static final class Turn {
        private Instant at;
        private long order;
        private boolean mine;
    }

    private Turn plan(Turn turn, Instant at) {
        turn.at = at;
        turn.order = order++;
        turns.add(turn);
        return turn;
    }

    private void passOn() {
        Turn next = turns.poll();
        if (next != null) {
            now = next.at.isAfter(now) ? next.at : now;
            next.mine = true;
            notifyAll();
        }
    }

    private void await(Turn turn) {
        try {
            while (!turn.mine) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    synchronized void pass(long millis) {
        Turn turn = plan(new Turn(), now.plusMillis(millis));
        passOn();
        await(turn);
    }

    /** Starts at this time, but not before somebody lets time pass. */
    synchronized void start(Runnable work) {
        Turn turn = plan(new Turn(), now);
        Thread thread = new Thread(() -> {
            synchronized (this) {
                await(turn);
            }
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            } finally {
                synchronized (this) {
                    passOn();
                }
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public synchronized void run(List<Runnable> pieces) {
        Turn whenDone = new Turn();
        AtomicInteger open = new AtomicInteger(pieces.size());
        for (Runnable piece : pieces) {
            start(() -> {
                piece.run();
                if (open.decrementAndGet() == 0) {
                    synchronized (this) {
                        plan(whenDone, now);
                    }
                }
            });
        }
        passOn();
        await(whenDone);
    }

    /** Lets all that was started come to its end. */
    void play() throws InterruptedException {
        synchronized (this) {
            passOn();
        }
        for (int i = 0; i < size(); i++) {
            thread(i).join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.get(0));
        }
    }

    private synchronized int size() {
        return threads.size();
    }

    private synchronized Thread thread(int i) {
        return threads.get(i);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
