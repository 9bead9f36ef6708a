package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells each change of one side's rows as a file in its drop folder, as the change feeds of the real systems do: whoever
 * made it, whole rows, in the order of the changes. A file appears whole and under a name that no other has had.
 */
final class ChangeFeed {
    private final Side side;
    private final Path folder;
    private final List<Told> tables;
    private final Clock clock;
    private long last;

    /** A row before and after a transaction; null where it was not there. */
    record Change(Table table, StoredRow before, StoredRow after) {
        boolean deletes() {
            return after == null;
        }

        boolean isLike(Change other) {
            return deletes() == other.deletes() && table.set().equals(other.table.set());
        }
    }

    /** A table that is told, the one that keeps its rows, and how they look. */
    private record Told(Table table, Table kept, ExportedRow form) {}

    ChangeFeed(FeedSettings settings, Side side, Schema schema, RowStore store, Clock clock) {
        this.side = side;
        this.folder = settings.folder().resolve(side.word());
        this.clock = clock;
        this.tables = settings.tables().get(side).entrySet().stream()
                .flatMap(named -> schema.table(side, named.getKey()).stream()
                        .map(table -> told(table, named.getValue(), schema, store)))
                .toList();
    }

    private static Told told(Table table, Set<String> paths, Schema schema, RowStore store) {
        return new Told(table, FinopsViews.kept(schema, table), new ExportedRow(table, paths, schema, store));
    }

    /**
     * Writes the files of one transaction; called by one at a time.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    void committed(List<Change> transaction) {
        List<Change> alike = new ArrayList<>();
        for (Change change : transaction) {
            if (!alike.isEmpty() && !change.isLike(alike.get(0))) {
                write(alike, transaction);
                alike.clear();
            }
            if (change.before() != null || !change.deletes()) {
                alike.add(change);
            }
        }
        if (!alike.isEmpty()) {
            write(alike, transaction);
        }
    }

    private void write(List<Change> alike, List<Change> transaction) {
        String kept = alike.get(0).table().set();
        tables.stream().filter(told -> told.kept().set().equals(kept)).forEach(told -> write(told, alike, transaction));
    }

    private void write(Told told, List<Change> changes, List<Change> transaction) {
        ArrayNode rows = Json.object().putArray("rows");
        changes.forEach(change ->
                rows.add(told.form().print(change.deletes() ? change.before() : change.after(), transaction)));
        String name = told.table().set() + "-" + number() + ".json";
        try {
            Files.createDirectories(folder);
            if (changes.get(0).deletes()) {
                lay(name + ".properties", "operation=delete\n");
            }
            lay(name, Json.write(rows));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell a change of " + side.word() + " in " + folder, e);
        }
    }

    /** Rises from file to file, also over a restart. */
    private long number() {
        last = Math.max(last + 1, clock.millis() * 1_000);
        return last;
    }

    private void lay(String name, String content) throws IOException {
        Path draft = Files.writeString(folder.resolve(name + ".tmp"), content);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
