package io.dualwrite.runtime;

import io.dualwrite.row.Side;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a query for rows of Sales must expand, so that the rows carry all that the maps' paths name. */
final class Expansion {
    private final Map<String, Set<String>> columns = new HashMap<>();

    private Expansion() {}

    /**
     * One level, and the company under a line's header.
     *
     * @return the query option with its name, or nothing if there is nothing to expand
     */
    static Optional<String> of(Collection<TableMap> maps) {
        Expansion expansion = new Expansion();
        for (TableMap map : maps) {
            map.dataverse().key().forEach(expansion::add);
            map.fields().stream()
                    .flatMap(field -> field.name(Side.DATAVERSE).stream())
                    .forEach(expansion::add);
        }
        return Optional.of(String.join(",", expansion.parts()))
                .filter(parts -> !parts.isEmpty())
                .map(parts -> "$expand=" + parts);
    }

    private void add(String text) {
        LookupPath path = LookupPath.of(text);
        for (LookupPath.Branch branch : path.branches()) {
            add(path.root() + "_" + branch.table().toLowerCase(Locale.ROOT), branch.column());
        }
        if (path.steps().size() == 1) {
            add(path.root(), path.steps().get(0));
        } else if (path.steps().size() == 2) {
            add(
                    path.root(),
                    "$expand=" + path.steps().get(0) + "($select="
                            + path.steps().get(1) + ")");
        }
    }

    private void add(String navigation, String option) {
        columns.computeIfAbsent(navigation, name -> new LinkedHashSet<>()).add(option);
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        columns.forEach((navigation, names) -> {
            List<String> selected =
                    names.stream().filter(name -> !name.startsWith("$")).toList();
            List<String> options = new ArrayList<>();
            if (!selected.isEmpty()) {
                options.add("$select=" + String.join(",", selected));
            }
            names.stream().filter(name -> name.startsWith("$")).forEach(options::add);
            parts.add(navigation + "(" + String.join(";", options) + ")");
        });
        return parts;
    }
}
