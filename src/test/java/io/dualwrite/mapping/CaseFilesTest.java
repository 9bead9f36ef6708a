package io.dualwrite.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Outcome;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.tablemap.Cds;
import io.dualwrite.tablemap.MapKeys;
import io.dualwrite.tablemap.TableMap;
import io.dualwrite.tablemap.TableMaps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs {@code cases/<map>/<behaviour>.yaml}; how such a file is written stands in the README of that folder. */
class CaseFilesTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final List<Shipped> SHIPPED = List.of(
            Shipped.load("routes/maps", Schema.shipped()),
            Shipped.load("routes/data-integrator/maps", Schema.dataIntegrator()));

    /** A folder of maps and the systems that they are for. */
    private record Shipped(TableMaps maps, Schema schema) {
        static Shipped load(String folder, Schema schema) {
            return new Shipped(TableMaps.load(Path.of(folder), schema), schema);
        }

        static Shipped having(String map) {
            return SHIPPED.stream()
                    .filter(shipped -> shipped.maps().named(map).isPresent())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_case_file_holds() throws IOException {
        try (Stream<Path> files = Files.walk(CASES)) {
            List<Path> cases = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            return cases.stream().map(file -> dynamicTest(CASES.relativize(file).toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        Map<String, Object> content = CaseFile.read(file);
        assertThat(content.keySet())
                .isSubsetOf(
                        "map", "direction", "given", "expect", "cds", "absent", "key", "parent", "outcome", "error");
        Shipped shipped = Shipped.having(text(content, "map"));
        TableMap map = shipped.maps().named(text(content, "map")).orElseThrow();
        Direction direction = Direction.of(text(content, "direction"));
        Map<String, Object> given = CaseFile.mapping(content, "given");
        assertThat(given.keySet()).isSubsetOf("row", "image", "company", "date-format", "time-zone", "operation");
        Row row = Row.of(CaseFile.mapping(given, "row"));
        Optional<String> company = Optional.ofNullable((String) given.get("company"));
        Mapping mapping = Mapping.compile(map, direction, shipped.schema(), formats(given));
        Row keyed = mapping.withKeyDays(row);
        MapKeys.Found found = MapKeys.keyOf(map, direction.source(), keyed, company);
        if (content.containsKey("key")) {
            assertThat(found.key().map(RowKey::toString)).contains(text(content, "key"));
        }
        if (content.containsKey("parent")) {
            TableMap parent = shipped.maps().parentOf(map).orElseThrow();
            MapKeys.Found header = MapKeys.parentKeyOf(map, parent, direction.source(), keyed, company);
            assertThat(header.key().map(RowKey::toString)).contains(text(content, "parent"));
        }
        if (found.outcome().isPresent()) {
            outcomeIs(found.outcome().get(), content);
            return;
        }
        Change change = change(map, direction, row, found.key().orElseThrow(), given);
        if (map.cds() instanceof Cds.Both legs) {
            Mapping.compile(legs.first(), direction, shipped.schema(), formats(given))
                    .apply(change);
        }
        mapping.apply(change);
        compare(change, content);
    }

    private static Change change(TableMap map, Direction direction, Row row, RowKey key, Map<String, Object> given) {
        Optional<Link> link = Optional.of(Row.of(CaseFile.mapping(given, "image")))
                .filter(image -> !image.isEmpty())
                .map(image -> new Link(
                        map.name(),
                        key,
                        Optional.empty(),
                        direction.source() == Side.FINOPS ? image : Row.empty(),
                        direction.source() == Side.DATAVERSE ? image : Row.empty(),
                        direction.source(),
                        map.fingerprint(),
                        Row.empty(),
                        false));
        Operation operation = Operation.valueOf((String) given.getOrDefault("operation", "UPSERT"));
        Place place = new Place("case.csv", 2);
        return new Change(1, map.name(), direction, operation, key, place, row, link, Optional.empty(), 0);
    }

    private static SourceFormats formats(Map<String, Object> given) {
        return new SourceFormats(Optional.ofNullable((String) given.get("date-format")), ZoneId.of((String)
                given.getOrDefault("time-zone", "UTC")));
    }

    private static void compare(Change change, Map<String, Object> content) {
        if (content.containsKey("outcome") || content.containsKey("error")) {
            assertThat(change.outcome()).as("outcome").isPresent();
            outcomeIs(change.outcome().orElseThrow(), content);
            return;
        }
        assertThat(change.outcome()).isEmpty();
        hasFields(change.target(), CaseFile.mapping(content, "expect"));
        hasFields(change.middle().map(Change.Middle::whole).orElse(Row.empty()), CaseFile.mapping(content, "cds"));
        for (Object field : (List<?>) content.getOrDefault("absent", List.of())) {
            assertThat(change.target().has((String) field)).as("has " + field).isFalse();
        }
    }

    private static void hasFields(Row row, Map<String, Object> fields) {
        fields.forEach((field, expected) -> {
            assertThat(row.has(field)).as("has " + field).isTrue();
            if (expected instanceof BigDecimal number) {
                assertThat((BigDecimal) row.get(field)).as(field).isEqualByComparingTo(number);
            } else {
                assertThat(row.get(field)).as(field).isEqualTo(expected);
            }
        });
    }

    private static void outcomeIs(Outcome outcome, Map<String, Object> content) {
        if (content.containsKey("outcome")) {
            assertThat(outcome.kind().word()).isEqualTo(text(content, "outcome"));
        }
        Map<String, Object> error = CaseFile.mapping(content, "error");
        assertThat(error.keySet()).isSubsetOf("reason", "field", "found", "expected", "remedy");
        assertThat(error.isEmpty() && !content.containsKey("outcome"))
                .as("unexpected outcome " + outcome)
                .isFalse();
        error.forEach(
                (part, expected) -> assertThat(part(outcome, part)).as(part).contains((String) expected));
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

    private static String text(Map<String, Object> content, String key) {
        return (String) content.get(key);
    }
}
