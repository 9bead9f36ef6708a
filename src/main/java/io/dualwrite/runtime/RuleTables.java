package io.dualwrite.runtime;

import io.dualwrite.row.Side;
import io.dualwrite.rule.MapTables;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import java.util.Optional;

/** What the business rules ask about tables, answered from the maps. */
final class RuleTables implements MapTables {
    private final LiveMaps maps;

    RuleTables(LiveMaps maps) {
        this.maps = maps;
    }

    @Override
    public Optional<Table> table(String map, Side side) {
        return maps.maps().named(map).map(found -> found.side(side).schema());
    }

    @Override
    public boolean pairs(String map, String finopsField, String dataverseField) {
        return maps.maps().named(map).stream()
                .flatMap(found -> found.fields().stream())
                .anyMatch(field -> finopsField.equalsIgnoreCase(field.finops().orElse(""))
                        && dataverseField.equalsIgnoreCase(
                                field.name(Side.DATAVERSE).orElse("")));
    }

    @Override
    public Optional<String> paired(String map, Side side, String field) {
        return maps.maps()
                .named(map)
                .flatMap(found -> found.fieldFor(side, field))
                .flatMap(line -> line.name(side.other()));
    }

    @Override
    public boolean newest(String map) {
        return maps.maps().named(map).filter(TableMap::newest).isPresent();
    }

    @Override
    public Optional<Table> headerTable(String map, Side side) {
        return maps.maps().named(map).flatMap(maps.maps()::parentOf).map(parent -> parent.side(side)
                .schema());
    }
}
