package io.dualwrite.delivery;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.RowRef;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What delivery must know of the table maps; asks for them each time, since they may be edited while it runs. */
final class MapFacts {
    private final Supplier<? extends Collection<TableMap>> maps;
    private final Schema schema;

    /** A key column of F&O and the path of its counterpart in Dataverse. */
    record KeyPair(String finops, String dataverse) {}

    MapFacts(Supplier<? extends Collection<TableMap>> maps, Schema schema) {
        this.maps = maps;
        this.schema = schema;
    }

    TableMap named(String name) {
        return all().filter(map -> map.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table map is called '" + name + "'"));
    }

    /** The maps with a table on a side. */
    List<TableMap> with(Side side, String table) {
        return all().filter(map -> map.table(side).equalsIgnoreCase(table)).toList();
    }

    private Stream<TableMap> all() {
        return maps.get().stream();
    }

    /** The key columns without the company, in F&O's order, which is the order of the values in a {@link RowKey}. */
    static List<KeyPair> keyPairs(TableMap map) {
        List<KeyPair> pairs = new ArrayList<>();
        for (String column : map.finops().keyWithoutCompany()) {
            List<String> paths = map.fields().stream()
                    .filter(field ->
                            field.finops().filter(column::equalsIgnoreCase).isPresent())
                    .flatMap(field -> field.dataverse().map(LookupPath::text).stream())
                    .toList();
            paths.stream()
                    .filter(path -> map.dataverse().key().stream().anyMatch(path::equalsIgnoreCase))
                    .findFirst()
                    .or(() -> paths.stream().findFirst())
                    .ifPresent(path -> pairs.add(new KeyPair(column, path)));
        }
        return pairs;
    }

    /** Do the journal's names of this table's rows have a company, even if the rows themselves have none? */
    boolean keyedByCompany(Table table) {
        return with(Side.DATAVERSE, table.set()).stream()
                .anyMatch(map -> map.finops().companyField().isPresent());
    }

    /** How the journal calls a Dataverse row: by the key of the map that writes it, else by the values as given. */
    RowRef ref(Table table, Map<String, String> values, Optional<String> company) {
        Row row = Row.of(values);
        RowKey key = with(Side.DATAVERSE, table.set()).stream()
                .flatMap(map -> MapKeys.keyOf(map, Side.DATAVERSE, row, company).key().stream())
                .findFirst()
                .orElseGet(() -> RowKey.of(company, List.copyOf(values.values())));
        return new RowRef(Side.DATAVERSE, table.set(), key);
    }

    /** The lines of the map that fill a target field or, for a lookup column, any part of it. */
    List<FieldMapping> filling(Change change, String column) {
        Side target = change.direction().target();
        return named(change.map()).fields().stream()
                .filter(field -> field.flows(change.direction()))
                .filter(field -> field.name(target)
                        .map(LookupPaths::column)
                        .filter(column::equalsIgnoreCase)
                        .isPresent())
                .toList();
    }

    /** The source field that a person knows a target column by; the column itself where a constant fills it. */
    String sourceField(Change change, String column) {
        return filling(change, column).stream()
                .flatMap(field -> field.name(change.direction().source()).stream())
                .findFirst()
                .orElse(column);
    }

    boolean optional(Change change, String column) {
        return filling(change, column).stream().anyMatch(FieldMapping::optional);
    }

    /** Do required lookups lead from a table back to the change's own table? Then one of the two must go first without. */
    boolean circular(Change change, Table from) {
        String own = named(change.map()).table(Side.DATAVERSE);
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from.set()));
        while (!open.isEmpty()) {
            String table = open.pop();
            if (table.equalsIgnoreCase(own)) {
                return true;
            }
            if (seen.add(table)) {
                with(Side.DATAVERSE, table).forEach(map -> open.addAll(needs(map)));
            }
        }
        return false;
    }

    private Set<String> needs(TableMap map) {
        Set<String> tables = new HashSet<>();
        for (FieldMapping field : map.fields()) {
            if (field.flows(Direction.TO_DATAVERSE) && !field.optional()) {
                field.dataverse().filter(LookupPath::isLookup).ifPresent(path -> tables.addAll(targets(map, path)));
            }
        }
        return tables;
    }

    private List<String> targets(TableMap map, LookupPath path) {
        List<String> names = path.isPolymorphic()
                ? path.branches().stream().map(LookupPath.Branch::table).toList()
                : map.dataverse()
                        .schema()
                        .column(path.root())
                        .map(Column::targets)
                        .orElse(List.of());
        return names.stream()
                .flatMap(name -> schema.table(Side.DATAVERSE, name).stream())
                .map(Table::set)
                .toList();
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
