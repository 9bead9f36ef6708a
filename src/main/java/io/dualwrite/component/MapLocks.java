package io.dualwrite.component;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock for each map: its two directions never run at once, or each would overwrite what the other is about to
 * write. To be shared by both components.
 */
public final class MapLocks {
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Fair, so that a long load one way does not keep the other way waiting to its end. */
    private ReentrantLock of(String map) {
        return locks.computeIfAbsent(map, name -> new ReentrantLock(true));
    }

    boolean acquire(String map, long millis) throws InterruptedException {
        return of(map).tryLock(millis, TimeUnit.MILLISECONDS);
    }

    void release(String map) {
        of(map).unlock();
    }
}
