package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row as an export has it: each plain column, and of the rows it points to the columns that were asked for, under
 * their paths.
 */
final class ExportedRow {
    /** {@code customerid.Account(accountnumber).Contact(msdyn_contactpersonid)} and each of its choices. */
    private static final Pattern CHOICE = Pattern.compile("(\\w+)((?:\\.\\w+\\(\\w+\\))+)");

    private static final Pattern BRANCH = Pattern.compile("\\.(\\w+)\\((\\w+)\\)");

    private final Table table;
    private final List<String> paths;
    private final Schema schema;
    private final RowStore store;

    /** @param paths names of columns among them, which need not be asked for */
    ExportedRow(Table table, Set<String> paths, Schema schema, RowStore store) {
        this.table = table;
        this.paths = paths.stream().filter(path -> path.contains(".")).sorted().toList();
        this.schema = schema;
        this.store = store;
    }

    /** @param transaction what was changed together with the row: the rows it pointed to may be gone with it */
    ObjectNode print(StoredRow row, List<ChangeFeed.Change> transaction) {
        ObjectNode printed = Json.object();
        for (Column column : table.allColumns()) {
            if (!DataverseChecks.isLookup(column)) {
                printed.set(column.name(), Values.print(row.get(column.name())));
            }
        }
        for (String path : paths) {
            Matcher choice = CHOICE.matcher(path);
            if (choice.matches()) {
                choose(printed, choice, row, transaction);
            } else {
                printed.set(path, Values.print(at(path.split("\\."), row, transaction)));
            }
        }
        return printed;
    }

    /** The branch that the reference takes, or the first one if it points nowhere. */
    private void choose(ObjectNode printed, Matcher choice, StoredRow row, List<ChangeFeed.Change> transaction) {
        String root = choice.group(1);
        Object reference = row.get(root);
        for (Matcher branch = BRANCH.matcher(choice.group(2)); branch.find(); ) {
            boolean taken = !(reference instanceof Reference to) || to.table().equalsIgnoreCase(branch.group(1));
            if (taken) {
                Object value = target(reference, transaction)
                        .map(found -> found.get(branch.group(2)))
                        .orElse(null);
                printed.set(root + branch.group(), Values.print(value));
                return;
            }
        }
    }

    private Object at(String[] path, StoredRow start, List<ChangeFeed.Change> transaction) {
        Object value = start.get(path[0]);
        for (int step = 1; step < path.length; step++) {
            String column = path[step];
            value = target(value, transaction).map(row -> row.get(column)).orElse(null);
        }
        return value;
    }

    private Optional<StoredRow> target(Object value, List<ChangeFeed.Change> transaction) {
        if (!(value instanceof Reference reference)) {
            return Optional.empty();
        }
        return schema.table(Side.DATAVERSE, reference.table())
                .flatMap(to -> store.rows(to).byId(reference.id()))
                .or(() -> transaction.stream()
                        .map(ChangeFeed.Change::before)
                        .filter(before -> before != null && before.id().equals(reference.id()))
                        .findFirst());
    }
}
