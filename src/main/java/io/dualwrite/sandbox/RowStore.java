package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rows of one side. Reads run side by side; a write is alone, and all or nothing. Writes nest: an inner one that
 * fails is undone alone, an outer one with everything inside it.
 */
final class RowStore {
    private final Side side;
    private final Map<String, TableRows> tables = new HashMap<>();
    private final RowLog log;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Deque<Before> undo = new ArrayDeque<>();
    private Consumer<List<ChangeFeed.Change>> listener = changes -> {};
    private final Map<String, List<Gone>> gone = new HashMap<>();
    private int depth;
    private long version = 1_000_000;

    /** A row that was deleted, and when. */
    record Gone(String id, long version) {}

    private record Before(Table table, String id, StoredRow row) {}

    RowStore(Side side, Schema schema, RowLog log) {
        this.side = side;
        this.log = log;
        for (Table table : schema.tables(side)) {
            Table kept = FinopsViews.kept(schema, table);
            TableRows rows = tables.computeIfAbsent(kept.set(), set -> new TableRows(kept));
            rows.index(table.key());
            tables.put(table.set(), rows);
        }
    }

    /** Each transaction is told from now on, one at a time and in order, before others can see it. */
    void tell(Consumer<List<ChangeFeed.Change>> to) {
        listener = to;
    }

    Collection<TableRows> tables() {
        return Set.copyOf(tables.values());
    }

    TableRows rows(Table table) {
        return tables.get(table.set());
    }

    <T> T reading(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs the work as one transaction; a {@link Refusal} or a failed answer undoes it. */
    Answer writing(Supplier<Answer> work) {
        lock.writeLock().lock();
        int mark = undo.size();
        depth++;
        boolean kept = false;
        try {
            Answer answer = work.get();
            kept = !answer.failed();
            return answer;
        } finally {
            depth--;
            if (!kept) {
                undoTo(mark);
            }
            if (depth == 0) {
                commit();
            }
            lock.writeLock().unlock();
        }
    }

    /** Stores a row under a new version. Only inside {@link #writing}. */
    StoredRow put(Table table, StoredRow row) {
        StoredRow stored = row.with(row.id(), ++version);
        undo.push(new Before(table, row.id(), rows(table).replace(row.id(), stored)));
        return stored;
    }

    /** Only inside {@link #writing}. */
    void remove(Table table, String id) {
        undo.push(new Before(table, id, rows(table).replace(id, null)));
    }

    /** Takes in rows as they were kept in a file. */
    void load(Table table, String id, StoredRow row) {
        rows(table).replace(id, row);
        version = Math.max(version, row == null ? 0 : row.version());
        if (row == null) {
            bury(table, id);
        }
    }

    private void bury(Table table, String id) {
        gone.computeIfAbsent(rows(table).table().set(), set -> new ArrayList<>())
                .add(new Gone(id, ++version));
    }

    /** The newest version there is. */
    long version() {
        return version;
    }

    /** Rows that were deleted and are not there again, oldest first. */
    List<Gone> gone(Table table) {
        TableRows rows = rows(table);
        return gone.getOrDefault(rows.table().set(), List.of()).stream()
                .filter(row -> rows.byId(row.id()).isEmpty())
                .toList();
    }

    /** Rows that are not here are asked for there. */
    void below(Origin system) {
        tables().forEach(rows -> rows.below(system));
    }

    /** Takes in a row that another system has. */
    void adopt(Table table, StoredRow row) {
        load(table, row.id(), row.with(row.id(), version + 1));
    }

    private void undoTo(int mark) {
        while (undo.size() > mark) {
            Before before = undo.pop();
            rows(before.table()).replace(before.id(), before.row());
        }
    }

    private void commit() {
        Map<String, Before> first = new LinkedHashMap<>();
        undo.descendingIterator()
                .forEachRemaining(before -> first.putIfAbsent(before.table().set() + " " + before.id(), before));
        undo.clear();
        first.values().stream()
                .filter(before -> before.row() != null && now(before) == null)
                .forEach(before -> bury(before.table(), before.id()));
        log.append(first.values().stream()
                .map(before -> new RowLog.Entry(side, before.table(), before.id(), now(before)))
                .toList());
        listener.accept(first.values().stream()
                .map(before -> new ChangeFeed.Change(before.table(), before.row(), now(before)))
                .toList());
    }

    private StoredRow now(Before before) {
        return rows(before.table()).present(before.id()).orElse(null);
    }

    /** Removes every row. */
    void clear() {
        writing(() -> {
            for (TableRows rows : tables()) {
                for (StoredRow row : List.copyOf(rows.all())) {
                    remove(rows.table(), row.id());
                }
            }
            return Answer.empty(204);
        });
    }
}
