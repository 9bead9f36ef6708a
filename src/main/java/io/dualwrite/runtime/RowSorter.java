package io.dualwrite.runtime;

import io.dualwrite.intake.BrokenRow;
import io.dualwrite.intake.Dropped;
import io.dualwrite.intake.DroppedRow;
import io.dualwrite.journal.Accepted;
import io.dualwrite.journal.ParentKey;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.Numbering;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.util.List;
import java.util.Optional;

/**
 * Gives a dropped row its place in the journal: one entry per map that reads its table, with company, key and header.
 * What can be said at once is said at once: a broken row, a row without key, a map that does not flow that way.
 */
final class RowSorter {
    private final TableMaps maps;
    private final LiveMaps live;
    private final Side side;
    private final List<TableMap> reading;
    private final Optional<String> company;
    private final Numbers numbers;

    /** Gives numbers to rows that have none. */
    interface Numbers {
        String of(String table, String prefix, String rowId);
    }

    /**
     * @param reading the maps that take rows of this table
     * @param company of rows that do not name theirs
     */
    RowSorter(LiveMaps live, Side side, List<TableMap> reading, Optional<String> company, Numbers numbers) {
        this.live = live;
        this.maps = live.maps();
        this.side = side;
        this.reading = reading;
        this.company = company;
        this.numbers = numbers;
    }

    List<Accepted> sorted(Dropped dropped) {
        return reading.stream()
                .map(map -> dropped instanceof BrokenRow broken
                        ? settled(map, dropped, Row.empty(), Operation.UPSERT, broken.outcome())
                        : sorted(map, (DroppedRow) dropped))
                .toList();
    }

    private Accepted sorted(TableMap map, DroppedRow dropped) {
        Direction direction = Direction.from(side);
        Row row = dropped.row();
        if (!map.flows(direction)) {
            return settled(map, dropped, row, dropped.operation(), oneWay(map));
        }
        Row numbered = numbered(map, row);
        if (lacksNumber(map, numbered)) {
            return settled(map, dropped, row, dropped.operation(), noNumber(map));
        }
        Row keyed = live.mapping(map.name(), direction)
                .map(mapping -> mapping.withKeyDays(numbered))
                .orElse(numbered);
        MapKeys.Found found = MapKeys.keyOf(map, side, keyed, company);
        if (found.outcome().isPresent()) {
            return settled(
                    map, dropped, row, dropped.operation(), found.outcome().get());
        }
        Optional<TableMap> parent = maps.parentOf(map);
        Optional<RowKey> parentKey = parent.flatMap(
                header -> MapKeys.parentKeyOf(map, header, side, keyed, company).key());
        return new Accepted(
                map.name(),
                direction,
                dropped.operation(),
                found.key(),
                parentKey.map(key -> new ParentKey(parent.get().name(), key)),
                map.table(side),
                map.table(side.other()),
                dropped.place().line(),
                row,
                Optional.empty());
    }

    /** With the number that the map gives to rows of Sales without one; not for rows that do not flow at all. */
    private Row numbered(TableMap map, Row row) {
        Optional<String> id = row.text(map.dataverse().schema().primaryId());
        if (!lacksNumber(map, row) || id.isEmpty()) {
            return row;
        }
        Numbering numbering = map.numbering().orElseThrow();
        // the number is the row's, whichever of the table's maps takes it
        String table = map.table(Side.DATAVERSE);
        return row.with(numbering.column(), numbers.of(table, numbering.prefix(), id.get()));
    }

    private boolean lacksNumber(TableMap map, Row row) {
        return side == Side.DATAVERSE
                && map.numbering().filter(n -> row.isBlank(n.column())).isPresent()
                && map.dataverse().filter().filter(f -> !mayPass(map, f, row)).isEmpty();
    }

    private static boolean mayPass(TableMap map, RowFilter filter, Row row) {
        Row asNumbered = row.with(map.numbering().orElseThrow().column(), "x");
        return !filter.missingIn(asNumbered).isEmpty() || filter.passes(asNumbered);
    }

    private static Outcome noNumber(TableMap map) {
        String id = map.dataverse().schema().primaryId();
        String column = map.numbering().orElseThrow().column();
        return Outcome.rejected(
                "number-missing",
                column,
                "nothing",
                "a number, or the row's GUID in " + id + " so that it can be given one",
                "export " + id + " as well and drop the file again");
    }

    private Outcome oneWay(TableMap map) {
        return Outcome.refused(
                "one-way",
                "",
                "a row from " + side.word(),
                "rows of " + map.table(side.other()) + " from " + side.other().word() + ": the map " + map.name()
                        + " flows one way",
                "make the change in " + side.other().word() + "; it will come here by itself");
    }

    private Accepted settled(TableMap map, Dropped dropped, Row row, Operation operation, Outcome outcome) {
        return new Accepted(
                map.name(),
                Direction.from(side),
                operation,
                Optional.empty(),
                Optional.empty(),
                map.table(side),
                map.table(side.other()),
                dropped.place().line(),
                row,
                Optional.of(outcome));
    }

    /** The same entry without the row's content, which the journal cannot keep; the dropped file still has it. */
    static Accepted tooLarge(Accepted row, String found) {
        return new Accepted(
                row.map(),
                row.direction(),
                row.operation(),
                Optional.empty(),
                Optional.empty(),
                row.sourceTable(),
                row.targetTable(),
                row.line(),
                Row.empty(),
                Optional.of(Outcome.rejected(
                        "row-too-large", "", found, "a row that fits", "shorten the row and drop it again")));
    }
}
