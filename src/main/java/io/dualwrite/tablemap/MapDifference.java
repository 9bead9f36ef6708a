package io.dualwrite.tablemap;

import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What another choice of versions would change, map by map, in sentences for the person who chooses. */
public final class MapDifference {
    private MapDifference() {}

    /**
     * @param from the maps in effect
     * @param folder of the maps
     * @param to the other choice
     * @return by name of the map; maps that stay as they are are not in it
     * @throws MapErrors if a map of the other choice does not check
     */
    public static Map<String, List<String>> of(TableMaps from, Path folder, MapVersions to, Schema schema) {
        TableMaps other = TableMaps.load(folder, to, schema);
        Map<String, List<String>> differences = new LinkedHashMap<>();
        Set<String> names =
                new LinkedHashSet<>(from.all().stream().map(TableMap::name).toList());
        other.all().forEach(map -> names.add(map.name()));
        for (String name : names) {
            List<String> lines = from.named(name)
                    .map(before -> other.named(name)
                            .map(after -> between(before, after))
                            .orElse(List.of("the map is not in effect any more")))
                    .orElse(List.of("the map comes into effect"));
            if (!lines.isEmpty()) {
                differences.put(name, lines);
            }
        }
        return differences;
    }

    /** What is different in the second of two maps. */
    static List<String> between(TableMap before, TableMap after) {
        List<String> lines = new ArrayList<>();
        for (Side side : Side.values()) {
            changed(lines, "table in " + side.word(), before.table(side), after.table(side));
            changed(
                    lines,
                    "key in " + side.word(),
                    before.side(side).key(),
                    after.side(side).key());
            changed(lines, "filter in " + side.word(), filter(before, side), filter(after, side));
        }
        Map<String, FieldMapping> old = byPair(before);
        Map<String, FieldMapping> now = byPair(after);
        old.forEach((pair, field) -> {
            if (!now.containsKey(pair)) {
                lines.add("no more: " + pair);
            } else {
                fieldChanged(lines, pair, field, now.get(pair));
            }
        });
        now.keySet().stream().filter(pair -> !old.containsKey(pair)).forEach(pair -> lines.add("new: " + pair));
        return lines;
    }

    private static void fieldChanged(List<String> lines, String pair, FieldMapping before, FieldMapping after) {
        changed(lines, pair + ": map type", before.type().symbol(), after.type().symbol());
        changed(
                lines,
                pair + ": default",
                before.otherwise().orElse("none"),
                after.otherwise().orElse("none"));
        changed(lines, pair + ": optional", before.optional(), after.optional());
        Map<String, List<String>> old = before.values().map(ValueMap::entries).orElse(Map.of());
        Map<String, List<String>> now = after.values().map(ValueMap::entries).orElse(Map.of());
        old.forEach((key, values) -> {
            if (!now.containsKey(key)) {
                lines.add(pair + ": value " + key + " no more");
            } else {
                changed(lines, pair + ": value " + key, values, now.get(key));
            }
        });
        now.keySet().stream()
                .filter(key -> !old.containsKey(key))
                .forEach(key -> lines.add(pair + ": value " + key + " is new"));
    }

    private static void changed(List<String> lines, String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            lines.add(what + ": " + before + " becomes " + after);
        }
    }

    private static String filter(TableMap map, Side side) {
        return map.side(side).filter().map(RowFilter::text).orElse("none");
    }

    private static Map<String, FieldMapping> byPair(TableMap map) {
        Map<String, FieldMapping> fields = new LinkedHashMap<>();
        map.fields()
                .forEach(field -> fields.put(
                        field.finops().orElse("none") + " - "
                                + field.dataverse().map(LookupPath::text).orElse("none"),
                        field));
        return fields;
    }
}
