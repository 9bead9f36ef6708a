package io.dualwrite.cases;

import io.dualwrite.cases.Reproduction.Tried;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.LookupPath;
import io.dualwrite.tablemap.TableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a case of a row that really came. What the maps make of the row now must be what was really written, or why it
 * was not; else there is nothing to record. Then names and addresses are taken out, and what is expected is what the
 * maps make of the row without them.
 */
public final class Recording {
    private final Cases cases;
    private final RecordedRow row;
    private final TableMap map;
    private final Mask mask;
    private final Reproduction reproduction;

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
        this.reproduction = new Reproduction(cases, row, map);
    }

    /**
     * The case as a file has it.
     *
     * @throws IllegalArgumentException if the maps do not make of the row what was made of it; the message says where
     */
    public String text() {
        Tried real = reproduction.reproduced();
        Given without = shortest(real);
        Given masked = without.with(Answers.none())
                .with(mask.of(map, row.direction().source(), without.row()))
                .withImages(mask.of(map, without.link()), mask.of(header(), without.parent()));
        Tried tried = reproduction.tried(masked);
        if (!alike(real.run(), tried.run())) {
            throw reproduction.refused("masked it would become something else: " + CaseText.became(tried.run())
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
            comments.add("link is what both sides have agreed on since; what it was before is not known any more.");
        }
        if (mask.count() > 0) {
            comments.add("Masked: " + mask.count() + " values of personal columns (test.mask).");
        }
        if (!row.fine()
                && !row.reason().startsWith(Reproduction.OF_HEADER)
                && tried.run().outcome().isEmpty()) {
            comments.add("It failed after the map, in the other system or on its way; a case does not go there.");
        }
        if (row.reason().startsWith(Reproduction.OF_HEADER)) {
            comments.add("It stopped before its map; this is what the map would have made of it.");
        }
        return comments;
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

    /** Without what plays no part: fields of the images, and columns that are not of the map. */
    private Given shortest(Tried real) {
        Given given = real.file().given();
        Optional<Images> link = given.link()
                .map(images ->
                        shortest(images, left -> same(real, given.withImages(Optional.of(left), given.parent()))));
        Optional<Images> parent = given.parent()
                .map(images -> shortest(images, left -> same(real, given.withImages(link, Optional.of(left)))));
        Given shorter = given.withImages(link, parent);
        return shorter.with(shortest(
                shorter.row(), name -> !reads(row.direction().source(), name), left -> same(real, shorter.with(left))));
    }

    private static Images shortest(Images known, Predicate<Images> holds) {
        Row finops = shortest(
                known.finops(), name -> true, left -> holds.test(new Images(left, known.dataverse(), known.pending())));
        Row dataverse = shortest(
                known.dataverse(), name -> true, left -> holds.test(new Images(finops, left, known.pending())));
        return new Images(finops, dataverse, known.pending());
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
        CaseRun run = reproduction.tried(given).run();
        return alike(real.run(), run) && real.run().written().equals(run.written());
    }

    /** The same outcome or the same fields, with whatever values. */
    private static boolean alike(CaseRun one, CaseRun other) {
        return one.key().equals(other.key())
                && CaseText.became(one).equals(CaseText.became(other))
                && one.written().toMap().keySet().equals(other.written().toMap().keySet());
    }
}
