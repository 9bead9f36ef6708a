package io.dualwrite.journal;

import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What only this process needs to know and a restart may forget: which changes are claimed, which drops are still being
 * read, and which rows arrived since the oldest claim. All of it is touched under the database's write lock only.
 */
final class Memory {
    private final Map<Long, Long> claimed = new HashMap<>();
    private final Map<RowRef, Long> arrivals = new HashMap<>();
    private final Map<Long, Long> finishedDrops = new HashMap<>();
    private final Set<Long> reading = Collections.synchronizedSet(new HashSet<>());
    private final Map<Long, LastBefore> lastBefore = new HashMap<>();
    private final Set<ParentKey> closing = new HashSet<>();
    private final AtomicLong stirs = new AtomicLong();

    private long clock;

    private record LastBefore(Side side, long change) {}

    boolean isClaimed(long change) {
        return claimed.containsKey(change);
    }

    Set<Long> claimed() {
        return Set.copyOf(claimed.keySet());
    }

    /** Is anything handed out? */
    boolean isBusy() {
        return !claimed.isEmpty() || !closing.isEmpty();
    }

    void claim(Collection<Long> changes) {
        clock++;
        changes.forEach(change -> claimed.put(change, clock));
    }

    /** Something was written or released: who found nothing to claim before may find something now. */
    void stirred() {
        stirs.incrementAndGet();
    }

    long stirs() {
        return stirs.get();
    }

    void release(Collection<Long> changes) {
        stirred();
        claimed.keySet().removeAll(changes);
        long oldest = claimed.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
        arrivals.values().removeIf(stamp -> stamp <= oldest);
        finishedDrops.values().removeIf(stamp -> stamp <= oldest);
    }

    /** The rows are there now; a change claimed before may not have seen them. */
    void arrived(Collection<RowRef> rows) {
        if (!claimed.isEmpty()) {
            clock++;
            rows.forEach(row -> arrivals.put(row, clock));
        }
    }

    boolean arrivedSinceClaim(long change, Collection<RowRef> rows) {
        Long stamp = claimed.get(change);
        return stamp != null && rows.stream().anyMatch(row -> arrivals.getOrDefault(row, Long.MIN_VALUE) > stamp);
    }

    void finished(long drop) {
        if (!claimed.isEmpty()) {
            finishedDrops.put(drop, ++clock);
        }
    }

    /** Drops that a claimed change may still have to look at. */
    Set<Long> finishedLately() {
        return Set.copyOf(finishedDrops.keySet());
    }

    List<Long> finishedSinceClaim(long change) {
        Long stamp = claimed.get(change);
        return stamp == null
                ? List.of()
                : finishedDrops.entrySet().stream()
                        .filter(entry -> entry.getValue() > stamp)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    void startReading(long drop) {
        reading.add(drop);
    }

    /** No row of the drop has this or a lower number. */
    void startReading(long drop, Side side, long lastChange) {
        reading.add(drop);
        lastBefore.put(drop, new LastBefore(side, lastChange));
    }

    /** Nobody reads on for now: its rows stay hidden, but those behind it are free. */
    void pauseReading(long drop) {
        lastBefore.remove(drop);
        stirred();
    }

    void stopReading(long drop) {
        reading.remove(drop);
        lastBefore.remove(drop);
        stirred();
    }

    /**
     * The highest number that a claim of this side's changes needs to look at: a file of millions of rows must not be
     * paged through while it is being read. What else of that side came in meanwhile goes when the file is in.
     */
    long claimableUpTo(Side side) {
        return lastBefore.values().stream()
                .filter(last -> last.side() == side)
                .mapToLong(LastBefore::change)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The drops whose rows are not to be seen yet; never empty, so that it can stand in a list of a statement. */
    List<Long> reading() {
        synchronized (reading) {
            return reading.isEmpty() ? List.of(0L) : List.copyOf(reading);
        }
    }

    void startClosing(ParentKey header) {
        closing.add(header);
    }

    void stopClosing(ParentKey header) {
        closing.remove(header);
    }

    /** While a header is being closed neither it nor its lines are handed out. */
    boolean isClosing(ParentKey header) {
        return closing.contains(header);
    }

    boolean isClosing(StoredChange change) {
        return !closing.isEmpty()
                && (closing.contains(new ParentKey(change.map(), change.key()))
                        || change.parent().filter(closing::contains).isPresent());
    }
}
