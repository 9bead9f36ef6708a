package io.dualwrite.tablemap;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which rows of a side flow, in the notation of that side: {@code ((PartyType == "Organization"))} in F&O,
 * {@code msdyn_ordertype eq 192350000 and statecode eq 0} in Dataverse. Null and empty text are both empty; an F&O
 * enum compares by its symbol or by its number.
 */
public final class RowFilter {
    private final String text;
    private final Condition condition;
    private final Set<String> fields;

    private RowFilter(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
        Set<String> names = new LinkedHashSet<>();
        condition.addFields(names);
        this.fields = Set.copyOf(names);
    }

    /**
     * @param table whose rows are filtered: its columns' options give the numbers of enum symbols
     * @throws IllegalArgumentException if the text is no filter in the side's notation; says where it breaks off
     */
    public static RowFilter parse(String text, Side side, Table table) {
        return new RowFilter(text, new FilterParser(text, side, table).parse());
    }

    /** As the map has it. */
    public String text() {
        return text;
    }

    /** The fields it looks at. */
    public Set<String> fields() {
        return fields;
    }

    /** Each field with what it is compared with: text, decimal, boolean or null; patterns of {@code like} are left out. */
    public void literals(BiConsumer<String, Object> seen) {
        condition.literals(seen);
    }

    /** The fields it looks at that the row does not have at all; with one of these it cannot be judged. */
    public List<String> missingIn(Row row) {
        return fields.stream().filter(field -> !row.has(field)).sorted().toList();
    }

    public boolean passes(Row row) {
        return condition.holds(row);
    }

    @Override
    public String toString() {
        return text;
    }
}
