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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares all rows of a map. The rows of Sales are kept in memory, each without what is
 * blank; the rows of F&O pass by page by page. So memory grows with the rows of Sales alone, some kilobytes for each.
 */
public final class TableComparison {
    private final TableMap map;
    private final Map<Direction, Passage> passages;
    private final Scope scope;
    private final RowComparison rows;
    private final Belonging belonging;
    private final LeftOut leftOut;
    private final Map<RowKey, List<Row>> dataverse = new LinkedHashMap<>();
    private final List<RowDifference> listed = new ArrayList<>();

    private long equal;
    private final Map<Kind, Long> counts = new java.util.EnumMap<>(Kind.class);
    private final Map<Side, Long> filtered = new java.util.EnumMap<>(Side.class);

    /**
     * @param passages for both directions, also one in which the map does not flow
     * @param inEffect all maps, this one among them: others may share its tables
     * @throws IllegalArgumentException if it takes a company to compare the map, and none is given
     */
    public TableComparison(TableMap map, Map<Direction, Passage> passages, Scope scope, List<TableMap> inEffect) {
        this.map = map;
        this.passages = passages;
        this.scope = scope.narrowedTo(map);
        this.belonging = new Belonging(map, inEffect);
        this.leftOut = new LeftOut(map, passages);
        this.rows = new RowComparison(map, passages, leftOut);
    }

    /** @throws IOException if a system does not answer, or refuses */
    public Compared of(SystemRows systems) throws IOException {
        belonging.read(systems, scope);
        systems.each(map, Side.DATAVERSE, scope.company(), this::remember);
        systems.each(map, Side.FINOPS, scope.company(), this::compare);
        dataverse.forEach((key, left) -> left.forEach(row -> alone(Side.DATAVERSE, key, row)));
        return new Compared(
                map.name(),
                equal,
                counts.getOrDefault(Kind.DIFFERS, 0L),
                counts.getOrDefault(Kind.ONLY_IN_FINOPS, 0L),
                counts.getOrDefault(Kind.ONLY_IN_DATAVERSE, 0L),
                filtered.getOrDefault(Side.FINOPS, 0L),
                filtered.getOrDefault(Side.DATAVERSE, 0L),
                List.copyOf(listed),
                leftOut.told());
    }

    private void remember(Row row) {
        keyOf(Side.DATAVERSE, row).ifPresent(key -> dataverse
                .computeIfAbsent(key, first -> new ArrayList<>(1))
                .add(rows.image(Side.DATAVERSE, key, row)));
    }

    private void compare(Row row) {
        Optional<RowKey> found = keyOf(Side.FINOPS, row);
        if (found.isEmpty()) {
            return;
        }
        RowKey key = found.get();
        Row image = rows.image(Side.FINOPS, key, row);
        List<Row> counterparts = dataverse.getOrDefault(key, List.of());
        boolean flows = passes(Side.FINOPS, image) && !rows.filtered(Side.FINOPS, key, image);
        if (belonging.isTarget(Side.FINOPS) && !counterparts.isEmpty()) {
            flows = counterparts.stream()
                    .anyMatch(other -> passes(Side.DATAVERSE, other) && !rows.filtered(Side.DATAVERSE, key, other));
        }
        if (flows && !counterparts.isEmpty()) {
            compare(key, image, dataverse.remove(key));
        } else if (flows || counterparts.isEmpty()) {
            alone(Side.FINOPS, key, image);
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

    private void compare(RowKey key, Row finops, List<Row> counterparts) {
        List<List<FieldDifference>> differences = counterparts.stream()
                .map(counterpart -> rows.differences(key, finops, counterpart))
                .toList();
        int best = 0;
        for (int i = 0; i < counterparts.size(); i++) {
            best = differences.get(i).size() < differences.get(best).size() ? i : best;
        }
        if (differences.get(best).isEmpty()) {
            equal++;
        } else {
            list(new RowDifference(Kind.DIFFERS, key.toString(), "", differences.get(best)));
        }
        for (int i = 0; i < counterparts.size(); i++) {
            if (i != best) {
                another(key, counterparts.get(i));
            }
        }
    }

    /** Sales may have several rows for one of F&O where its key has more parts, or where nothing keeps keys apart. */
    private void another(RowKey key, Row row) {
        if (map.dataverse().keyWithoutCompany().size()
                > map.finops().keyWithoutCompany().size()) {
            filtered.merge(Side.DATAVERSE, 1L, Long::sum);
        } else {
            list(new RowDifference(
                    Kind.ONLY_IN_DATAVERSE, key.toString(), "one more with the same key" + id(row), List.of()));
        }
    }

    private void alone(Side side, RowKey key, Row row) {
        if (!passes(side, row) || rows.filtered(side, key, row) || belonging.stranger(side, key, row)) {
            filtered.merge(side, 1L, Long::sum);
        } else {
            list(new RowDifference(kind(side), key.toString(), side == Side.DATAVERSE ? id(row) : "", List.of()));
        }
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
            list(new RowDifference(kind(side), "(no " + why.field() + ")", id(row).strip(), List.of()));
        }
    }

    private void list(RowDifference difference) {
        counts.merge(difference.kind(), 1L, Long::sum);
        if (listed.size() < scope.limit()) {
            listed.add(difference);
        }
    }
}
