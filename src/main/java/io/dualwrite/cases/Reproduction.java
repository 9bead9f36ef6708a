package io.dualwrite.cases;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.rule.ShippingDefaults.Place;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the maps make of a row that really came, beside what was made of it then. */
final class Reproduction {
    /** Reasons that the journal has, before a row comes to its map. */
    static final String OF_HEADER = "header-";

    private static final int MOST_QUESTIONS = 20;
    private static final Path FILE = Path.of("recorded.yaml");

    private final Cases cases;
    private final RecordedRow row;
    private final TableMap map;

    /** A run with the answers that it needed. */
    record Tried(CaseFile file, CaseRun run) {}

    Reproduction(Cases cases, RecordedRow row, TableMap map) {
        this.cases = cases;
        this.row = row;
        this.map = map;
    }

    /** With what was known before the row, which the journal says only of the first row of a key. */
    Tried reproduced() {
        if (row.outcome().equals("queued") || row.outcome().equals("retrying")) {
            throw refused("it is still on its way (" + row.outcome() + "); wait until dual-write status says idle");
        }
        List<Optional<Images>> befores = row.first() || row.image().isEmpty()
                ? List.of(Optional.empty(), row.image())
                : List.of(row.image().map(this::before), row.image(), Optional.empty());
        List<String> differences = List.of();
        for (Optional<Images> before : befores) {
            Tried tried = tried(given(before));
            List<String> found = differences(tried.run());
            if (found.isEmpty()) {
                return tried;
            }
            differences = differences.isEmpty() ? found : differences;
        }
        throw refused("the maps now make something else of it than was written: " + String.join("; ", differences)
                + ". Was the map edited, or the row changed from the other side since? Record another row, or drop"
                + " this one again");
    }

    /** What both sides have agreed on since, without what this row brought. */
    private Images before(Images since) {
        Row written = tried(given(Optional.of(since))).run().written();
        boolean fromFinops = row.direction().source() == Side.FINOPS;
        Row brought = fromFinops ? row.row() : written;
        Row made = fromFinops ? written : row.row();
        return new Images(without(since.finops(), brought), without(since.dataverse(), made), since.pending());
    }

    private static Row without(Row image, Row fields) {
        Row left = image;
        for (String name : fields.names()) {
            left = left.without(name);
        }
        return left;
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(
                row.map() + " " + row.direction().word() + " " + row.key() + " cannot be recorded: " + why);
    }

    private Given given(Optional<Images> before) {
        boolean says =
                MapKeys.companyIn(map, row.direction().source(), row.row()).isPresent();
        return new Given(
                row.row(),
                row.operation(),
                says ? Optional.empty() : row.key().company(),
                Optional.empty(),
                before,
                row.parent(),
                Optional.empty(),
                Optional.empty(),
                Answers.none());
    }

    /** With the answers that the rules ask for. */
    Tried tried(Given given) {
        Given asked = given;
        for (int i = 0; i < MOST_QUESTIONS; i++) {
            CaseFile file = file(asked);
            CaseRun run = new CaseRun(cases, file, map);
            try {
                run.run();
                return new Tried(file, run);
            } catch (Unstated question) {
                asked = asked.with(answered(asked.answers(), question));
            }
        }
        throw refused("its rules ask too much");
    }

    private CaseFile file(Given given) {
        Expected nothing = new Expected(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new CaseFile(FILE, row.map(), row.direction(), Optional.empty(), Optional.empty(), given, nothing, 1);
    }

    /** What a rule was told then can be seen in what was written. */
    private Answers answered(Answers known, Unstated question) {
        Row target =
                row.image().map(images -> images.of(row.direction().target())).orElse(Row.empty());
        Place place = new Place(target.text("ShippingSiteId"), target.text("ShippingWarehouseId"));
        return switch (question.subject()) {
            case PRICE_LIST ->
                known.withPriceList(
                        question.name(),
                        target.text("pricelevelid.pricelevelid").orElse(""));
            case PRODUCT -> known.withProduct(question.name(), place);
            case CUSTOMER -> known.withCustomer(question.name(), place);
            case NUMBER -> known.withAccount(question.name());
        };
    }

    private List<String> differences(CaseRun run) {
        Optional<Outcome> now = run.outcome();
        if (row.fine()) {
            return now.map(outcome -> List.of("it was " + row.outcome() + " and would be " + CaseText.became(run)))
                    .orElseGet(() -> notWritten(run));
        }
        boolean same = now.isEmpty()
                || row.reason().startsWith(OF_HEADER)
                || (now.get().kind().word().equals(row.outcome())
                        && now.get().reason().equals(row.reason())
                        && now.get().field().equals(row.field()));
        return same
                ? List.of()
                : List.of("it was " + row.outcome() + " (" + row.reason() + ") and would be " + CaseText.became(run));
    }

    private List<String> notWritten(CaseRun run) {
        Side target = row.direction().target();
        Row there = row.image()
                .map(images -> images.of(target).overlaidWith(images.pending()))
                .orElse(Row.empty());
        Row written = run.written();
        return written.names().stream()
                .filter(name ->
                        there.has(name) ? !Row.same(written.get(name), there.get(name)) : !mayLack(target, name))
                .map(name -> name + " would be " + CaseValue.shown(written.get(name)) + " and is "
                        + (there.has(name) ? CaseValue.shown(there.get(name)) : "not known"))
                .toList();
    }

    /** The company is not a field of the map; a reference may be open still. */
    private boolean mayLack(Side target, String name) {
        boolean company =
                map.side(target).companyField().filter(name::equalsIgnoreCase).isPresent();
        return company
                || map.fieldFor(target, name).filter(FieldMapping::optional).isPresent();
    }
}
