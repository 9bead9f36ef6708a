package io.dualwrite.cases;

import static io.dualwrite.cases.CaseValue.shown;

import io.dualwrite.cases.CaseValue.Field;
import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What came of a case, beside what was expected. */
final class CaseComparison {
    private static final String NOTHING = "no such field";

    private final Cases cases;
    private final CaseFile file;
    private final CaseRun run;
    private final Expected expected;
    private final List<CaseFault> faults = new ArrayList<>();

    CaseComparison(Cases cases, CaseFile file, CaseRun run) {
        this.cases = cases;
        this.file = file;
        this.run = run;
        this.expected = file.expected();
    }

    List<CaseFault> faults() {
        keys();
        if (expected.anOutcome()) {
            run.outcome().ifPresentOrElse(this::outcome, this::goes);
        } else if (run.outcome().isPresent()) {
            fault("expect", "a row that is written", sentence(run.outcome().get()), run.settledBy());
        } else {
            fields();
        }
        return faults;
    }

    private void keys() {
        expected.key().ifPresent(key -> text("key", key, run.key().map(RowKey::toString)));
        expected.parent().ifPresent(key -> text("parent", key, run.parent().map(RowKey::toString)));
    }

    private void text(String what, String wanted, Optional<String> found) {
        if (found.filter(wanted::equals).isEmpty()) {
            fault(what, shown(wanted), found.map(CaseValue::shown).orElse("nothing"), "");
        }
    }

    private void goes() {
        fault(
                "outcome",
                wantedOutcome(),
                "the row goes, with " + run.written().names().size() + " fields",
                "");
    }

    private String wantedOutcome() {
        return expected.outcome().orElse("an outcome") + " " + expected.error();
    }

    private void outcome(Outcome outcome) {
        expected.outcome()
                .ifPresent(
                        word -> text("outcome", word, Optional.of(outcome.kind().word())));
        expected.error().forEach((part, wanted) -> {
            String found = part(outcome, part);
            boolean whole = part.equals("reason") || part.equals("field");
            boolean met = whole ? found.equalsIgnoreCase(wanted) : found.contains(wanted);
            if (!met) {
                fault("error." + part, shown(wanted), shown(found), run.settledBy());
            }
        });
    }

    private static String part(Outcome outcome, String part) {
        return switch (part) {
            case "reason" -> outcome.reason();
            case "field" -> outcome.field();
            case "found" -> outcome.found();
            case "expected" -> outcome.expected();
            default -> outcome.remedy();
        };
    }

    private void fields() {
        boolean whole = expected.fields().isPresent() && !file.partial().orElse(cases.usuallyPartial());
        Row written = run.written();
        expected.fields().ifPresent(fields -> compare(fields, written, whole, ""));
        expected.absent().stream()
                .filter(written::has)
                .forEach(field -> fault(field, "absent", shown(written.get(field)), source(field)));
        compare(
                expected.cds(),
                run.change().flatMap(Change::middle).map(Change.Middle::whole).orElse(Row.empty()),
                false,
                "cds.");
        Row afterwards = run.change()
                .flatMap(Change::transition)
                .map(Change.Transition::to)
                .orElse(Row.empty());
        if (whole || expected.afterwards().isPresent()) {
            compare(expected.afterwards().orElse(Map.of()), afterwards, whole, "then.");
        }
        lists(whole);
    }

    private void lists(boolean whole) {
        List<String> also = run.change().map(CaseText::also).orElse(List.of());
        boolean asked = whole || expected.also().isPresent();
        if (asked && !also.equals(expected.also().orElse(List.of()))) {
            fault("also", expected.also().orElse(List.of()).toString(), also.toString(), "");
        }
        expected.warnings().ifPresent(parts -> {
            boolean same = parts.size() == run.warnings().size();
            for (int i = 0; same && i < parts.size(); i++) {
                same = run.warnings().get(i).contains(parts.get(i));
            }
            if (!same) {
                fault("warnings", parts.toString(), run.warnings().toString(), "");
            }
        });
    }

    private void compare(Map<String, Field> wanted, Row found, boolean whole, String prefix) {
        wanted.forEach((name, field) -> {
            if (!found.has(name)) {
                faults.add(new CaseFault(prefix + name, field.line(), shown(field.value()), NOTHING, source(name)));
            } else if (!same(field.value(), found.get(name))) {
                faults.add(new CaseFault(
                        prefix + name, field.line(), shown(field.value()), shown(found.get(name)), source(name)));
            }
        });
        Row known = CaseValue.row(wanted);
        found.names().stream()
                .filter(name -> whole && !known.has(name))
                .forEach(name -> fault(prefix + name, NOTHING, shown(found.get(name)), source(name)));
    }

    private static boolean same(Object wanted, Object found) {
        boolean numbers = wanted instanceof BigDecimal && found instanceof BigDecimal;
        return numbers ? Row.same(wanted, found) : Objects.equals(wanted, found);
    }

    /** Where a field of the target has its value from: a rule, else its line in the map. */
    private String source(String field) {
        Side target = file.direction().target();
        return run.decidedBy(field)
                .map(rule -> "rule " + rule)
                .or(() -> run.map().fields().stream()
                        .filter(line -> line.flows(file.direction()))
                        .filter(line -> line.name(target)
                                .filter(field::equalsIgnoreCase)
                                .isPresent())
                        .findFirst()
                        .map(line -> cases.maps().fileOf(run.map()).getFileName() + ":" + line.line() + " " + line))
                .orElse("");
    }

    private static String sentence(Outcome outcome) {
        return outcome.kind().word() + " (" + outcome.reason() + ")"
                + (outcome.field().isEmpty() ? "" : " " + outcome.field())
                + (outcome.found().isEmpty() ? "" : ": found " + outcome.found())
                + (outcome.expected().isEmpty() ? "" : "; expected " + outcome.expected());
    }

    private void fault(String field, String wanted, String found, String source) {
        faults.add(new CaseFault(field, file.line(), wanted, found, source));
    }
}
