package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.check.NumberShape;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.MapReading;
import io.dualwrite.tablemap.Numbering;
import io.dualwrite.tablemap.TableMap;
import java.util.Collection;

/** Numbers that a map gives and F&O's sequence, or another map's rows, may have too. */
final class NumberLint implements MapLint {
    private final Collection<TableMap> all;

    NumberLint(Collection<TableMap> all) {
        this.all = all;
    }

    @Override
    public void check(TableMap map, MapReading reading, Findings found) {
        map.numbering().ifPresent(numbering -> {
            int line = reading.lines().of("numbering");
            numbering
                    .finops()
                    .filter(format -> shape(numbering).meets(NumberShape.ofFinops(format)))
                    .ifPresent(format -> found.add(
                            Code.NUMBERS_OVERLAP,
                            line,
                            numbering.column(),
                            shape(numbering).text() + " here, " + format + " in F&O",
                            "formats that no number fits both of"));
            for (TableMap other : all) {
                if (other.name().compareTo(map.name()) > 0 && meet(map, other)) {
                    found.add(
                            Code.NUMBERS_OVERLAP,
                            line,
                            numbering.column(),
                            "the prefix " + numbering.prefix() + " here and in " + other.name()
                                    + ", whose rows are rows of " + map.table(Side.FINOPS) + " too",
                            "another prefix in one of the two");
                }
            }
        });
    }

    private static NumberShape shape(Numbering numbering) {
        return NumberShape.ofDataverse(numbering.prefix() + "-{SEQNUM:5}-{RANDSTRING:6}");
    }

    /** One entity of F&O, fed from two tables of Sales that each count by themselves. */
    private static boolean meet(TableMap map, TableMap other) {
        return map.table(Side.FINOPS).equals(other.table(Side.FINOPS))
                && !map.table(Side.DATAVERSE).equals(other.table(Side.DATAVERSE))
                && other.numbering()
                        .filter(numbering ->
                                shape(numbering).meets(shape(map.numbering().orElseThrow())))
                        .isPresent();
    }
}
