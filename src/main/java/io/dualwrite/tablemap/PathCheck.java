package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.List;
import java.util.Optional;

/** Does a path over other rows end in a column that is there? */
record PathCheck(Schema schema) {
    /** What is wrong with a path, and what would be right. */
    record Fault(String found, String expected) {}

    /** @param path that begins with a lookup of this table */
    Optional<Fault> fault(Table table, LookupPath path) {
        Column lookup = table.column(path.root()).orElseThrow();
        return path.isPolymorphic() ? ofBranches(lookup, path) : ofSteps(lookup, path.steps());
    }

    private Optional<Fault> ofBranches(Column lookup, LookupPath path) {
        for (LookupPath.Branch branch : path.branches()) {
            boolean target = lookup.targets().stream().anyMatch(branch.table()::equalsIgnoreCase);
            if (!target) {
                return Optional.of(new Fault(
                        lookup.name() + " points to no table '" + branch.table() + "'",
                        "one of " + String.join(", ", lookup.targets())
                                + Nearest.hint(branch.table(), lookup.targets())));
            }
            Optional<Table> table = schema.table(Side.DATAVERSE, branch.table());
            if (table.isPresent() && table.get().column(branch.column()).isEmpty()) {
                return Optional.of(unknown(table.get(), branch.column()));
            }
        }
        return Optional.empty();
    }

    private Optional<Fault> ofSteps(Column lookup, List<String> steps) {
        Column at = lookup;
        for (String step : steps) {
            if (at.targets().isEmpty()) {
                return Optional.of(new Fault(at.name() + " is no lookup", "a lookup column before ." + step));
            }
            List<Table> targets = at.targets().stream()
                    .flatMap(name -> schema.table(Side.DATAVERSE, name).stream())
                    .toList();
            if (targets.size() < at.targets().size()) {
                return Optional.empty(); // it leads to a table that the schema does not have
            }
            if (targets.size() > 1) {
                String choice = String.join(", ", at.targets());
                return Optional.of(new Fault(
                        at.name() + " may point to " + choice, "a choice of tables: " + at.name() + ".Table(column)"));
            }
            Optional<Column> next = targets.get(0).column(step);
            if (next.isEmpty()) {
                return Optional.of(unknown(targets.get(0), step));
            }
            at = next.get();
        }
        return Optional.empty();
    }

    private static Fault unknown(Table table, String column) {
        return new Fault(table.set() + " has no column '" + column + "'", MapCheck.columnOf(table, column));
    }
}
