package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lookups find their row by its key, and by the whole of it. */
final class LookupLint implements MapLint {
    private final Schema schema;

    LookupLint(Schema schema) {
        this.schema = schema;
    }

    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        Set<String> paths = Stream.concat(
                        map.fields().stream().flatMap(field -> field.name(Side.DATAVERSE).stream()),
                        map.dataverse().key().stream())
                .map(path -> path.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (FieldMapping field : map.fields()) {
            field.dataverse()
                    .filter(path -> path.isLookup() && field.flows(Direction.TO_DATAVERSE))
                    .ifPresent(path -> check(map, field, path, paths, found));
        }
    }

    private void check(TableMap map, FieldMapping field, LookupPath path, Set<String> paths, Findings found) {
        if (path.isPolymorphic()) {
            path.branches().forEach(branch -> schema.table(Side.DATAVERSE, branch.table())
                    .ifPresent(table -> byKey(field, path, table, branch.column(), found)));
            return;
        }
        Table at = map.dataverse().schema();
        List<String> walked = new ArrayList<>(List.of(path.root()));
        for (String step : path.steps()) {
            Optional<Table> next = target(at, walked.get(walked.size() - 1));
            if (next.isEmpty()) {
                return;
            }
            at = next.get();
            walked.add(step);
        }
        String prefix = String.join(".", walked.subList(0, walked.size() - 1)) + ".";
        if (byKey(field, path, at, walked.get(walked.size() - 1), found)) {
            whole(field, path, at, prefix.toLowerCase(Locale.ROOT), paths, found);
        }
    }

    private Optional<Table> target(Table table, String lookup) {
        return table.column(lookup)
                .map(Column::targets)
                .filter(targets -> targets.size() == 1)
                .flatMap(targets -> schema.table(Side.DATAVERSE, targets.get(0)));
    }

    private static boolean byKey(FieldMapping field, LookupPath path, Table table, String column, Findings found) {
        if (table.column(column).isEmpty()) {
            return false; // told already
        }
        boolean key = table.key().isEmpty()
                || table.key().stream().anyMatch(column::equalsIgnoreCase)
                || column.equalsIgnoreCase(table.primaryId());
        if (!key) {
            found.add(
                    Code.LOOKUP_BY_OTHER,
                    field,
                    path.text(),
                    path.text() + ", but " + column + " is no key of " + table.set(),
                    "the key of " + table.set() + ": " + String.join(", ", table.key()));
        }
        return key;
    }

    private static void whole(
            FieldMapping field, LookupPath path, Table table, String prefix, Set<String> paths, Findings found) {
        List<String> open = table.key().stream()
                .filter(column -> !column.equalsIgnoreCase(table.companyColumn()))
                .filter(column -> paths.stream().noneMatch(other -> covers(other, prefix, column)))
                .toList();
        if (!open.isEmpty()) {
            found.add(
                    Code.LOOKUP_KEY_UNMAPPED,
                    field,
                    path.text(),
                    path.text() + " alone, but the key of " + table.set() + " has " + String.join(", ", open) + " too",
                    "lines for " + open.stream().map(prefix::concat).collect(Collectors.joining(", ")));
        }
    }

    private static boolean covers(String path, String prefix, String column) {
        String wanted = prefix + column.toLowerCase(Locale.ROOT);
        return path.equals(wanted) || path.startsWith(wanted + ".");
    }
}
