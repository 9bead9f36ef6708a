package io.dualwrite.compare;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose rows those are that only the target of a one-way map has. Several maps may write into one table, each with
 * constants that tell its rows apart, or else rows of its own where they come from; and what another map takes the other
 * way was made there.
 */
final class Belonging {
    private final TableMap map;
    private final List<TableMap> others;
    private final Optional<Direction> only;
    private final Set<RowKey> elsewhere = new HashSet<>();

    /** @param inEffect all maps, this one among them */
    Belonging(TableMap map, List<TableMap> inEffect) {
        this.map = map;
        boolean bothWays = map.flows(Direction.TO_DATAVERSE) && map.flows(Direction.TO_FINOPS);
        this.only = List.of(Direction.values()).stream()
                .filter(direction -> !bothWays && map.flows(direction))
                .findFirst();
        this.others = inEffect.stream()
                .filter(other -> !other.name().equals(map.name()))
                .toList();
    }

    /** Does the map write into that side alone? */
    boolean isTarget(Side side) {
        return only.filter(direction -> direction.target() == side).isPresent();
    }

    /** Reads which rows other maps bring into the same table, where no more than their keys would tell. */
    void read(SystemRows systems, Scope scope) throws IOException {
        if (only.isEmpty()) {
            return;
        }
        Side source = only.get().source();
        for (TableMap other : others) {
            if (writesWhere(other) && other.finops().key().equals(map.finops().key())) {
                systems.each(other, source, scope.company(), row -> MapKeys.keyOf(
                                other, source, row, scope.unsaid().get(source))
                        .key()
                        .ifPresent(elsewhere::add));
            }
        }
    }

    private boolean writesWhere(TableMap other) {
        Direction direction = only.orElseThrow();
        return other.table(direction.target()).equals(map.table(direction.target())) && other.flows(direction);
    }

    /** Is it no row of this map's, although it stands in its target? */
    boolean stranger(Side side, RowKey key, Row row) {
        if (!isTarget(side)) {
            return false;
        }
        Direction direction = only.orElseThrow();
        Map<String, String> own = constants(map, direction);
        boolean differs = own.entrySet().stream()
                .anyMatch(one -> tellsApart(side, one.getKey()) && !has(row, one.getKey(), one.getValue()));
        return differs
                || elsewhere.contains(key)
                || others.stream().anyMatch(other -> takes(other, side) || marked(other, direction, own, row));
    }

    /** Is the column one of the key, or does it say which system keeps the row? */
    private boolean tellsApart(Side side, String name) {
        return map.side(side).key().stream().anyMatch(name::equalsIgnoreCase)
                || name.endsWith("externallymaintained")
                || name.endsWith("ismaintainedexternally");
    }

    private boolean takes(TableMap other, Side side) {
        return other.table(side).equals(map.table(side))
                && other.table(side.other()).equals(map.table(side.other()))
                && other.flows(Direction.from(side));
    }

    /** Does the row have a constant that the other map writes where this one writes something else? */
    private boolean marked(TableMap other, Direction direction, Map<String, String> own, Row row) {
        Side side = direction.target();
        if (!writesWhere(other)) {
            return false;
        }
        return constants(other, direction).entrySet().stream().anyMatch(theirs -> {
            String ours = own.get(theirs.getKey());
            boolean key = other.side(side).key().stream().anyMatch(theirs.getKey()::equalsIgnoreCase);
            boolean apart = ours == null ? key : !ours.equalsIgnoreCase(theirs.getValue());
            return apart && has(row, theirs.getKey(), theirs.getValue());
        });
    }

    private static Map<String, String> constants(TableMap map, Direction direction) {
        Map<String, String> constants = new HashMap<>();
        for (FieldMapping field : map.fields()) {
            Optional<String> name = field.name(direction.target()).filter(any -> field.constant());
            if (name.isPresent() && field.flows(direction) && field.otherwise().isPresent()) {
                constants.put(
                        name.get().toLowerCase(Locale.ROOT), field.otherwise().get());
            }
        }
        return constants;
    }

    private static boolean has(Row row, String name, String constant) {
        return row.text(name)
                .map(Belonging::plain)
                .filter(plain(constant)::equals)
                .isPresent();
    }

    private static String plain(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "yes", "1" -> "true";
            case "no", "0" -> "false";
            default -> value.strip().toLowerCase(Locale.ROOT);
        };
    }
}
