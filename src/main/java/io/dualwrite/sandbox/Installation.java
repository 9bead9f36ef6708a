package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Both systems as they are now. Requests run side by side; installing the other solution in Sales is alone. */
final class Installation implements Closeable {
    private final SandboxSettings settings;
    private final RowLog log;
    private final Absent absent = new Absent();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Side, Api> apis = new EnumMap<>(Side.class);
    private Stores stores;

    /** @throws Refusal 412 if the rows in the file cannot be in the wanted solution */
    Installation(SandboxSettings settings) throws IOException {
        this.settings = settings;
        this.log = new RowLog(settings.file());
        this.stores = log.open(Stores.empty(Solution.DUAL_WRITE, settings.ownSchema(), log));
        if (!settings.solution().isEmpty()) {
            change(Solution.of(settings.solution()));
        }
        connect();
    }

    private void change(Solution wanted) {
        if (wanted != stores.solution()) {
            Stores moved = stores.under(wanted, log);
            log.append(wanted);
            stores = moved;
        }
    }

    private void connect() {
        Schema schema = stores.schema();
        apis.put(Side.FINOPS, new FinopsApi(schema, stores.finops(), settings.company(), absent));
        apis.put(
                Side.DATAVERSE,
                DataverseApi.of(schema, stores.dataverse(), settings.clock(), settings.random(), absent));
        settings.feed().ifPresent(feed -> {
            for (Side side : Side.values()) {
                ChangeFeed changes = new ChangeFeed(feed, side, schema, stores.of(side), settings.clock());
                stores.of(side).tell(changes::committed);
            }
        });
    }

    /**
     * Removes the solution that Sales has and installs another; rows stay, less what only the old one knew.
     *
     * @throws Refusal 412 if rows would have the same key; then nothing has changed
     */
    void install(Solution wanted) {
        lock.writeLock().lock();
        try {
            change(wanted);
            connect();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Removes every row but those that each organisation has. */
    void clear() {
        lock.writeLock().lock();
        try {
            for (Side side : Side.values()) {
                stores.of(side).tell(changes -> {}); // to start anew is no change that anybody made
                stores.of(side).clear();
            }
            connect();
        } finally {
            lock.writeLock().unlock();
        }
    }

    Answer ask(Side side, Request request) {
        return unchanged(() -> apis.get(side).answer(request));
    }

    Solution solution() {
        return unchanged(() -> stores.solution());
    }

    RowStore store(Side side) {
        return unchanged(() -> stores.of(side));
    }

    Absent absent() {
        return absent;
    }

    private <T> T unchanged(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
