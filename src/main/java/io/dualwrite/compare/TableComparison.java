package io.dualwrite.compare;

import io.dualwrite.compare.RowDifference.Kind;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares all rows of a map, those of one key with each other; more than some thousand of them wait in files for their
 * turn. What memory grows with is the keys of headers alone.
 */
public final class TableComparison {
    private final TableMap map;
    private final Map<Direction, Passage> passages;
    private final Scope scope;
    private final RowComparison rows;
    private final Belonging belonging;
    private final LeftOut leftOut;
    private final Optional<TableMap> parent;
    private final Finds finds;
    private final Map<RowKey, List<Pair>> dataverse = new LinkedHashMap<>();
    private final Map<Side, Set<RowKey>> headers = new EnumMap<>(Side.class);
    private final List<RowDifference> listed = new ArrayList<>();

    /** A row as its system has it, and as images have it. */
    private record Pair(Row raw, Row image) {}

    private long equal;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Side, Long> filtered = new EnumMap<>(Side.class);

    /**
     * @param passages for both directions, also one in which the map does not flow
     * @param inEffect all maps, this one among them: others may share its tables
     * @param parent the map of the headers, if its rows are lines
     * @throws IllegalArgumentException if it takes a company to compare the map, and none is given
     */
    public TableComparison(
            TableMap map,
            Map<Direction, Passage> passages,
            Scope scope,
            List<TableMap> inEffect,
            Optional<TableMap> parent,
            Finds finds) {
        this.map = map;
        this.parent = parent;
        this.finds = finds;
        this.passages = passages;
        this.scope = scope.narrowedTo(map);
        this.belonging = new Belonging(map, inEffect);
        this.leftOut = new LeftOut(map, passages);
        this.rows = new RowComparison(map, passages, leftOut);
    }

    /** @throws IOException if a system does not answer, or refuses */
    public Compared of(SystemRows systems) throws IOException {
        belonging.read(systems, scope);
        if (parent.isPresent()) {
            for (Side side : Side.values()) {
                headers.put(side, headers(systems, side, parent.get()));
            }
        }
        try (RowsByKey read = new RowsByKey()) {
            read(systems, Side.DATAVERSE, read);
            read(systems, Side.FINOPS, read);
            read.each(this::compare);
        }
        return new Compared(
                map.name(),
                equal,
                counts.getOrDefault(Kind.DIFFERS, 0L),
                counts.getOrDefault(Kind.ONLY_IN_FINOPS, 0L),
                counts.getOrDefault(Kind.ONLY_IN_DATAVERSE, 0L),
                counts.getOrDefault(Kind.ORPHANED, 0L),
                counts.getOrDefault(Kind.DOUBLE, 0L),
                filtered.getOrDefault(Side.FINOPS, 0L),
                filtered.getOrDefault(Side.DATAVERSE, 0L),
                List.copyOf(listed),
                leftOut.told());
    }

    private void read(SystemRows systems, Side side, RowsByKey read) throws IOException {
        RowsQuery form = new RowsQuery(List.of(map), side);
        systems.each(map, side, scope.company(), row -> {
            Optional<RowKey> key = keyOf(side, row);
            if (key.isPresent()) {
                read.add(side, key.get(), form.asDropped(row));
            }
        });
    }

    private Set<RowKey> headers(SystemRows systems, Side side, TableMap header) throws IOException {
        Set<RowKey> keys = new HashSet<>();
        systems.each(header, side, scope.company(), row -> MapKeys.keyOf(
                        header, side, row, scope.unsaid().get(side))
                .key()
                .ifPresent(keys::add));
        return keys;
    }

