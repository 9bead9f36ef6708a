package io.dualwrite.lint;

import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.check.Place;
import io.dualwrite.tablemap.Explanation;
import io.dualwrite.tablemap.FieldMapping;
import io.dualwrite.tablemap.MapErrors;
import io.dualwrite.tablemap.MapReading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is found about one map; what its file explains is not told. */
final class Findings {
    private final String file;
    private final MapReading reading;
    private final Set<Finding> told = new LinkedHashSet<>();
    private final Set<Explanation> used = new LinkedHashSet<>();

    /** @param file as a person looks for it */
    Findings(String file, MapReading reading) {
        this.file = file;
        this.reading = reading;
        reading.findings().forEach(this::add);
    }

    private void add(MapErrors.Finding finding) {
        Code code = Code.valueOf(finding.fault().name());
        told.add(new Finding(code, place(finding.line(), finding.field()), finding.found(), finding.expected()));
    }

    /** @param field the name that the finding is about; an explanation gives the same */
    void add(Code code, int line, String field, String found, String expected) {
        // What comes of a fault on the same line needs no telling.
        boolean follows = code == Code.ROUND_TRIP
                && told.stream()
                        .anyMatch(finding -> finding.place().line() == line && finding.code() != Code.ROUND_TRIP);
        if (!explained(code, field) && !follows) {
            told.add(new Finding(code, place(line, field), found, expected));
        }
    }

    /** Does the file say why it is so? Then the explanation has its use. */
    boolean explained(Code code, String field) {
        Optional<Explanation> explanation = explanation(code, field);
        explanation.ifPresent(used::add);
        return explanation.isPresent();
    }

    /** Would it be explained, if it were found? */
    boolean explains(Code code, String field) {
        return explanation(code, field).isPresent();
    }

    private Optional<Explanation> explanation(Code code, String field) {
        return reading.explanations().stream()
                .filter(one -> one.explains(code.word(), field))
                .findFirst();
    }

    void add(Code code, FieldMapping field, String name, String found, String expected) {
        add(code, field.line(), name, found, expected);
    }

    private Place place(int line, String field) {
        return new Place("", file, line, reading.name(), field);
    }

    /** All of it, in the order of the lines; and the explanations of nothing, where everything was looked at. */
    List<Finding> told(boolean all) {
        if (all) {
            reading.explanations().stream()
                    .filter(one -> !one.ofParser() && !used.contains(one))
                    .forEach(one -> told.add(new Finding(
                            Code.EXPLANATION_UNUSED,
                            place(one.line(), one.field()),
                            "an explanation of '" + one + "'",
                            "an explanation of something that is found")));
        }
        List<Finding> sorted = new ArrayList<>(told);
        sorted.sort(Comparator.comparingInt(finding -> finding.place().line()));
        return sorted;
    }
}
