package io.dualwrite.cases;

import io.dualwrite.cases.CaseValue.Field;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Row;
import io.dualwrite.tablemap.MapErrors.Finding;
import io.dualwrite.tablemap.YamlReader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a case file; a key that is not known is as wrong as a value that makes no sense. */
final class CaseReader {
    private static final Set<String> KEYS =
            keys("rules partial expect then also warnings cds absent key parent outcome filtered error");
    private static final Set<String> GIVEN = keys("image link parent company operation date-format time-zone answers");
    private static final Set<String> ERROR = keys("reason field found expected remedy");

    private final Path file;
    private final List<Finding> findings = new ArrayList<>();
    private final YamlReader reader;

    CaseReader(Path file) {
        this.file = file;
        this.reader = new YamlReader(file.toString(), findings);
    }

    private static Set<String> keys(String names) {
        return new LinkedHashSet<>(List.of(names.split(" ")));
    }

    List<Finding> findings() {
        return findings;
    }

    /** Nothing if it is no case file; {@link #findings} say why. */
    Optional<CaseFile> read() {
        return reader.root(file, "a case: map, direction, given, and what is expected")
                .map(this::file)
                .filter(read -> findings.isEmpty());
    }

    private CaseFile file(Node root) {
        Map<String, Node> keys =
                reader.mapping(root, "a case", new LinkedHashSet<>(List.of("map", "direction", "given")), KEYS);
        Expected expected = expected(keys);
        if (expected.nothing()) {
            reader.report(root, "nothing that is expected", "expect, outcome, filtered or error");
        }
        if (expected.aRow() && expected.anOutcome()) {
            reader.report(root, "expect beside an outcome", "fields that are written, or why they are not");
        }
        return new CaseFile(
                file,
                text(keys, "map", "the name of a map").orElse(""),
                direction(keys),
                Optional.ofNullable(keys.get("rules")).map(node -> reader.texts(node, "a list of rules")),
                text(keys, "partial", "true or false").map(Boolean::parseBoolean),
                given(keys.get("given")),
                expected,
                YamlReader.line(keys.getOrDefault("expect", root)));
    }

    private Direction direction(Map<String, Node> keys) {
        String words = Arrays.stream(Direction.values()).map(Direction::word).collect(Collectors.joining(" or "));
        return oneOf(keys, "direction", Arrays.asList(Direction.values()), Direction::word, words)
                .orElse(Direction.TO_DATAVERSE);
    }

    private <T> Optional<T> oneOf(
            Map<String, Node> keys, String key, List<T> all, Function<T, String> word, String words) {
        Optional<String> text = text(keys, key, words);
        Optional<T> found = text.flatMap(typed -> all.stream()
                .filter(one -> word.apply(one).equalsIgnoreCase(typed))
                .findFirst());
        if (text.isPresent() && found.isEmpty()) {
            reader.report(keys.get(key), "'" + text.get() + "'", words);
        }
        return found;
    }

    private Given given(Node node) {
        Map<String, Node> keys = node == null ? Map.of() : reader.mapping(node, "what is given", Set.of("row"), GIVEN);
        Optional<Images> link = images(keys, "link");
        if (keys.containsKey("image") && link.isPresent()) {
            reader.report(keys.get("image"), "image beside link", "one of them: image is the source side of link");
        }
        return new Given(
                row(keys, "row"),
                oneOf(keys, "operation", Arrays.asList(Operation.values()), Operation::name, "upsert or delete")
                        .orElse(Operation.UPSERT),
                text(keys, "company", "a company"),
                fields(keys, "image").map(CaseValue::row),
                link,
                images(keys, "parent"),
                text(keys, "date-format", "a date format such as dd.MM.yyyy"),
                zone(keys),
                new AnswersReader(reader).read(keys.get("answers")));
    }

    private Optional<String> zone(Map<String, Node> keys) {
        Optional<String> zone = text(keys, "time-zone", "a time zone");
        try {
            zone.ifPresent(ZoneId::of);
        } catch (DateTimeException unknown) {
            reader.report(keys.get("time-zone"), "'" + zone.get() + "'", "a time zone such as UTC or Europe/Berlin");
            return Optional.empty();
        }
        return zone;
    }

    private Optional<Images> images(Map<String, Node> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(node -> {
            Map<String, Node> sides =
                    reader.mapping(node, "what both sides last had", Set.of(), keys("finops dataverse pending"));
            return new Images(row(sides, "finops"), row(sides, "dataverse"), row(sides, "pending"));
        });
    }

    private Expected expected(Map<String, Node> keys) {
        Map<String, String> error = new LinkedHashMap<>();
        if (keys.containsKey("error")) {
            reader.mapping(keys.get("error"), "parts of an outcome", Set.of(), ERROR)
                    .forEach((part, node) -> reader.text(node, "a text").ifPresent(text -> error.put(part, text)));
        }
        Optional<String> filtered = text(keys, "filtered", "the reason, such as map-filter");
        filtered.ifPresent(reason -> error.put("reason", reason));
        return new Expected(
                fields(keys, "expect"),
                fields(keys, "then"),
                fields(keys, "cds").orElse(Map.of()),
                texts(keys, "absent").orElse(List.of()),
                texts(keys, "also"),
                texts(keys, "warnings"),
                text(keys, "key", "the key of the row"),
                text(keys, "parent", "the key of the header"),
                text(keys, "outcome", "a word such as rejected, refused, held or filtered")
                        .or(() -> filtered.map(reason -> "filtered")),
                error);
    }

    private Optional<Map<String, Field>> fields(Map<String, Node> keys, String key) {
        return Optional.ofNullable(keys.get(key))
                .map(node -> CaseValue.fields(reader, node, "fields and their values"));
    }

    private Row row(Map<String, Node> keys, String key) {
        return fields(keys, key).map(CaseValue::row).orElse(Row.empty());
    }

    private Optional<List<String>> texts(Map<String, Node> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(node -> reader.texts(node, "a list of texts"));
    }

    private Optional<String> text(Map<String, Node> keys, String key, String what) {
        return Optional.ofNullable(keys.get(key)).flatMap(node -> reader.text(node, what));
    }
}