    private void compare(List<RowsByKey.Entry> some) throws IOException {
        for (RowsByKey.Entry entry : some) {
            if (entry.side() == Side.DATAVERSE) {
                dataverse
                        .computeIfAbsent(entry.key(), first -> new ArrayList<>(1))
                        .add(pair(entry));
            }
        }
        for (RowsByKey.Entry entry : some) {
            if (entry.side() == Side.FINOPS) {
                compare(entry.key(), pair(entry));
            }
        }
        for (Map.Entry<RowKey, List<Pair>> left : dataverse.entrySet()) {
            for (Pair row : left.getValue()) {
                alone(Side.DATAVERSE, left.getKey(), row);
            }
        }
        dataverse.clear();
    }

    private Pair pair(RowsByKey.Entry entry) {
        return new Pair(entry.row(), rows.image(entry.side(), entry.key(), entry.row()));
    }

    private void compare(RowKey key, Pair row) throws IOException {
        List<Pair> counterparts = dataverse.getOrDefault(key, List.of());
        boolean flows = passes(Side.FINOPS, row.image()) && !rows.filtered(Side.FINOPS, key, row.image());
        if (belonging.isTarget(Side.FINOPS) && !counterparts.isEmpty()) {
            flows = counterparts.stream()
                    .anyMatch(other -> passes(Side.DATAVERSE, other.image())
                            && !rows.filtered(Side.DATAVERSE, key, other.image()));
        }
        if (flows && !counterparts.isEmpty()) {
            compare(key, row, dataverse.remove(key));
        } else if (flows || counterparts.isEmpty()) {
            alone(Side.FINOPS, key, row);
        } else {
            filteredPair(key, counterparts.size());
        }
    }

    /** A row that does not flow, and has a counterpart: of a map that flows one way nobody can say more. */
    private void filteredPair(RowKey key, int counterparts) {
        filtered.merge(Side.FINOPS, 1L, Long::sum);
        if (belonging.isTarget(Side.FINOPS) || belonging.isTarget(Side.DATAVERSE)) {
            filtered.merge(Side.DATAVERSE, (long) counterparts, Long::sum);
            dataverse.remove(key);
        }
    }

    private void compare(RowKey key, Pair finops, List<Pair> counterparts) throws IOException {
        List<List<FieldDifference>> differences = counterparts.stream()
                .map(counterpart -> rows.differences(key, finops.image(), counterpart.image()))
                .toList();
        int best = 0;
        for (int i = 0; i < counterparts.size(); i++) {
            best = differences.get(i).size() < differences.get(best).size() ? i : best;
        }
        if (differences.get(best).isEmpty()) {
            equal++;
        } else {
            list(
                    key,
                    new RowDifference(Kind.DIFFERS, key.toString(), "", differences.get(best)),
                    Optional.of(finops.raw()),
                    Optional.of(counterparts.get(best).raw()));
        }
        for (int i = 0; i < counterparts.size(); i++) {
            if (i != best) {
                another(key, counterparts.get(i));
            }
        }
    }

    /** Sales may have several rows for one of F&O where its key has more parts, or where nothing keeps keys apart. */
    private void another(RowKey key, Pair row) throws IOException {
        if (map.dataverse().keyWithoutCompany().size()
                > map.finops().keyWithoutCompany().size()) {
            filtered.merge(Side.DATAVERSE, 1L, Long::sum);
        } else {
            list(
                    key,
                    new RowDifference(
                            Kind.DOUBLE,
                            key.toString(),
                            "in Sales, one more with the same key" + id(row.image()),
                            List.of()),
                    Optional.empty(),
                    Optional.of(row.raw()));
        }
    }

    private void alone(Side side, RowKey key, Pair row) throws IOException {
        if (!passes(side, row.image())
                || rows.filtered(side, key, row.image())
                || belonging.stranger(side, key, row.image())) {
            filtered.merge(side, 1L, Long::sum);
            return;
        }
        Optional<RowKey> missing = missingHeader(side, row.raw());
        String where = side == Side.DATAVERSE ? id(row.image()) : "";
        RowDifference difference = missing.isPresent()
                ? new RowDifference(
                        Kind.ORPHANED,
                        key.toString(),
                        "in " + (side == Side.FINOPS ? "F&O" : "Sales") + ", whose "
                                + parent.map(TableMap::name).orElse("") + " has no " + missing.get() + where,
                        List.of())
                : new RowDifference(kind(side), key.toString(), (without(side) + where).strip(), List.of());
        list(
                key,
                difference,
                Optional.of(row.raw()).filter(known -> side == Side.FINOPS),
                Optional.of(row.raw()).filter(known -> side == Side.DATAVERSE));
    }

