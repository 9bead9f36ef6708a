package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.Cds;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.TableMap;
import java.util.List;

/** The second leg of a way through CDS begins where the first one ends. */
final class LegLint implements MapLint {
    private final List<TableMap> all;

    LegLint(List<TableMap> all) {
        this.all = all;
    }

    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        if (map.cds() instanceof Cds.SecondLeg leg) {
            boolean there = all.stream()
                    .filter(other -> other.cds() instanceof Cds.FirstLeg)
                    .anyMatch(other -> other.name().equals(leg.through())
                            && other.table(Side.FINOPS).equals(map.table(Side.DATAVERSE)));
            if (!there) {
                found.add(
                        Code.FIRST_LEG_MISSING,
                        reading.lines().of("through"),
                        leg.through(),
                        "through: " + leg.through(),
                        "a first leg that ends in the CDS entity " + map.table(Side.DATAVERSE));
            }
        }
    }
}
