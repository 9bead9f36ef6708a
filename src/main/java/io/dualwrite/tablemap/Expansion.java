package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a query for rows of Dataverse must expand, so that they carry all that the paths of maps name. */
public final class Expansion {
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Expansion> below = new LinkedHashMap<>();

    private Expansion() {}

    /**
     * @param maps of one Dataverse table
     * @return the query option with its name, or nothing if the rows' own columns are all
     */
    public static Optional<String> of(Collection<TableMap> maps) {
        Expansion root = new Expansion();
        for (TableMap map : maps) {
            Stream<String> mapped = map.fields().stream().flatMap(field -> field.name(Side.DATAVERSE).stream());
            Stream.of(map.dataverse().key().stream(), map.derive().values().stream(), mapped)
                    .flatMap(paths -> paths)
                    .map(LookupPath::of)
                    .filter(LookupPath::isLookup)
                    .forEach(path -> root.add(path, map.dataverse().schema()));
        }
        return Optional.of(root).filter(found -> !found.below.isEmpty()).map(Expansion::text);
    }

    /** For some paths of one table only; columns of the row itself need nothing. */
    public static Optional<String> of(Table table, Collection<String> paths) {
        Expansion root = new Expansion();
        paths.stream().map(LookupPath::of).filter(LookupPath::isLookup).forEach(path -> root.add(path, table));
        return Optional.of(root).filter(found -> !found.below.isEmpty()).map(Expansion::text);
    }

    private void add(LookupPath path, Table table) {
        if (!path.isPolymorphic()) {
            step(path.root()).add(path.steps());
            return;
        }
        boolean several =
                table.column(path.root()).map(Column::targets).orElse(List.of()).size() > 1;
        for (LookupPath.Branch branch : path.branches()) {
            String logicalName = branch.table().toLowerCase(Locale.ROOT);
            step(several ? path.root() + "_" + logicalName : path.root())
                    .columns
                    .add(branch.column());
        }
    }

    private void add(List<String> steps) {
        if (steps.size() == 1) {
            columns.add(steps.get(0));
        } else {
            step(steps.get(0)).add(steps.subList(1, steps.size()));
        }
    }

    private Expansion step(String navigation) {
        return below.computeIfAbsent(navigation, name -> new Expansion());
    }

    private String text() {
        List<String> items = new ArrayList<>();
        below.forEach((navigation, other) -> items.add(navigation + "(" + other.options() + ")"));
        return "$expand=" + String.join(",", items);
    }

    private String options() {
        List<String> options = new ArrayList<>();
        if (!columns.isEmpty()) {
            options.add("$select=" + String.join(",", columns));
        }
        if (!below.isEmpty()) {
            options.add(text());
        }
        return String.join(";", options);
    }
}
