package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which map's rows need the rows of which other map, by the lookups that the maps have, and the order that follows.
 * Nobody keeps a list of it.
 */
public final class MapOrder {
    private final List<TableMap> all;
    private final Schema schema;
    private final List<Need> needs;

    /**
     * A map's rows name rows that another map (or the same one) brings.
     *
     * @param path the Dataverse path that names them: {@code transactioncurrencyid.isocurrencycode}
     * @param optional rows may go before those they name, and get the reference later
     * @param header the named row is the header of which this one is a line
     */
    public record Need(TableMap map, TableMap needed, String path, boolean optional, boolean header) {
        /** Does a row name rows of its own map, as a customer its invoice account? */
        public boolean itself() {
            return map.equals(needed);
        }
    }

    private MapOrder(List<TableMap> all, Schema schema) {
        this.all = all;
        this.schema = schema;
        this.needs = all.stream().flatMap(this::needsIn).toList();
    }

    static MapOrder of(List<TableMap> maps, Schema schema) {
        return new MapOrder(
                maps.stream().sorted(Comparator.comparing(TableMap::name)).toList(), schema);
    }

    /** Every need of every map, those of its own rows as well; by name of the map, then in the order of its lines. */
    public List<Need> needs() {
        return needs;
    }

    /** What one map needs. */
    public List<Need> needsOf(TableMap map) {
        return needs.stream().filter(need -> need.map().equals(map)).toList();
    }

    /**
     * All maps, those first that others need. Where maps need each other, what can wait (optional lookups) does; else
     * the name decides, so that the order is always the same.
     */
    public List<TableMap> maps() {
        List<TableMap> ordered = new ArrayList<>();
        Set<TableMap> open = new LinkedHashSet<>(all);
        while (!open.isEmpty()) {
            TableMap next = next(open);
            ordered.add(next);
            open.remove(next);
        }
        return ordered;
    }

    /** These maps and all that they need, directly or by way of others, in order: what belongs together in one load. */
    public List<TableMap> withNeeded(Collection<TableMap> wanted) {
        Set<TableMap> related = new LinkedHashSet<>();
        wanted.forEach(map -> related.addAll(reached(map, Set.copyOf(all), need -> true)));
        return maps().stream().filter(related::contains).toList();
    }

    /** Who needs fewest of those that are left: only itself, unless maps need each other in a circle. */
    private TableMap next(Set<TableMap> open) {
        return open.stream()
                .min(Comparator.comparingInt((TableMap map) ->
                                reached(map, open, need -> true).size())
                        .thenComparingInt(map ->
                                reached(map, open, need -> !need.optional()).size())
                        .thenComparing(TableMap::name))
                .orElseThrow();
    }

    /** The map itself, and what it needs directly or by way of others. */
    private Set<TableMap> reached(TableMap from, Set<TableMap> among, Predicate<Need> counted) {
        Set<TableMap> reached = new LinkedHashSet<>(Set.of(from));
        Deque<TableMap> left = new ArrayDeque<>(List.of(from));
        while (!left.isEmpty()) {
            needsOf(left.pop()).stream()
                    .filter(counted.and(need -> !need.itself()))
                    .map(Need::needed)
                    .filter(needed -> among.contains(needed) && reached.add(needed))
                    .forEach(left::push);
        }
        return reached;
    }

    private Stream<Need> needsIn(TableMap map) {
        Optional<String> header = TableMaps.parentLookup(map);
        Stream<Need> named = map.fields().stream()
                .filter(field -> field.dataverse().filter(LookupPath::isLookup).isPresent())
                .flatMap(field -> needed(map, field.dataverse().orElseThrow()).map(other -> {
                    LookupPath path = field.dataverse().orElseThrow();
                    boolean line = header.filter(path.root()::equals).isPresent();
                    return new Need(map, other, path.text(), field.optional(), line);
                }));
        return Stream.concat(named, company(map)).distinct();
    }

    private Stream<Need> company(TableMap map) {
        String column = map.dataverse().schema().companyColumn();
        return map
                .dataverse()
                .companyField()
                .filter(field -> LookupPath.of(field).root().equals(column))
                .stream()
                .flatMap(field ->
                        needed(map, LookupPath.of(field)).map(other -> new Need(map, other, field, false, false)));
    }

    /** The maps whose rows a path of this one may point to, if they and it ever go the same way. */
    private Stream<TableMap> needed(TableMap map, LookupPath path) {
        Set<String> tables = new TreeSet<>();
        targets(map.dataverse().schema(), path)
                .forEach(target ->
                        schema.table(Side.DATAVERSE, target).map(Table::set).ifPresent(tables::add));
        return all.stream()
                .filter(other -> tables.contains(other.table(Side.DATAVERSE)))
                .filter(other -> Stream.of(Direction.values()).anyMatch(way -> map.flows(way) && other.flows(way)));
    }

    private static Stream<String> targets(Table table, LookupPath path) {
        return path.isPolymorphic()
                ? path.branches().stream().map(LookupPath.Branch::table)
                : table.column(path.root()).map(Column::targets).stream().flatMap(List::stream);
    }
}
