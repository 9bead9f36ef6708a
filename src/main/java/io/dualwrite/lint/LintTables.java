package io.dualwrite.lint;

import io.dualwrite.row.Side;
import io.dualwrite.rule.MapTables;
import io.dualwrite.schema.Table;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.Optional;

/** What the business rules ask about tables, answered from maps that are not in effect. */
record LintTables(TableMaps maps) implements MapTables {
    @Override
    public Optional<Table> table(String map, Side side) {
        return maps.named(map).map(found -> found.side(side).schema());
    }

    @Override
    public boolean pairs(String map, String finopsField, String dataverseField) {
        return maps.named(map).stream()
                .flatMap(found -> found.fields().stream())
                .anyMatch(field -> finopsField.equalsIgnoreCase(field.finops().orElse(""))
                        && dataverseField.equalsIgnoreCase(
                                field.name(Side.DATAVERSE).orElse("")));
    }

    @Override
    public Optional<String> paired(String map, Side side, String field) {
        return maps.named(map).flatMap(found -> found.fieldFor(side, field)).flatMap(line -> line.name(side.other()));
    }

    @Override
    public boolean newest(String map) {
        return maps.named(map).filter(TableMap::newest).isPresent();
    }

    @Override
    public Optional<Table> headerTable(String map, Side side) {
        return maps.named(map).flatMap(maps::parentOf).map(parent -> parent.side(side)
                .schema());
    }
}
