package io.dualwrite.compare;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.Sameness;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a row of F&O with its counterpart by sending each through the map and the rules. A field that flows both ways
 * agrees if the map takes either value for the other one: it may know two names for one country.
 */
final class RowComparison {
    private final TableMap map;
    private final Map<Direction, Passage> passages;
    private final LeftOut leftOut;

    RowComparison(TableMap map, Map<Direction, Passage> passages, LeftOut leftOut) {
        this.map = map;
        this.passages = passages;
        this.leftOut = leftOut;
    }

    /** A row as one side has it, with what the flow makes of it. */
    private record Seen(Row row, Optional<Change> change) {
        Optional<Change> mapped() {
            return change.filter(done -> !done.settled());
        }
    }

    /** What is known of a row: the fields of the map, typed, and whatever else it has, for the rules. */
    Row image(Side side, RowKey key, Row row) {
        Direction direction = Direction.from(side);
        return passages.get(direction).known(change(direction, key, row, Optional.empty()));
    }

    /** Why a row of that side alone does not flow, if it does not; a row that cannot flow for what is wrong with it counts. */
    boolean filtered(Side side, RowKey key, Row row) {
        return passed(Direction.from(side), key, row, Optional.empty())
                .flatMap(Change::outcome)
                .filter(outcome -> outcome.kind() == Outcome.Kind.FILTERED)
                .isPresent();
    }

    /**
     * What differs.
     *
     * @param finops image of the row in F&O
     * @param dataverse image of the row in Sales
     */
    List<FieldDifference> differences(RowKey key, Row finops, Row dataverse) {
        Link now = new Link(
                map.name(),
                key,
                Optional.empty(),
                finops,
                dataverse,
                Side.FINOPS,
                map.fingerprint(),
                Row.empty(),
                false);
        Seen there = new Seen(finops, passed(Direction.TO_DATAVERSE, key, finops, Optional.of(now)));
        Seen back = new Seen(dataverse, passed(Direction.TO_FINOPS, key, dataverse, Optional.empty()));
        List<FieldDifference> differences = new ArrayList<>(unfit(there));
        for (FieldMapping field : map.fields()) {
            if (!leftOut.has(field, dataverse)) {
                compare(field, there, back).ifPresent(differences::add);
            }
        }
        there.mapped().ifPresent(change -> differences.addAll(last(change, dataverse)));
        return differences;
    }

    private Optional<Change> passed(Direction direction, RowKey key, Row row, Optional<Link> link) {
        if (!map.flows(direction)) {
            return Optional.empty();
        }
        Change change = change(direction, key, row, link);
        passages.get(direction).apply(change);
        return Optional.of(change);
    }

    private Change change(Direction direction, RowKey key, Row row, Optional<Link> link) {
        Place place = new Place(map.table(direction.source()), 0);
        return new Change(0, map.name(), direction, Operation.UPSERT, key, place, row, link, Optional.empty(), 0);
    }

    /** A row that the flow rejects stands in the other system as it was before. */
    private List<FieldDifference> unfit(Seen there) {
        return there.change().flatMap(Change::outcome).stream()
                .filter(outcome -> outcome.kind() != Outcome.Kind.FILTERED)
                .map(outcome -> new FieldDifference(
                        outcome.field(),
                        "",
                        outcome.found(),
                        null,
                        outcome.kind().word() + " (" + outcome.reason() + "), expected " + outcome.expected(),
                        Direction.TO_DATAVERSE))
                .toList();
    }

    private Optional<FieldDifference> compare(FieldMapping field, Seen there, Seen back) {
        if (lacking(field, there, back)) {
            return Optional.empty();
        }
        boolean forward = field.flows(Direction.TO_DATAVERSE) && map.flows(Direction.TO_DATAVERSE);
        Optional<FieldDifference> found = forward
                ? difference(field, there.mapped(), there, back)
                : difference(field, back.mapped(), there, back);
        boolean settled = forward && found.isPresent() && (either(field, there, back) || unsaid(field, there));
        return settled ? Optional.empty() : found;
    }

    /** Does the map take the value of Sales for that of F&O, if not the other way round? */
    private boolean either(FieldMapping field, Seen there, Seen back) {
        return field.flows(Direction.TO_FINOPS)
                && !there.mapped().orElseThrow().isDecided(name(field, Side.DATAVERSE))
                && back.mapped().filter(change -> fills(change, field)).isPresent()
                && difference(field, back.mapped(), there, back).isEmpty();
    }

    /** A row that was made in Sales may have there what F&O was never told. */
    private boolean unsaid(FieldMapping field, Seen there) {
        boolean unsaid = !field.flows(Direction.TO_FINOPS)
                && map.flows(Direction.TO_FINOPS)
                && Sameness.of(map, field).nothingInFinops(there.row().get(name(field, Side.FINOPS)));
        if (unsaid) {
            leftOut.unsaid(name(field, Side.DATAVERSE));
        }
        return unsaid;
    }

    private boolean lacking(FieldMapping field, Seen there, Seen back) {
        String column = name(field, Side.FINOPS);
        String path = name(field, Side.DATAVERSE);
        boolean noColumn = !there.row().has(column);
        boolean noPath = !back.row().has(path) && !LookupPath.of(path).isLookup();
        if (noColumn) {
            leftOut.lacking(Side.FINOPS, column);
        }
        if (noPath) {
            leftOut.lacking(Side.DATAVERSE, path);
        }
        return noColumn || noPath;
    }

    private Optional<FieldDifference> difference(FieldMapping field, Optional<Change> mapped, Seen there, Seen back) {
        if (mapped.isEmpty() || !fills(mapped.get(), field)) {
            return Optional.empty();
        }
        Change change = mapped.get();
        Side target = change.direction().target();
        Object expected = change.target().get(name(field, target));
        Object finops = there.row().get(name(field, Side.FINOPS));
        Object dataverse = back.row().get(name(field, Side.DATAVERSE));
        boolean same =
                Sameness.of(map, field).same(finops, dataverse, expected, target == Side.FINOPS ? finops : dataverse);
        return same
                ? Optional.empty()
                : Optional.of(new FieldDifference(
                        name(field, Side.FINOPS),
                        name(field, Side.DATAVERSE),
                        finops,
                        dataverse,
                        expected,
                        change.direction()));
    }

    /** Does this line of the map, and not another one before it, give the target field its value? */
    private boolean fills(Change change, FieldMapping field) {
        String target = name(field, change.direction().target());
        String source = name(field, change.direction().source());
        return change.target().has(target)
                && passages.get(change.direction())
                        .mapping()
                        .feeds(target)
                        .filter(source::equalsIgnoreCase)
                        .isPresent();
    }

    /** State and status, where a rule makes them of what F&O says. */
    private List<FieldDifference> last(Change change, Row dataverse) {
        Row expected = change.target().overlaidWith(change.last());
        return map.lastFields().stream()
                .filter(field -> passages.get(change.direction()).runs("orderStatus"))
                .filter(field -> expected.has(field) && dataverse.has(field))
                .filter(field -> !Row.same(expected.get(field), dataverse.get(field)))
                .map(field -> new FieldDifference(
                        "", field, null, dataverse.get(field), expected.get(field), change.direction()))
                .toList();
    }

    private static String name(FieldMapping field, Side side) {
        return field.name(side).orElseThrow();
    }
}
