package io.dualwrite.check;

import io.dualwrite.odata.Metadata;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Has a system what the maps name? Read from its live metadata. */
final class MapsCheck {
    private final Schema schema;
    private final Installed installed;
    private final Consumer<Finding> found;

    MapsCheck(Installed installed, Consumer<Finding> found) {
        this.schema = installed.schema();
        this.installed = installed;
        this.found = found;
    }

    void check(Side side, Metadata live) {
        for (TableMap map : installed.maps().all()) {
            Place place = new Place(side.word(), installed.fileOf(map), 1, map.name(), "");
            Optional<Set<String>> columns = live.properties(map.table(side));
            if (columns.isEmpty()) {
                found.accept(new Finding(Code.TABLE_MISSING, place, "no " + map.table(side), map.table(side)));
                continue;
            }
            for (FieldMapping field : map.fields()) {
                field.name(side).ifPresent(name -> {
                    if (!has(columns.get(), root(field, side, name))) {
                        found.accept(new Finding(
                                Code.FIELD_MISSING,
                                place.at(field, side),
                                "no " + root(field, side, name) + " in " + map.table(side),
                                "the field that the map names"));
                    } else if (side == Side.DATAVERSE) {
                        field.dataverse().ifPresent(path -> targets(map, path, live, place.at(field, side)));
                    }
                });
            }
        }
    }

    private static String root(FieldMapping field, Side side, String name) {
        return side == Side.FINOPS
                ? name
                : field.dataverse().map(LookupPath::root).orElse(name);
    }

    private static boolean has(Set<String> columns, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return columns.contains(lower) || columns.contains("_" + lower + "_value");
    }

    /** The tables that the first step of a lookup may end in. */
    private void targets(TableMap map, LookupPath path, Metadata live, Place place) {
        if (!path.isLookup()) {
            return;
        }
        map.dataverse().schema().column(path.root()).ifPresent(column -> column.targets().stream()
                .flatMap(target -> schema.table(Side.DATAVERSE, target).stream())
                .filter(target -> live.properties(target.set()).isEmpty())
                .forEach(target -> found.accept(new Finding(
                        Code.LOOKUP_TARGET_MISSING,
                        place,
                        "no " + target.set(),
                        "the table that " + path + " reads"))));
    }
}
