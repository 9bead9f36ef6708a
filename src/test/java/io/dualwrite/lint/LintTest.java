package io.dualwrite.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.check.Code;
import io.dualwrite.check.Finding;
import io.dualwrite.rule.Rules;
import io.dualwrite.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken maps and flows, as somebody breaks them by hand. A line with a fault ends in {@code # <- code}; nothing else may
 * be found in its file.
 */
class LintTest {
    private static final Path CASES = Path.of("src/test/resources/lint");
    private static final Pattern MARK = Pattern.compile("# <- ([a-z -]+)");

    /** What a map alone in its folder always gives. */
    private static final Set<Code> OF_LONELY_MAPS = EnumSet.of(Code.MAP_WITHOUT_FLOW, Code.RULE_UNUSED);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> a_broken_map() throws IOException {
        return files(CASES.resolve("maps")).stream()
                .map(file -> test(file, () -> {
                    Path routes = fresh(file.getFileName().toString());
                    copy(file, routes.resolve("maps"));
                    assertThat(told(find(routes), file)).isEqualTo(marked(file));
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_broken_flow() throws IOException {
        return files(CASES.resolve("flows")).stream()
                .map(file -> test(file, () -> {
                    Path routes = fresh(file.getFileName().toString());
                    copy(file, routes);
                    for (String map : List.of("currencies", "units", "companies")) {
                        copy(Path.of("routes/maps/" + map + ".map.yaml"), routes.resolve("maps"));
                    }
                    copy(Path.of("routes/shared/delivery.camel.yaml"), routes.resolve("shared"));
                    assertThat(told(find(routes), file)).isEqualTo(marked(file));
                }));
    }

    @TestFactory
    Stream<DynamicTest> broken_together() throws IOException {
        try (Stream<Path> cases = Files.list(CASES.resolve("together"))) {
            return cases.sorted().toList().stream()
                    .map(each -> test(each, () -> {
                        Path routes = fresh(each.getFileName().toString());
                        for (Path file : files(each)) {
                            copy(file, routes.resolve(each.relativize(file)).getParent());
                        }
                        List<Finding> found = find(routes);
                        for (Path file : files(each)) {
                            assertThat(told(found, file)).as(file.toString()).isEqualTo(marked(file));
                        }
                    }));
        }
    }

    @Test
    void every_code_that_needs_no_system_has_a_case() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Path file : files(CASES)) {
            marked(file).forEach(mark -> seen.add(mark.replaceFirst(".* ", "")));
        }
        Set<String> codes = new TreeSet<>();
        for (Code code : Code.values()) {
            if (!code.ofSystems()) {
                codes.add(code.word());
            }
        }
        // Found in the settings, in the schema, in a way over two legs, and about a folder as a whole: tested
        // elsewhere.
        codes.removeAll(Set.of("schema-unreadable", "version-unknown", "first-leg-missing", "rule-unused"));
        assertThat(seen).isEqualTo(codes);
        assertThat(files(CASES)).hasSizeGreaterThan(80);
    }

    @Test
    void all_shipped_maps_and_flows_pass_without_a_finding_that_is_not_explained() {
        assertThat(lint(Path.of("routes"), 8)).isEmpty();
    }

    @Test
    void a_rule_that_no_flow_uses_is_told() throws IOException {
        Path routes = fresh("rules");
        copy(Path.of("routes/maps/currencies.map.yaml"), routes.resolve("maps"));
        assertThat(find(routes))
                .filteredOn(finding -> finding.code() == Code.RULE_UNUSED)
                .extracting(finding -> finding.place().field())
                .containsExactlyElementsOf(new TreeSet<>(Rules.descriptions().keySet()));
    }

    @Test
    void a_leg_through_CDS_without_the_other_one_is_told() throws IOException {
        Path routes = fresh("legs");
        Files.createDirectories(routes.resolve("maps"));
        copy(Path.of("routes/data-integrator/maps/contacts-from-cds.map.yaml"), routes.resolve("data-integrator/maps"));
        assertThat(find(routes))
                .filteredOn(finding -> finding.code() == Code.FIRST_LEG_MISSING)
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).isEqualTo("through: contacts-to-cds"));
    }

    @Test
    void a_value_that_does_not_come_back_is_told_with_the_smallest_row() throws IOException {
        Path routes = fresh("smallest");
        Path case_ = CASES.resolve("together/discount-one-way");
        for (Path file : files(case_)) {
            copy(file, routes.resolve(case_.relativize(file)).getParent());
        }
        assertThat(find(routes))
                .filteredOn(finding -> finding.code() == Code.ROUND_TRIP)
                .extracting(Finding::found)
                .contains("manualdiscountamount 10.00 (with quantity 3) -> LineDiscountAmount 3.33 -> 3.33");
    }

    @Test
    void the_same_is_found_each_time() {
        Path routes = CASES.resolve("together/discount-one-way");
        assertThat(lint(routes, 20)).isEqualTo(lint(routes, 20));
    }

    private static DynamicTest test(Path file, org.junit.jupiter.api.function.Executable body) {
        return DynamicTest.dynamicTest(file.getFileName().toString(), body);
    }

    private Path fresh(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name).resolve("routes"));
    }

    private static void copy(Path file, Path into) throws IOException {
        Files.createDirectories(into);
        Files.copy(file, into.resolve(file.getFileName().toString()));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Finding> find(Path routes) throws IOException {
        Files.createDirectories(routes.resolve("maps"));
        return lint(routes, 10);
    }

    private static List<Finding> lint(Path routes, int rows) {
        return new Lint(new LintScope(
                        routes,
                        Schema.shipped(),
                        Schema.dataIntegrator(),
                        Rules.descriptions().keySet(),
                        Map.of("delivery.batch-size", "100", "drop.directory", "drop"),
                        Optional.empty(),
                        rows))
                .find();
    }

    /** Line and code of what is found in a file, with what was found for whoever reads a failure. */
    private static List<String> told(List<Finding> found, Path file) {
        Set<String> wanted = new HashSet<>(marked(file));
        List<String> told = new ArrayList<>();
        for (Finding finding : found) {
            String line = finding.place().line() + " " + finding.code().word();
            boolean here = finding.place().file().endsWith("/" + file.getFileName());
            if (here && (!OF_LONELY_MAPS.contains(finding.code()) || wanted.contains(line))) {
                told.add(line);
                assertThat(finding.found()).isNotBlank();
                assertThat(finding.expected()).isNotBlank();
            }
        }
        return told.stream().sorted().toList();
    }

    private static List<String> marked(Path file) {
        List<String> marks = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.find()) {
                for (String code : mark.group(1).strip().split(" ")) {
                    marks.add((i + 1) + " " + code);
                }
            }
        }
        return marks.stream().sorted().toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
