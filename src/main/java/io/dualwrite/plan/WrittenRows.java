package io.dualwrite.plan;

import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.sandbox.Overlay;
import io.dualwrite.sandbox.Written;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The writes that the overlays kept, by row; each is taken by the change that explains it, what is left is told too. */
final class WrittenRows {
    private final Overlays overlays;
    private final List<Written> all = new ArrayList<>();
    private final Set<Written> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, List<Written>> byId = new HashMap<>();
    private final Map<String, Map<RowKey, List<Written>>> byKey = new HashMap<>();

    WrittenRows(Overlays overlays) {
        this.overlays = overlays;
        for (Side side : Side.values()) {
            all.addAll(overlays.of(side).writes());
        }
        open.addAll(all);
        all.forEach(write ->
                byId.computeIfAbsent(name(write), id -> new ArrayList<>()).add(write));
    }

    private static String name(Written write) {
        return name(write.side(), write.table(), write.id());
    }

    private static String name(Side side, String table, String id) {
        return side.word() + " " + table + " " + id.toLowerCase(Locale.ROOT);
    }

    /** The writes of a row of a map's side oldest first. */
    private List<Written> of(TableMap map, Side side, Optional<String> guid, RowKey key) {
        if (side == Side.DATAVERSE) {
            return guid.map(id -> byId.get(name(side, map.table(side), id))).orElse(List.of());
        }
        return byKey.computeIfAbsent(map.name(), name -> keyed(map)).getOrDefault(key, List.of());
    }

    private Map<RowKey, List<Written>> keyed(TableMap map) {
        Overlay overlay = overlays.of(Side.FINOPS);
        String kept = overlay.kept(map.table(Side.FINOPS));
        Map<RowKey, List<Written>> keyed = new HashMap<>();
        for (Written write : all) {
            if (write.side() == Side.FINOPS && write.table().equals(kept)) {
                Row row = write.after().or(write::before).orElseThrow();
                MapKeys.keyOf(map, Side.FINOPS, row, Optional.empty()).key().ifPresent(key -> keyed.computeIfAbsent(
                                key, same -> new ArrayList<>())
                        .add(write));
            }
        }
        return keyed;
    }

    /** Takes the deletion of a row. */
    Optional<Written> takeDeletion(TableMap map, Side side, Optional<String> guid, RowKey key) {
        Optional<Written> found = of(map, side, guid, key).stream()
                .filter(this::isOpen)
                .filter(write -> write.after().isEmpty())
                .findFirst();
        found.ifPresent(this::take);
        return found;
    }

    /** Takes the oldest writes of a row that have these columns, each column once. */
    List<Written> take(TableMap map, Side side, Optional<String> guid, RowKey key, Set<String> columns) {
        Set<String> missing = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        missing.addAll(columns);
        List<Written> taken = new ArrayList<>();
        for (Written write : List.copyOf(of(map, side, guid, key))) {
            if (isOpen(write) && !missing.isEmpty() && write.columns().stream().anyMatch(missing::contains)) {
                missing.removeAll(write.columns());
                take(write);
                taken.add(write);
            }
        }
        return taken;
    }

    /** Takes every write that has these columns and no others: they are told together. */
    List<Written> takeAll(TableMap map, Side side, Optional<String> guid, RowKey key, Set<String> columns) {
        Set<String> these = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        these.addAll(columns);
        List<Written> taken = of(map, side, guid, key).stream()
                .filter(this::isOpen)
                .filter(write -> !write.columns().isEmpty() && these.containsAll(write.columns()))
                .toList();
        taken.forEach(this::take);
        return taken;
    }

    private boolean isOpen(Written write) {
        return open.contains(write);
    }

    private void take(Written write) {
        open.remove(write);
    }

    /** What nobody took, row by row. */
    List<List<Written>> left() {
        Map<String, List<Written>> rows = new LinkedHashMap<>();
        all.stream().filter(open::contains).forEach(write -> rows.computeIfAbsent(name(write), id -> new ArrayList<>())
                .add(write));
        return List.copyOf(rows.values());
    }
}
