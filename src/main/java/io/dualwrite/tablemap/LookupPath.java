package io.dualwrite.tablemap;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Dataverse end of a field: a column ({@code name}), a column of a row it points to ({@code
 * transactioncurrencyid.isocurrencycode}, over several rows {@code a.b.c}), or a column of one of several tables
 * ({@code customerid.Account(accountnumber).Contact(msdyn_contactpersonid)}: an account by its number, else a contact).
 *
 * @param text as the map has it
 * @param root the column of the row itself
 * @param steps what follows the root, column by column; empty for a column and for a choice of tables
 * @param branches the tables to choose from, in order; empty unless the reference may point to several
 */
public record LookupPath(String text, String root, List<String> steps, List<Branch> branches) {
    private static final Pattern PLAIN = Pattern.compile("\\w+(\\.\\w+)*");
    private static final Pattern CHOICE = Pattern.compile("(\\w+)((?:\\.\\w+\\(\\w+\\))+)");
    private static final Pattern BRANCH = Pattern.compile("\\.(\\w+)\\((\\w+)\\)");

    /** @param table logical name of the table, in any case: {@code Account} */
    public record Branch(String table, String column) {}

    /**
     * @throws IllegalArgumentException if the text is no path
     */
    public static LookupPath of(String text) {
        if (PLAIN.matcher(text).matches()) {
            List<String> parts = Arrays.asList(text.split("\\."));
            return new LookupPath(text, parts.get(0), List.copyOf(parts.subList(1, parts.size())), List.of());
        }
        Matcher choice = CHOICE.matcher(text);
        if (!choice.matches()) {
            throw new IllegalArgumentException("'" + text + "' is neither a column nor a path");
        }
        List<Branch> branches = BRANCH.matcher(choice.group(2))
                .results()
                .map(branch -> new Branch(branch.group(1), branch.group(2)))
                .toList();
        return new LookupPath(text, choice.group(1), List.of(), branches);
    }

    /** Does it end in another row than the one it starts from? */
    public boolean isLookup() {
        return !steps.isEmpty() || !branches.isEmpty();
    }

    /** May it point to rows of several tables (or says of which table it is)? */
    public boolean isPolymorphic() {
        return !branches.isEmpty();
    }

    /** The names under which a row may carry this value: as the map has it, then shorter and expanded forms. */
    public List<String> alternatives() {
        Set<String> names = new LinkedHashSet<>(List.of(text));
        for (Branch branch : branches) {
            names.add(root + "." + branch.table() + "(" + branch.column() + ")");
            // Dataverse expands a reference to several tables under column_table
            names.add(root + "_" + branch.table().toLowerCase(Locale.ROOT) + "." + branch.column());
            names.add(root + "." + branch.column());
        }
        return List.copyOf(names);
    }

    /** The name under which the row carries this value: the first that has one, else the first that is there. */
    public Optional<String> nameIn(Row row) {
        List<String> present = alternatives().stream().filter(row::has).toList();
        return present.stream().filter(name -> !row.isBlank(name)).findFirst().or(() -> present.stream()
                .findFirst());
    }

    /** The column the path ends in, where the schema knows the tables on the way; of several tables the first one. */
    public Optional<Column> end(Table table, Schema schema) {
        Optional<Column> column = table.column(root);
        if (isPolymorphic()) {
            Branch first = branches.get(0);
            return schema.table(Side.DATAVERSE, first.table()).flatMap(target -> target.column(first.column()));
        }
        for (String step : steps) {
            column = column.filter(lookup -> lookup.targets().size() == 1)
                    .flatMap(lookup ->
                            schema.table(Side.DATAVERSE, lookup.targets().get(0)))
                    .flatMap(target -> target.column(step));
        }
        return column;
    }

    @Override
    public String toString() {
        return text;
    }
}