    private String without(Side side) {
        String other = side == Side.FINOPS ? "Sales" : "F&O";
        return map.flows(Direction.from(side))
                ? "missing in " + other
                : "extra: " + other + " has none to keep it like";
    }

    /** The header that the line names, if its own system does not have it. */
    private Optional<RowKey> missingHeader(Side side, Row line) {
        return parent.flatMap(header -> MapKeys.parentKeyOf(
                                map, header, side, line, scope.unsaid().get(side))
                        .key())
                .filter(key -> !headers.get(side).contains(key));
    }

    private static Kind kind(Side side) {
        return side == Side.FINOPS ? Kind.ONLY_IN_FINOPS : Kind.ONLY_IN_DATAVERSE;
    }

    private boolean passes(Side side, Row row) {
        return map.side(side)
                .filter()
                .map(filter -> !filter.missingIn(row).isEmpty() || filter.passes(row))
                .orElse(true);
    }

    private String id(Row row) {
        String column = map.dataverse().schema().primaryId();
        return row.text(column).map(id -> " (" + column + " " + id + ")").orElse("");
    }

    /** Counts what has no key; nothing as well for a row of a company that was not asked for. */
    private Optional<RowKey> keyOf(Side side, Row given) {
        Row row = passages.get(Direction.from(side)).mapping().withKeyDays(given);
        MapKeys.Found found = MapKeys.keyOf(map, side, row, scope.unsaid().get(side));
        Optional<String> company = found.key().isPresent()
                ? found.key().get().company()
                : MapKeys.companyIn(map, side, row).or(() -> scope.unsaid().get(side));
        boolean striped = map.side(side).companyField().isPresent();
        if (striped && scope.company().isPresent() && !isAsked(company)) {
            return Optional.empty();
        }
        if (found.key().isEmpty()) {
            withoutKey(side, row, found.outcome().orElseThrow());
        }
        return found.key();
    }

    private boolean isAsked(Optional<String> company) {
        return company.filter(code -> code.equalsIgnoreCase(scope.company().orElse("")))
                .isPresent();
    }

    /** A row that its map can only write, not read, is none of the map's if it has no key. */
    private void withoutKey(Side side, Row row, Outcome why) {
        if (why.kind() == Outcome.Kind.FILTERED || !map.flows(Direction.from(side))) {
            filtered.merge(side, 1L, Long::sum);
        } else {
            Kind kind = ofHeader(side, why.field()) ? Kind.ORPHANED : kind(side);
            String where = kind == Kind.ORPHANED ? "in " + (side == Side.FINOPS ? "F&O" : "Sales") : "";
            count(new RowDifference(kind, "(no " + why.field() + ")", (where + id(row)).strip(), List.of()));
        }
    }

    /** Is it a part of the key that is the header's? */
    private boolean ofHeader(Side side, String field) {
        String name = side == Side.DATAVERSE
                ? field
                : map.fieldFor(side, field)
                        .flatMap(line -> line.name(Side.DATAVERSE))
                        .orElse("");
        return parent.isPresent() && name.contains(".") && map.dataverse().key().contains(name);
    }

    private void list(RowKey key, RowDifference difference, Optional<Row> finops, Optional<Row> sales)
            throws IOException {
        count(difference);
        finds.found(map, key, difference, finops, sales);
    }

    private void count(RowDifference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        if (listed.size() < scope.limit()) {
            listed.add(difference);
        }
    }
}
