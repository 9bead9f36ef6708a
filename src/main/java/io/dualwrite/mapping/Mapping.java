package io.dualwrite.mapping;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Reason;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.schema.ColumnType;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.Cds;
import io.dualwrite.tablemap.DeletePolicy;
import io.dualwrite.tablemap.Inactive;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.RowFilter;
import io.dualwrite.tablemap.TableMap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One table map in one direction, ready to run: settles what may not flow, and gives the rest its target fields.
 * Can be used by several threads.
 */
public final class Mapping {
    /** Dataverse has the one, entities of F&O the other where they show it. */
    private static final List<String> MODIFIED = List.of("modifiedon", "ModifiedDateTime");

    private static final Reason COMPANY = Reason.of("company of the row");
    private static final Reason IN_USE = Reason.of("in use (again), as the map deactivates what is deleted");
    private static final Reason OUT_OF_USE = Reason.of("out of use, as the map deactivates what is deleted");

    private final TableMap map;
    private final Direction direction;
    private final Values values;
    private final List<FieldStep> steps;
    private final List<SourceField> sources;
    private final Map<String, String> feeds;

    private Mapping(TableMap map, Direction direction, SourceFormats formats, Schema schema) {
        this.map = map;
        this.direction = direction;
        this.values = new Values(formats);
        MappingFields fields = new MappingFields(map, direction, schema);
        Optional<Cds.Both> legs =
                Optional.of(map.cds()).filter(Cds.Both.class::isInstance).map(Cds.Both.class::cast);
        this.steps = legs.map(both -> new MappingFields(both.second(), direction, schema))
                .orElse(fields)
                .steps();
        this.sources = legs.map(both -> new MappingFields(both.first(), direction, schema))
                .orElse(fields)
                .sources();
        this.feeds = fields.feeds(legs.isPresent() ? fields.steps() : steps);
    }

    /** @param formats of the side the rows come from */
    public static Mapping compile(TableMap map, Direction direction, Schema schema, SourceFormats formats) {
        return new Mapping(map, direction, formats, schema);
    }

    /**
     * Gives the change its target fields; the first leg of a way through CDS gives it its row there. A row that may not flow, or has a bad value, gets its outcome instead.
     * A field that was not dropped is not written, save for its default when the row is written for the first time.
     */
    public void apply(Change change) {
        if (change.settled()) {
            return;
        }
        if (!map.flows(direction)) {
            change.settle(oneWay());
            return;
        }
        if (change.operation() == Operation.DELETE) {
            delete(change);
            return;
        }
        if (map.cds() instanceof Cds.Both legs) {
            change.middle()
                    .ifPresentOrElse(
                            middle -> target(change, middle.changed()).ifPresent(change::setTarget),
                            () -> change.settle(noFirstLeg(legs)));
            return;
        }
        Row source = MapKeys.completed(map, direction.source(), change.source(), change.key());
        filtered(change, source).ifPresentOrElse(change::settle, () -> writeAll(change, source));
    }

    private static Outcome noFirstLeg(Cds.Both legs) {
        return Outcome.rejected(
                "first-leg-missing",
                "",
                "no row of the CDS entity",
                "the step " + legs.first() + ".toFinops before " + legs.second() + ".toFinops in the flow",
                "add the step to the flow, then retry the row");
    }

    /** A row that is to be deleted has no fields for the target, one that is to be deactivated those that do it. */
    private void delete(Change change) {
        if (map.cds() instanceof Cds.FirstLeg) {
            return; // what a deletion does is the second leg's to say
        }
        switch (map.onDelete(direction)) {
            case DELETE -> change.setTarget(Row.empty());
            case DEACTIVATE -> {
                change.setTarget(inactive().orElseThrow().off());
                change.target().names().forEach(name -> change.account().because(name, OUT_OF_USE));
            }
            case KEEP -> change.settle(Outcome.filtered(Outcome.DELETE_KEPT, "delete: keep in the map " + map.name()));
        }
    }

    private Optional<Inactive> inactive() {
        return Inactive.of(map.side(direction.target()).schema());
    }

    /** A row that is written for the first time may be there, deactivated: then it is in use again. */
    private void putIntoUse(Change change, Map<String, Object> target) {
        if (change.link().isEmpty() && map.onDelete(direction) == DeletePolicy.DEACTIVATE) {
            Row on = inactive().orElseThrow().on();
            on.names().stream()
                    .filter(name -> !map.lastFields().contains(name))
                    .filter(name -> !target.containsKey(name))
                    .forEach(name -> put(name, new FieldStep.Made(on.get(name), IN_USE), change, target));
        }
    }

    private void writeAll(Change change, Row source) {
        Optional<Row> target = target(change, source);
        if (map.cds() instanceof Cds.FirstLeg) {
            target.ifPresent(
                    changed -> target(change, MapKeys.completed(map, direction.source(), change.known(), change.key()))
                            .ifPresent(whole -> change.setMiddle(
                                    new Change.Middle(map.table(direction.target()), changed, whole))));
        } else {
            target.ifPresent(change::setTarget);
        }
    }

    /** The fields for the target; nothing if the row has a bad value, which settles it. */
    private Optional<Row> target(Change change, Row source) {
        Map<String, Object> target = new LinkedHashMap<>();
        for (FieldStep step : steps) {
            try {
                write(step, source, change, target);
            } catch (BadValue e) {
                String field = step.source()
                        .map(SourceField::name)
                        .orElse(step.target().name());
                if (step.ifFits()) {
                    change.warn(field + " is " + e.found() + " and was left out: "
                            + step.target().name() + " takes " + e.expected());
                    continue;
                }
                change.settle(Outcome.rejected(e.reason(), field, e.found(), e.expected(), e.remedy()));
                return Optional.empty();
            }
        }
        addCompany(change, source, target);
        putIntoUse(change, target);
        return Optional.of(Row.of(target));
    }

