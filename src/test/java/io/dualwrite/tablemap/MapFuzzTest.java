package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dualwrite.Mutation;
import io.dualwrite.row.Row;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Table maps, the list of templates and filters that were damaged: they check, or every finding has its place. */
class MapFuzzTest {
    private static final int TRIES = 500;
    private static final int NIGHTLY = 100_000;
    private static final Duration FOR_EVER = Duration.ofSeconds(20);
    private static final Schema SCHEMA = Schema.shipped();
    private static final List<String> FINOPS_FILTERS = List.of(
            "((PartyType == \"Organization\"))",
            "(IsActive == \"Yes\" && !(CustomerGroupId = '10')) || CreditLimit >= 100.50",
            "OrganizationName like \"A*b?c\" && CustomerAccount != null");
    private static final List<String> DATAVERSE_FILTERS = List.of(
            "customertypecode eq 3 and statecode eq 0",
            "not (name eq 'it''s' or creditlimit gt -1.5) and createdon ge 2020-01-01T00:00:00Z",
            "address1_city ne null");

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_maps(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("maps") String good)
            throws IOException {
        Path file =
                Files.write(folder.resolve("x.map.yaml"), Mutation.of(good.getBytes(StandardCharsets.UTF_8), edits));
        assertTimeoutPreemptively(FOR_EVER, () -> {
            List<MapErrors.Finding> findings = new ArrayList<>();
            boolean read = new MapFile(file, SCHEMA, findings).read().isPresent();
            assertThat(read).isEqualTo(findings.isEmpty());
            assertPlaces(findings);
        });
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_maps_all_night(@ForAll @From("edits") List<Mutation.Edit> edits, @ForAll @From("maps") String good)
            throws IOException {
        damaged_maps(edits, good);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_templates(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        byte[] good = Files.readAllBytes(Path.of("routes/data-integrator/templates.yaml"));
        Path file = Files.write(folder.resolve("templates.yaml"), Mutation.of(good, edits));
        assertTimeoutPreemptively(FOR_EVER, () -> {
            List<MapErrors.Finding> findings = new ArrayList<>();
            new TemplatesFile(file, findings).read();
            assertPlaces(findings);
        });
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_templates_all_night(@ForAll @From("edits") List<Mutation.Edit> edits) throws IOException {
        damaged_templates(edits);
    }

    @Property(tries = 4 * TRIES, shrinking = ShrinkingMode.BOUNDED)
    void damaged_filters(
            @ForAll @From("edits") List<Mutation.Edit> edits, @ForAll Side side, @ForAll @From("picks") int pick) {
        List<String> good = side == Side.FINOPS ? FINOPS_FILTERS : DATAVERSE_FILTERS;
        String text = Mutation.of(good.get(pick % good.size()), edits);
        Table table = SCHEMA.table(side, side == Side.FINOPS ? "CustomersV3" : "accounts")
                .orElseThrow();
        assertTimeoutPreemptively(FOR_EVER, () -> {
            try {
                RowFilter.parse(text, side, table).passes(Row.empty().with("name", "x".repeat(1000)));
            } catch (IllegalArgumentException told) {
                assertThat(told.getMessage()).contains(" instead of ");
            }
        });
    }

    @Property(tries = NIGHTLY)
    @Tag("nightly")
    void damaged_filters_all_night(
            @ForAll @From("edits") List<Mutation.Edit> edits, @ForAll Side side, @ForAll @From("picks") int pick) {
        damaged_filters(edits, side, pick);
    }

    @Example
    void a_map_that_unfolds_without_end_is_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("a: &a [x, x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            String before = "*" + (char) (c - 1) + ",";
            bomb.append(c + ": &" + c + " [" + before.repeat(9) + "x]\n");
        }
        assertThat(findings(bomb.toString())).singleElement().asString().contains("aliases", "at most 50 aliases");
        assertThat(findings("map: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("at most 50 levels");
        assertThat(findings("map: " + "x".repeat(4_000_000)))
                .singleElement()
                .asString()
                .contains("at most 3145728");
        assertThat(findings("map: \0")).singleElement().asString().contains("printable characters");
        String longText = "? &a " + "x".repeat(1_000_000) + "\n: 1\n" + "? *a\n: 1\n".repeat(100_000);
        assertThat(findings(longText)).hasSizeBetween(1, 1000).allSatisfy(one -> assertThat(one.found())
                .hasSizeLessThan(600));
        assertThat(findings("fields: [\"" + "a ".repeat(1_000_000) + "\"]")).isNotEmpty();
    }

    @Example
    void a_huge_filter_is_refused_and_a_long_text_in_one_is_read() {
        Table table = SCHEMA.table(Side.DATAVERSE, "accounts").orElseThrow();
        String text = "name eq '" + "x".repeat(9_000) + "'";
        assertThat(RowFilter.parse(text, Side.DATAVERSE, table)
                        .passes(Row.empty().with("name", "x".repeat(9_000))))
                .isTrue();
        assertThatThrownBy(() -> RowFilter.parse("(".repeat(9_000), Side.DATAVERSE, table))
                .hasMessageContaining("at most 50 parentheses");
        assertThatThrownBy(() -> RowFilter.parse(text + " or " + text, Side.DATAVERSE, table))
                .hasMessageContaining("at most 10000 characters instead of 18024");
    }

    @Example
    void many_stars_take_no_longer_than_one() {
        Table table = SCHEMA.table(Side.FINOPS, "CustomersV3").orElseThrow();
        RowFilter stars = RowFilter.parse("OrganizationName like \"*a*b*a*b*c\"", Side.FINOPS, table);
        assertTimeoutPreemptively(
                FOR_EVER, () -> assertThat(stars.passes(Row.empty().with("OrganizationName", "aB".repeat(100_000))))
                        .isFalse());
        assertThat(stars.passes(Row.empty().with("OrganizationName", "xAxbabyC")))
                .isTrue();
    }

    private static List<MapErrors.Finding> findings(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bomb.map.yaml"), text);
        return assertTimeoutPreemptively(FOR_EVER, () -> {
            List<MapErrors.Finding> findings = new ArrayList<>();
            new MapFile(file, SCHEMA, findings).read();
            return findings;
        });
    }

    private static void assertPlaces(List<MapErrors.Finding> findings) {
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.file()).endsWith(".yaml");
            assertThat(finding.line()).isPositive();
            assertThat(finding.found()).isNotBlank().hasSizeLessThan(600);
            assertThat(finding.expected()).isNotBlank();
        });
    }

    @Provide
    Arbitrary<List<Mutation.Edit>> edits() {
        return Mutation.edits();
    }

    @Provide
    Arbitrary<Integer> picks() {
        return Arbitraries.integers().between(0, 2);
    }

    @Provide
    Arbitrary<String> maps() {
        return Arbitraries.of("accounts", "orders", "order-lines", "colors").map(name -> {
            try {
                return Files.readString(Path.of("routes/maps/" + name + ".map.yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
