package io.dualwrite.tablemap;

import static org.assertj.core.api.Assertions.assertThat;

import io.dualwrite.schema.Schema;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * The shipped maps against Microsoft's published tables, row by row and value by value. Whatever differs stands in
 * {@code explained.csv} with its reason, and nothing stands there that does not differ.
 */
class PublishedMapsTest {
    private static final Path FOLDER = Path.of("routes/maps");

    /** All of the newest set, those included that stand in for others. */
    private static final MapVersions NEWEST = new MapVersions(MapVersions.NEWEST, Map.of());

    private static final MapVersions NEWEST_FOR_SALES = new MapVersions(
            MapVersions.NEWEST,
            Map.of(
                    "sales-orders", "newest",
                    "sales-order-lines", "newest",
                    "sales-quotes", "newest",
                    "sales-quote-lines", "newest"));

    private static final String NEWEST_VERSION = "2.0.0.0";

    /** Name of a map to the name of its published table. */
    private static final Map<String, String> PUBLISHED =
            csv("maps").stream().collect(Collectors.toMap(line -> line.get("map"), line -> line.get("published")));

    private static final Map<String, String> PUBLISHED_NEWEST = csv("newest-maps").stream()
            .collect(Collectors.toMap(line -> line.get("map"), line -> line.get("published")));

    private final List<TableMap> seed = TableMaps.load(FOLDER, Schema.shipped()).all();
    private final List<TableMap> newest = Stream.of(NEWEST, NEWEST_FOR_SALES)
            .flatMap(versions -> TableMaps.load(FOLDER, versions, Schema.shipped()).all().stream())
            .filter(map -> map.version().equals(NEWEST_VERSION))
            .collect(Collectors.toMap(TableMap::name, map -> map, (one, same) -> one))
            .values()
            .stream()
            .toList();

    @Test
    void every_difference_from_the_published_tables_is_explained_and_no_explanation_is_stale() {
        everyDifferenceIsExplained(seed, "explained");
    }

    @Test
    void every_difference_of_the_newest_set_is_explained_and_no_explanation_is_stale() {
        everyDifferenceIsExplained(newest, "explained-newest");
    }

    @Test
    void every_published_map_is_there() {
        assertThat(newest).extracting(TableMap::name).containsExactlyInAnyOrderElementsOf(PUBLISHED_NEWEST.keySet());
        assertThat(seed).extracting(TableMap::name).containsExactlyInAnyOrderElementsOf(PUBLISHED.keySet());
    }

    private void everyDifferenceIsExplained(List<TableMap> maps, String explanations) {
        Set<String> differences = new TreeSet<>();
        for (TableMap map : maps) {
            differences.addAll(lineDifferences(map));
            differences.addAll(valueDifferences(map));
        }
        Map<String, String> explained = csv(explanations).stream()
                .collect(Collectors.toMap(line -> line.get("difference"), line -> line.get("reason")));
        assertThat(differences).containsExactlyInAnyOrderElementsOf(explained.keySet());
        assertThat(explained.values()).noneMatch(String::isBlank);
    }

    @Test
    void lines_stand_in_the_published_order() {
        for (TableMap map : Stream.concat(seed.stream(), newest.stream()).toList()) {
            List<String> published = publishedLines(map);
            List<String> shipped =
                    shippedLines(map).stream().filter(published::contains).toList();
            assertThat(shipped)
                    .isSubsetOf(published)
                    .isEqualTo(published.stream().filter(shipped::contains).toList());
        }
    }

    private Set<String> lineDifferences(TableMap map) {
        List<String> published = publishedLines(map);
        List<String> shipped = shippedLines(map);
        Set<String> differences = new LinkedHashSet<>();
        PublishedCsv.without(published, shipped).forEach(line -> differences.add(map + " lacks " + line));
        PublishedCsv.without(shipped, published).forEach(line -> differences.add(map + " adds " + line));
        map.only().ifPresent(direction -> differences.add(map + " flows " + direction.word() + " only"));
        return differences;
    }

    private static List<String> publishedLines(TableMap map) {
        boolean isNewest = map.version().equals(NEWEST_VERSION);
        String name = published(map);
        if (name.isEmpty()) {
            return List.of(); // a map of our own
        }
        boolean inSeed = PublishedMapsTest.class.getResource(resource("seed/" + name)) != null;
        String set = inSeed && !isNewest ? "seed/" : "newest/";
        return csv(set + name).stream()
                .map(row -> line(
                        row.get("finops_field"),
                        row.get("map_type"),
                        row.get("dataverse_field"),
                        row.get("default_value")))
                .toList();
    }

    private static String published(TableMap map) {
        return (map.version().equals(NEWEST_VERSION) ? PUBLISHED_NEWEST : PUBLISHED).get(map.name());
    }

    private static List<String> shippedLines(TableMap map) {
        return map.fields().stream()
                .map(field -> line(
                        field.finops()
                                .map(name -> name.toUpperCase(Locale.ROOT))
                                .orElse("none"),
                        field.type().symbol(),
                        field.dataverse().map(LookupPath::text).orElse("none"),
                        field.otherwise().orElse("")))
                .toList();
    }

    private static String line(String finops, String type, String dataverse, String otherwise) {
        return finops + " " + type + " " + dataverse + (otherwise.isEmpty() ? "" : " default " + otherwise);
    }

    private Set<String> valueDifferences(TableMap map) {
        Set<String> differences = new LinkedHashSet<>();
        for (FieldMapping field : map.fields()) {
            Set<String> published = publishedValues(map, field);
            Set<String> shipped = shippedValues(field);
            String name = map + " " + field.finops().orElse("none").toUpperCase(Locale.ROOT);
            published.stream().filter(v -> !shipped.contains(v)).forEach(v -> differences.add(name + " lacks " + v));
            field.values()
                    .filter(ValueMap::keepsUnlisted)
                    .ifPresent(values -> differences.add(map + " keeps unlisted values of " + values.name()));
            shipped.stream().filter(v -> !published.contains(v)).forEach(v -> differences.add(name + " adds " + v));
        }
        return differences;
    }

    /** Entries of the newest set for the same pair of fields. */
    private static Set<String> publishedValues(TableMap map, FieldMapping field) {
        if (published(map).isEmpty()) {
            return Set.of();
        }
        Optional<String> values = csv("newest/" + published(map)).stream()
                .filter(row -> field.finops()
                        .filter(row.get("finops_field")::equalsIgnoreCase)
                        .isPresent())
                .filter(row -> field.dataverse()
                        .map(LookupPath::text)
                        .filter(row.get("dataverse_field")::equals)
                        .isPresent())
                .map(row -> row.get("value_map"))
                .filter(text -> !text.isEmpty())
                .findFirst();
        return values.map(text -> Set.of(text.toLowerCase(Locale.ROOT).split(";")))
                .orElse(Set.of());
    }

    private static Set<String> shippedValues(FieldMapping field) {
        Set<String> entries = new LinkedHashSet<>();
        field.values().ifPresent(map -> map.entries().forEach((finops, values) -> {
            for (String value : values.isEmpty() ? List.of("null") : values) {
                entries.add((finops + "=" + value).toLowerCase(Locale.ROOT));
            }
        }));
        return entries;
    }

    private static String resource(String name) {
        return "/reference/dual-write/" + name + ".csv";
    }

    private static List<CSVRecord> csv(String name) {
        return PublishedCsv.read(resource(name));
    }
}
