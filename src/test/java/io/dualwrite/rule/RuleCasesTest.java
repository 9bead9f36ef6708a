package io.dualwrite.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.row.Change;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every file of src/test/resources/rule-cases; the folder is the rule's name, the file's name the behaviour. */
class RuleCasesTest {
    private static final Path CASES = Path.of("src/test/resources/rule-cases");

    @TestFactory
    List<DynamicTest> every_case_file_holds() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(RuleCase::read)
                    .map(c -> DynamicTest.dynamicTest(c.title(), c.file().toUri(), () -> check(c)))
                    .toList();
        }
    }

    private static void check(RuleCase c) {
        Change change = c.change();
        SmallSales sales = new SmallSales();
        Rules.named(Fixture.ports(c.orderLines(), sales), c.policy(), c.products())
                .get(c.rule())
                .apply(change);

        assertOutcome(c, change);
        assertFields(change.target(), RuleCase.typed(c.expect().get("target")));
        for (Object field : RuleCase.list(c.expect().get("absent"))) {
            assertThat(change.target().names()).doesNotContain((String) field);
        }
        if (c.expect().containsKey("last")) {
            Row last = RuleCase.typed(c.expect().get("last"));
            assertThat(change.last().names()).containsExactlyInAnyOrderElementsOf(last.names());
            assertFields(change.last(), last);
        }
        if (c.expect().containsKey("transition")) {
            Row to = RuleCase.typed(c.expect().get("transition"));
            assertThat(change.transition().map(Change.Transition::to).orElse(Row.empty()))
                    .satisfies(found -> assertThat(found.names()).hasSameSizeAs(to.names()))
                    .satisfies(found -> assertFields(found, to));
        }
        if (c.expect().containsKey("order")) {
            assertThat(change.consequences().stream()
                            .map(order -> order.map() + " " + order.key() + " " + order.fields() + " unless "
                                    + order.unless())
                            .toList())
                    .isEqualTo(c.expect().get("order"));
        }
        assertThat(sales.madeActive()).isEqualTo(RuleCase.list(c.expect().get("made-active")));
        if (c.expect().containsKey("owner")) {
            assertThat(change.ownerFrom().orElse("none")).isEqualTo(c.expect().get("owner"));
        }
        if (c.expect().containsKey("warnings")) {
            assertThat(change.warnings())
                    .hasSize(Integer.parseInt((String) c.expect().get("warnings")));
        }
    }

    private static void assertOutcome(RuleCase c, Change change) {
        String expected = (String) c.expect().getOrDefault("outcome", "none");
        assertThat(change.outcome().map(outcome -> outcome.kind().word()).orElse("none"))
                .as("outcome %s", change.outcome())
                .isEqualTo(expected);
        change.outcome().ifPresent(outcome -> assertOutcome(c, outcome));
    }

    private static void assertOutcome(RuleCase c, Outcome outcome) {
        assertThat(outcome.reason()).isEqualTo(c.expect().get("reason"));
        if (outcome.kind() != Outcome.Kind.FILTERED) {
            assertThat(outcome.remedy()).isNotBlank();
        }
        if (c.expect().containsKey("field")) {
            assertThat(outcome.field()).isEqualTo(c.expect().get("field"));
        }
        if (c.expect().containsKey("expected")) {
            assertThat(outcome.expected()).isEqualTo(c.expect().get("expected"));
        }
        if (c.expect().containsKey("found")) {
            assertThat(outcome.found()).isEqualTo(c.expect().get("found"));
        }
        if (c.expect().containsKey("waitsFor")) {
            assertThat(outcome.waitsFor()).singleElement().satisfies(row -> assertThat(
                            row.key().text())
                    .isEqualTo(((String) c.expect().get("waitsFor")).toUpperCase(Locale.ROOT)));
        }
    }

    private static void assertFields(Row found, Row expected) {
        for (String field : expected.names()) {
            assertThat(found.has(field)).as("%s in %s", field, found).isTrue();
            if (expected.get(field) instanceof BigDecimal number) {
                assertThat((BigDecimal) found.get(field)).as(field).isEqualByComparingTo(number);
            } else {
                assertThat(found.get(field)).as(field).isEqualTo(expected.get(field));
            }
        }
    }
}