    /**
     * The fields of the dropped row that the map knows, under their names in the map and with the types of their
     * columns: what an image of the source row is made of. Fields that do not flow this way are among them; where
     * such a one has a bad value it stays the text it is.
     */
    public Row sourceImage(Change change) {
        return typed(change.key(), change.source());
    }

    /** The fields of a row that the map knows, as {@link #sourceImage} has them. */
    public Row typed(RowKey key, Row row) {
        return image(MapKeys.completed(map, direction.source(), row, key));
    }

    /** When the row was changed last, if it says so in one of the columns that the two systems have for it. */
    public Optional<Instant> madeAt(Row row) {
        return MODIFIED.stream()
                .filter(name -> !row.isBlank(name))
                .findFirst()
                .flatMap(name -> values.moment(row.get(name)));
    }

    /**
     * The row with the dates of its key as days, whatever notation they were dropped in: 8/25/2020 and
     * 2020-08-25T12:00:00Z are the same key. What is no date stays as it is.
     */
    public Row withKeyDays(Row row) {
        Row days = row;
        for (SourceField field : sources) {
            Optional<String> name = isKeyDay(field) ? field.nameIn(row).filter(n -> !row.isBlank(n)) : Optional.empty();
            if (name.isPresent()) {
                days = days.with(name.get(), dayOf(row.get(name.get())));
            }
        }
        return days;
    }

    private boolean isKeyDay(SourceField field) {
        ColumnType type = field.column().type();
        return (type == ColumnType.DATE || type == ColumnType.DATE_TIME)
                && map.side(direction.source()).key().stream().anyMatch(field.name()::equalsIgnoreCase);
    }

    private Object dayOf(Object raw) {
        try {
            return values.day(raw);
        } catch (BadValue e) {
            return raw;
        }
    }

    /** The source field whose value a target field has, unchanged or by type and value map; nothing for constants. */
    public Optional<String> feeds(String targetField) {
        return Optional.ofNullable(feeds.get(targetField.toLowerCase(Locale.ROOT)));
    }

    private void write(FieldStep step, Row source, Change change, Map<String, Object> target) throws BadValue {
        String name = step.target().name();
        if (target.containsKey(name)) {
            return; // of several lines for one target the first that has a value in the row counts
        }
        if (step.source().isEmpty()) {
            put(name, step.constant(values), change, target);
            return;
        }
        Optional<String> found = step.source().get().nameIn(source);
        if (found.isPresent()) {
            put(name, step.value(source, found.get(), values), change, target);
        } else if (change.link().isEmpty() && step.otherwise().isPresent()) {
            put(name, step.constant(values), change, target);
        }
    }

    private static void put(String name, FieldStep.Made made, Change change, Map<String, Object> target) {
        target.put(name, made.value());
        change.account().because(name, made.why());
    }

    private Optional<Outcome> filtered(Change change, Row source) {
        Optional<RowFilter> filter = map.side(direction.source()).filter();
        if (filter.isEmpty()) {
            return Optional.empty();
        }
        Row known = change.known().overlaidWith(source).overlaidWith(image(source));
        List<String> missing = filter.get().missingIn(known);
        if (!missing.isEmpty()) {
            String column = String.join(", ", missing);
            return Optional.of(Outcome.rejected(
                    "missing-column",
                    column,
                    "no such column",
                    "a value: the filter of the map needs it: " + filter.get().text(),
                    "drop the file with the column " + column));
        }
        return filter.get().passes(known)
                ? Optional.empty()
                : Optional.of(Outcome.filtered("map-filter", filter.get().text()));
    }

    private Row image(Row source) {
        Map<String, Object> image = new LinkedHashMap<>();
        for (SourceField field : sources) {
            field.nameIn(source).ifPresent(name -> image.put(field.name(), lenient(source.get(name), field)));
        }
        map.side(direction.source())
                .companyField()
                .filter(source::has)
                .ifPresent(name -> image.put(name, source.get(name)));
        return Row.of(image);
    }

    private Object lenient(Object raw, SourceField field) {
        try {
            return values.typed(raw, field.column());
        } catch (BadValue e) {
            return raw;
        }
    }

    private void addCompany(Change change, Row source, Map<String, Object> target) {
        Optional<String> field = map.side(direction.target()).companyField();
        // a line's company is its header's: nothing to write
        boolean direct = field.filter(name -> name.chars().filter(c -> c == '.').count() < 2)
                .isPresent();
        if (direct) {
            MapKeys.companyIn(map, direction.source(), source)
                    .or(() -> change.key().company())
                    .map(company -> direction.target() == Side.FINOPS ? company.toLowerCase(Locale.ROOT) : company)
                    .ifPresent(company -> put(field.get(), new FieldStep.Made(company, COMPANY), change, target));
        }
    }

    private Outcome oneWay() {
        Side owner = direction.target();
        return Outcome.refused(
                "one-way",
                "",
                "a row of " + map.table(direction.source()) + " from "
                        + direction.source().word(),
                "rows of the map " + map.name() + " from " + owner.word() + " only",
                "change the row in " + owner.word() + ", it comes from there");
    }
}
