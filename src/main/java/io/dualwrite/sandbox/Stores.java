package io.dualwrite.sandbox;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of both systems, in the tables of one solution. */
record Stores(Solution solution, Optional<Path> own, Schema schema, RowStore finops, RowStore dataverse) {

    /** @param own folder of tables and columns that the solution does not have */
    static Stores empty(Solution solution, Optional<Path> own, RowLog log) {
        Schema schema = own.map(solution.schema()::with).orElse(solution.schema());
        return new Stores(
                solution,
                own,
                schema,
                new RowStore(Side.FINOPS, schema, log),
                new RowStore(Side.DATAVERSE, schema, log));
    }

    RowStore of(Side side) {
        return side == Side.FINOPS ? finops : dataverse;
    }

    /**
     * The same rows in the tables of another solution. Tables and columns of Sales that it has not are gone with what
     * they held; F&O keeps its rows as they are.
     *
     * @throws Refusal 412 if rows have the same key there
     */
    Stores under(Solution other, RowLog log) {
        Stores moved = empty(other, own, log);
        for (Side side : Side.values()) {
            of(side).tables().forEach(rows -> moved.schema
                    .table(side, rows.table().set())
                    .ifPresent(table -> move(rows, table, moved.of(side))));
        }
        return moved;
    }

    private static void move(TableRows rows, Table table, RowStore target) {
        for (StoredRow row : rows.all()) {
            StoredRow kept =
                    table.side() == Side.FINOPS ? row : new StoredRow(row.id(), known(row, table), row.version());
            Optional<StoredRow> other = target.rows(table).clashWith(kept);
            if (other.isPresent()) {
                throw Refusal.precondition(
                        "0x80040237",
                        "The other solution cannot be installed: " + table.set() + " " + row.id() + " and "
                                + other.get().id() + " have the same " + table.key()
                                + ", which is a key there. Give one of them another value first.");
            }
            target.load(table, kept.id(), kept);
        }
    }

    private static Map<String, Object> known(StoredRow row, Table table) {
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.keySet().removeIf(name -> table.column(name).isEmpty());
        return values;
    }
}
