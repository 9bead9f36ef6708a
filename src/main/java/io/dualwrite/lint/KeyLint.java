package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The key by which rows are found: is there one, is it the table's, and does it come along both ways? */
final class KeyLint implements MapLint {
    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        for (Side side : Side.values()) {
            Table table = map.side(side).schema();
            List<String> key = map.side(side).key();
            boolean written = map.flows(side == Side.DATAVERSE ? Direction.TO_DATAVERSE : Direction.TO_FINOPS);
            if (MapReading.isKnown(table) && written) {
                ofTable(map, side, key, table, reading, found);
            }
        }
        boolean bothWays = map.flows(Direction.TO_DATAVERSE) && map.flows(Direction.TO_FINOPS);
        if (bothWays) {
            map.finops().keyWithoutCompany().forEach(column -> bothWays(map, column, found));
        }
    }

    private static void ofTable(
            TableMap map, Side side, List<String> key, Table table, MapReading reading, Findings found) {
        int line = reading.lines().of(side.word(), "key");
        if (map.side(side).keyWithoutCompany().isEmpty()) {
            found.add(Code.KEY_MISSING, line, table.set(), "no key column of " + table.set(), own(table));
        } else if (table.key().isEmpty()) {
            found.add(
                    Code.KEY_MISSING,
                    line,
                    table.set(),
                    table.set() + " without an alternate key of its own; the map's is " + String.join(", ", key),
                    "an alternate key of the table");
        } else if (isOther(map, side, table)) {
            found.add(Code.KEY_OTHER, line, table.set(), "the key " + String.join(", ", key), own(table));
        }
    }

    /** Apart from the company, and from columns that are none. */
    private static boolean isOther(TableMap map, Side side, Table table) {
        Set<String> mine = roots(map.side(side).keyWithoutCompany());
        Set<String> own = roots(table.key());
        own.remove(table.companyColumn().toLowerCase(Locale.ROOT));
        return mine.stream().allMatch(name -> table.column(name).isPresent()) && !mine.equals(own);
    }

    private static String own(Table table) {
        return "the key of " + table.set() + ": " + String.join(", ", table.key());
    }

    private static Set<String> roots(List<String> key) {
        return key.stream()
                .map(path -> path.split("\\.", 2)[0].toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void bothWays(TableMap map, String column, Findings found) {
        List<FieldMapping> lines = map.fields().stream()
                .filter(field -> field.finops().filter(column::equalsIgnoreCase).isPresent())
                .filter(field -> field.name(Side.DATAVERSE)
                        .filter(path -> map.dataverse().key().stream().anyMatch(path::equalsIgnoreCase))
                        .isPresent())
                .toList();
        boolean both = lines.isEmpty()
                || lines.stream()
                        .anyMatch(field -> field.flows(Direction.TO_DATAVERSE) && field.flows(Direction.TO_FINOPS));
        if (!both) {
            FieldMapping line = lines.get(0);
            found.add(
                    Code.KEY_ONE_WAY,
                    line,
                    column,
                    "'" + line.type().symbol() + "' on the key column " + column,
                    "= or ><: the map flows both ways");
        }
    }
}
