package io.dualwrite.runtime;

import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.Numbering;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rows of Sales that get numbers.
 *
 * @param numbering column and prefix
 * @param active the column that says a contact buys; empty where there is none
 * @param filters of the maps that give the numbers: a row that none of them lets pass needs none; no filters: all do
 */
record NumberedTable(Table table, Numbering numbering, Optional<String> active, List<RowFilter> filters) {
    private static final String CONTACTS = "contacts";

    /** As the older solution names them. */
    private static final Map<String, Numbering> OLDER = Map.of(
            "accounts", new Numbering("accountnumber", "ACC"), CONTACTS, new Numbering("msdynce_contactnumber", "CON"));

    /**
     * @param set accounts or contacts
     * @throws IllegalArgumentException if nothing numbers such rows
     */
    static NumberedTable of(String set, TableMaps maps, MapSource source) {
        Table table = source.schema()
                .table(Side.DATAVERSE, set)
                .filter(known -> OLDER.containsKey(known.set()))
                .orElseThrow(() -> new IllegalArgumentException("found " + set + ", expected accounts or contacts"));
        List<TableMap> numbering = Stream.concat(maps.all().stream(), maps.firstLegs().stream())
                .filter(map -> map.table(Side.DATAVERSE).equals(table.set())
                        && map.numbering().isPresent())
                .toList();
        if (source.integration() == Integration.DATA_INTEGRATOR) {
            Numbering older =
                    numbering.stream().findFirst().flatMap(TableMap::numbering).orElse(OLDER.get(table.set()));
            Optional<String> active = Optional.of("msdynce_isactivecustomer").filter(name -> set.equals(CONTACTS));
            return new NumberedTable(table, older, active, List.of());
        }
        if (numbering.isEmpty()) {
            throw new IllegalArgumentException("no map in effect gives numbers to " + set
                    + "; add numbering: { column: ..., prefix: ... } to the map in " + source.folder());
        }
        List<Optional<RowFilter>> filters =
                numbering.stream().map(map -> map.dataverse().filter()).toList();
        return new NumberedTable(
                table,
                numbering.get(0).numbering().orElseThrow(),
                Optional.empty(),
                filters.stream().allMatch(Optional::isPresent)
                        ? filters.stream().flatMap(Optional::stream).toList()
                        : List.of());
    }

    /** Asks for all rows, each with what is needed to tell whether and how it is to be numbered. */
    String query() {
        Set<String> columns = new LinkedHashSet<>(List.of(table.primaryId(), table.primaryName(), numbering.column()));
        active.ifPresent(columns::add);
        company().ifPresent(columns::add);
        filters.forEach(filter -> columns.addAll(filter.fields()));
        return "?$select=" + String.join(",", columns);
    }

    /** The property that holds the GUID of a row's company. */
    private Optional<String> company() {
        return Optional.of(table.companyColumn())
                .filter(column -> !column.isEmpty())
                .map(column -> "_" + column + "_value");
    }

    String id(Row row) {
        return row.text(table.primaryId()).orElseThrow();
    }

    String name(Row row) {
        return row.text(table.primaryName()).orElse("");
    }

    Optional<String> number(Row row) {
        return row.text(numbering.column()).map(String::strip);
    }

    /** What no other row may have: the number, within its company where the table has companies. */
    Optional<String> key(Row row) {
        String of = company().flatMap(row::text).orElse("");
        return number(row).map(number -> (of + "|" + number).toUpperCase(java.util.Locale.ROOT));
    }

    boolean needsNumber(Row row) {
        Row numbered = row.with(numbering.column(), "x");
        return number(row).isEmpty()
                && (filters.isEmpty()
                        || filters.stream()
                                .anyMatch(filter -> !filter.missingIn(numbered).isEmpty() || filter.passes(numbered)));
    }

    boolean isActive(Row row) {
        return active.map(row::get).filter(Boolean.TRUE::equals).isPresent();
    }
}
