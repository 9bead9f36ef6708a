package io.dualwrite.lint;

import io.dualwrite.row.Side;
import io.dualwrite.rule.MapTables;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.Optional;
import java.util.function.Supplier;

/** What the business rules ask about tables, answered from the maps. */
public final class RuleTables implements MapTables {
    private final Supplier<TableMaps> maps;

    /** @param maps those that count now; asked every time */
    public RuleTables(Supplier<TableMaps> maps) {
        this.maps = maps;
    }

    @Override
    public Optional<Table> table(String map, Side side) {
        return maps.get().named(map).map(found -> found.side(side).schema());
    }

    @Override
    public boolean pairs(String map, String finopsField, String dataverseField) {
        return maps.get().named(map).stream()
                .flatMap(found -> found.fields().stream())
                .anyMatch(field -> finopsField.equalsIgnoreCase(field.finops().orElse(""))
                        && dataverseField.equalsIgnoreCase(
                                field.name(Side.DATAVERSE).orElse("")));
    }

    @Override
    public Optional<String> paired(String map, Side side, String field) {
        return maps.get()
                .named(map)
                .flatMap(found -> found.fieldFor(side, field))
                .flatMap(line -> line.name(side.other()));
    }

    @Override
    public boolean newest(String map) {
        return maps.get().named(map).filter(TableMap::newest).isPresent();
    }

    @Override
    public Optional<Table> headerTable(String map, Side side) {
        return maps.get().named(map).flatMap(maps.get()::parentOf).map(parent -> parent.side(side)
                .schema());
    }
}
