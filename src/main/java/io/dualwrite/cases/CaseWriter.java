package io.dualwrite.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dualwrite.row.Change;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import io.dualwrite.rule.ShippingDefaults.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes a case as {@link CaseReader} reads it. */
final class CaseWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN_KEY = "[A-Za-z_][\\w.()@-]*";

    private final StringBuilder text = new StringBuilder();

    /** @param comments lines for the head of the file */
    String text(CaseFile file, CaseRun run, List<String> comments) {
        comments.forEach(comment -> line(0, "# " + comment));
        line(0, "map: " + file.map());
        line(0, "direction: " + file.direction().word());
        line(0, "given:");
        given(file.given());
        run.outcome().ifPresentOrElse(this::outcome, () -> written(run));
        return text.toString();
    }

    private void given(Given given) {
        if (given.operation() != Operation.UPSERT) {
            line(1, "operation: " + given.operation().name().toLowerCase(Locale.ROOT));
        }
        given.company().ifPresent(company -> line(1, "company: " + value(company)));
        row(1, "row", given.row());
        images("link", given.link());
        images("parent", given.parent());
        answers(given.answers());
    }

    private void images(String key, Optional<Images> images) {
        images.ifPresent(known -> {
            line(1, key + ":");
            row(2, "finops", known.finops());
            row(2, "dataverse", known.dataverse());
            if (!known.pending().isEmpty()) {
                row(2, "pending", known.pending());
            }
        });
    }

    private void answers(Answers answers) {
        if (answers.equals(Answers.none())) {
            return;
        }
        line(1, "answers:");
        if (!answers.priceLists().isEmpty()) {
            row(2, "price-lists", Row.of(answers.priceLists()));
        }
        places("products", answers.products());
        places("customers", answers.customers());
        numbers("accounts", answers.accounts());
        numbers("contacts", answers.contacts());
    }

    private void places(String key, Map<String, Place> places) {
        if (!places.isEmpty()) {
            line(2, key + ":");
            places.forEach((number, place) -> {
                Row row = Row.empty();
                row = place.site().isPresent() ? row.with("site", place.site().get()) : row;
                row = place.warehouse().isPresent()
                        ? row.with("warehouse", place.warehouse().get())
                        : row;
                row(3, number, row);
            });
        }
    }

    private void numbers(String key, List<String> numbers) {
        if (!numbers.isEmpty()) {
            line(
                    2,
                    key + ": ["
                            + String.join(
                                    ", ",
                                    numbers.stream().map(CaseWriter::value).toList()) + "]");
        }
    }

    private void outcome(Outcome outcome) {
        line(0, "outcome: " + outcome.kind().word());
        line(0, "error:");
        line(1, "reason: " + value(outcome.reason()));
        if (!outcome.field().isEmpty()) {
            line(1, "field: " + value(outcome.field()));
        }
    }

    private void written(CaseRun run) {
        row(0, "expect", run.written());
        Change change = run.change().orElseThrow();
        change.transition().ifPresent(then -> row(0, "then", then.to()));
        List<String> also = CaseText.also(change);
        if (!also.isEmpty()) {
            line(0, "also:");
            also.forEach(one -> line(1, "- " + value(one)));
        }
    }

    private void row(int depth, String key, Row row) {
        line(depth, key(key) + (row.isEmpty() ? ": {}" : ":"));
        row.toMap().forEach((name, value) -> line(depth + 1, key(name) + ": " + value(value)));
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth)).append(content).append('\n');
    }

    private static String key(String name) {
        return name.matches(PLAIN_KEY) ? name : value(name);
    }

    /** A JSON text is a YAML text in quotes. */
    private static String value(Object value) {
        try {
            return value instanceof String text ? JSON.writeValueAsString(text) : CaseValue.shown(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text cannot be written", e);
        }
    }
}
