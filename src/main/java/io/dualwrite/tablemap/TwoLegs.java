package io.dualwrite.tablemap;

import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins the two legs of a way through CDS to one map, so that the rest of the program sees one way with one name. */
final class TwoLegs {
    private static final Side CDS_IN_FIRST = Side.FINOPS;
    private static final Side CDS_IN_SECOND = Side.DATAVERSE;

    private final TableMap first;
    private final TableMap second;

    private TwoLegs(TableMap first, TableMap second) {
        this.first = first;
        this.second = second;
    }

    static TableMap join(TableMap first, TableMap second) {
        return new TwoLegs(first, second).joined();
    }

    /**
     * Replaces every second leg by the two together and takes the first legs out.
     *
     * @return the first legs, by name
     */
    static Map<String, TableMap> joinAll(Map<String, TableMap> maps, List<MapErrors.Finding> findings) {
        Map<String, TableMap> firstLegs = new LinkedHashMap<>();
        maps.values().stream().filter(TableMap::isFirstLeg).forEach(map -> firstLegs.put(map.name(), map));
        for (TableMap map : List.copyOf(maps.values())) {
            if (map.cds() instanceof Cds.SecondLeg leg) {
                TableMap first = firstLegs.get(leg.through());
                if (first == null || !first.table(CDS_IN_FIRST).equals(map.table(CDS_IN_SECOND))) {
                    findings.add(new MapErrors.Finding(
                            map.name() + MapFile.SUFFIX,
                            1,
                            MapFault.FIRST_LEG_MISSING,
                            "",
                            "through: " + leg.through(),
                            "a first leg that ends in the CDS entity " + map.table(CDS_IN_SECOND)));
                } else {
                    maps.put(map.name(), join(first, map));
                }
            }
        }
        maps.keySet().removeAll(firstLegs.keySet());
        return firstLegs;
    }

    private TableMap joined() {
        return TableMap.of(
                second.name(),
                second.version(),
                second.finops(),
                first.dataverse(),
                Optional.of(Direction.TO_FINOPS),
                fields(),
                List.of(),
                first.derive(),
                List.of(),
                first.numbering(),
                second.instead(),
                second.deletePolicies(),
                second.conflicts(),
                new Cds.Both(first, second));
    }

    private List<FieldMapping> fields() {
        List<FieldMapping> fields = new ArrayList<>();
        for (FieldMapping field : second.fields()) {
            Optional<LookupPath> from = field.name(CDS_IN_SECOND)
                    .flatMap(name -> first.fieldFor(CDS_IN_FIRST, name))
                    .flatMap(FieldMapping::dataverse);
            fields.add(new FieldMapping(
                    field.line(),
                    field.finops(),
                    MapType.TO_FINOPS_TRANSFORMED,
                    from,
                    Optional.empty(),
                    field.otherwise(),
                    field.optional(),
                    field.ifFits()));
        }
        return fields;
    }
}
