package io.dualwrite.cases;

import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.rule.ShippingDefaults.Place;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a case of a row that really came. What the maps make of the row now must be what was really written, or why it
 * was not; else there is nothing to record. Then names and addresses are taken out, and what is expected is what the
 * maps make of the row without them.
 */
public final class Recording {
    private static final int MOST_QUESTIONS = 20;

    /** Reasons that the journal has, before a row comes to its map. */
    private static final String OF_HEADER = "header-";

    private static final Path FILE = Path.of("recorded.yaml");

    private final Cases cases;
    private final RecordedRow row;
    private final TableMap map;
    private final Mask mask;

    /** A run with the answers that it needed. */
    private record Tried(CaseFile file, CaseRun run) {}

    /**
     * @param masked parts of the names of columns whose values are personal
     * @throws IllegalArgumentException if the map is not in effect
     */
    public Recording(Cases cases, RecordedRow row, Collection<String> masked) {
        this.cases = cases;
        this.row = row;
        this.map = cases.maps()
                .named(row.map())
                .orElseThrow(() -> new IllegalArgumentException("the map " + row.map() + " is not in effect"));
        this.mask = new Mask(masked);
    }

    /**
     * The case as a file has it.
     *
     * @throws IllegalArgumentException if the maps do not make of the row what was made of it; the message says where
     */
    public String text() {
        Tried real = reproduced();
        Given given = real.file().given();
        Given shorter = given.withImages(shorter(real, given.link(), false), shorter(real, given.parent(), true));
        Given without = shorter.with(shortest(
                shorter.row(), name -> !reads(row.direction().source(), name), left -> same(real, shorter.with(left))));
        Given masked = without.with(Answers.none())
                .with(mask.of(map, row.direction().source(), without.row()))
                .withImages(mask.of(map, without.link()), mask.of(header(), without.parent()));
        Tried tried = tried(masked);
        if (!alike(real.run(), tried.run())) {
            throw refused("masked it would become something else: " + CaseText.became(tried.run())
                    + "; narrow test.mask, or record with --set test.mask=none");
        }
        return new CaseWriter().text(tried.file(), tried.run(), comments(tried));
    }

    private TableMap header() {
        return cases.maps().parentOf(map).orElse(map);
    }

    private List<String> comments(Tried tried) {
        List<String> comments = new ArrayList<>();
        comments.add("Recorded from the journal: " + row.key() + ", " + row.outcome()
                + (row.reason().isEmpty() || row.reason().equals(row.outcome()) ? "" : " (" + row.reason() + ")")
                + ".");
        if (tried.file().given().link().isPresent()) {
            comments.add("link is what both sides have agreed on since, without what this row brought.");
        }
        if (mask.count() > 0) {
            comments.add("Masked: " + mask.count() + " values of personal columns (test.mask).");
        }
        if (!row.fine()
                && !row.reason().startsWith(OF_HEADER)
                && tried.run().outcome().isEmpty()) {
            comments.add("It failed after the map, in the other system or on its way; a case does not go there.");
        }
        if (row.reason().startsWith(OF_HEADER)) {
            comments.add("It stopped before its map; this is what the map would have made of it.");
        }
        return comments;
    }

    /** With what was known before the row, which the journal says only of the first row of a key. */
    private Tried reproduced() {
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

    /** Is it a column of the map, by any of its names? */
    private boolean reads(Side side, String name) {
        return map.side(side).key().stream().anyMatch(name::equalsIgnoreCase)
                || map.fields().stream()
                        .anyMatch(line ->
                                line.name(side).filter(name::equalsIgnoreCase).isPresent()
                                        || (side == Side.DATAVERSE && isAlso(line, name)));
    }

    private static boolean isAlso(FieldMapping line, String name) {
        return line.dataverse().map(LookupPath::alternatives).orElse(List.of()).stream()
                .anyMatch(name::equalsIgnoreCase);
    }

    private IllegalArgumentException refused(String why) {
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

    private Tried tried(Given given) {
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

    private Optional<Images> shorter(Tried real, Optional<Images> images, boolean header) {
        return images.map(known -> {
            Predicate<Images> holds = left -> same(
                    real,
                    header
                            ? real.file().given().withImages(real.file().given().link(), Optional.of(left))
                            : real.file()
                                    .given()
                                    .withImages(
                                            Optional.of(left),
                                            real.file().given().parent()));
            Row finops = shortest(
                    known.finops(),
                    name -> true,
                    left -> holds.test(new Images(left, known.dataverse(), known.pending())));
            Row dataverse = shortest(
                    known.dataverse(), name -> true, left -> holds.test(new Images(finops, left, known.pending())));
            return new Images(finops, dataverse, known.pending());
        });
    }

    /** Without those columns that may go and play no part. */
    private static Row shortest(Row whole, Predicate<String> mayGo, Predicate<Row> holds) {
        Row left = whole;
        for (String name : whole.names()) {
            Row less = left.without(name);
            left = mayGo.test(name) && holds.test(less) ? less : left;
        }
        return left;
    }

    private boolean same(Tried real, Given given) {
        CaseRun run = tried(given).run();
        return alike(real.run(), run) && real.run().written().equals(run.written());
    }

    /** The same outcome or the same fields, with whatever values. */
    private static boolean alike(CaseRun one, CaseRun other) {
        return one.key().equals(other.key())
                && CaseText.became(one).equals(CaseText.became(other))
                && one.written().toMap().keySet().equals(other.written().toMap().keySet());
    }
}
