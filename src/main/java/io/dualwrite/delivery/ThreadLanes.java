package io.dualwrite.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lanes of a few threads that all callers share; a caller does the first piece itself. Idle threads end. */
final class ThreadLanes implements Lanes {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    ThreadLanes(int lanes) {
        threads = new ThreadPoolExecutor(
                lanes, lanes, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "dual-write-sender");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void run(List<Runnable> pieces) {
        List<Future<?>> others = new ArrayList<>();
        pieces.stream().skip(1).forEach(piece -> others.add(threads.submit(piece)));
        RuntimeException failure = pieces.isEmpty() ? null : failureOf(pieces.get(0));
        for (Future<?> other : others) {
            RuntimeException failed = failureOf(() -> await(other));
            failure = failure == null ? failed : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static RuntimeException failureOf(Runnable piece) {
        try {
            piece.run();
            return null;
        } catch (RuntimeException failed) {
            return failed;
        } catch (Error failed) {
            // The others must end first: what they have sent must have its outcome.
            return new IllegalStateException(failed);
        }
    }

    /** Not to be interrupted: what is on its way must have its outcome before anybody takes the row again. */
    private static void await(Future<?> piece) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    piece.get();
                    return;
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw failed.getCause() instanceof RuntimeException cause
                            ? cause
                            : new IllegalStateException(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
