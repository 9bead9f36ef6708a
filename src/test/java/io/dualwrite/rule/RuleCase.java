package io.dualwrite.rule;

import io.dualwrite.row.Change;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Link;
import io.dualwrite.row.Operation;
import io.dualwrite.row.Place;
import io.dualwrite.row.Row;
import io.dualwrite.row.RowKey;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A case file of src/test/resources/rule-cases: what is given to a rule and what must come of it. */
record RuleCase(Path file, Map<String, Object> yaml) {

    static RuleCase read(Path file) {
        try {
            return new RuleCase(file, map(onlyTexts().load(Files.readString(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String rule() {
        return file.getParent().getFileName().toString();
    }

    String title() {
        String name = file.getFileName().toString();
        return rule() + ": "
                + name.substring(0, name.length() - ".yaml".length()).replace('-', ' ');
    }

    OrderStatusPolicy policy() {
        return OrderStatusPolicy.of((String) yaml.getOrDefault("policy", "status-code"));
    }

    ProductStart products() {
        return ProductStart.of((String) yaml.getOrDefault("product-state", "active"));
    }

    Map<String, Object> expect() {
        return map(yaml.get("expect"));
    }

    Change change() {
        Map<String, Object> given = map(yaml.get("given"));
        RowKey key = new RowKey((String) yaml.getOrDefault("key", "USMF|C1|1"));
        Change change = new Change(
                1,
                (String) yaml.get("map"),
                Direction.of((String) yaml.get("direction")),
                Operation.UPSERT,
                key,
                new Place(file.getFileName().toString(), 2),
                Row.of(map(given.get("source"))),
                link(key, given.get("link")),
                link(key, given.get("parent")),
                0);
        change.setTarget(typed(given.get("target")));
        return change;
    }

    /** The lines that are known of the document, all of one map. */
    OrderLines orderLines() {
        Object lines = map(yaml.get("given")).get("order-lines");
        String map = (String) yaml.getOrDefault("line-map", "order-lines");
        return (headerMap, header) -> list(lines).stream()
                .map(RuleCase::map)
                .map(line -> new OrderLines.KnownLine(
                        map, new RowKey((String) line.get("key")), Row.of(map(line.get("row"))), false))
                .toList();
    }

    /** Numbers become decimals, as the mapping leaves them in targets and images. */
    static Row typed(Object fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        map(fields).forEach((name, value) -> values.put(name, typedValue((String) value)));
        return Row.of(values);
    }

    static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Object typedValue(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text) : text;
    }

    private static Optional<Link> link(RowKey key, Object yaml) {
        return Optional.ofNullable(yaml)
                .map(RuleCase::map)
                .map(link -> new Link(
                        "orders",
                        key,
                        Optional.empty(),
                        typed(link.get("finops")),
                        typed(link.get("dataverse")),
                        Side.FINOPS,
                        "1",
                        typed(link.get("pending")),
                        false));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    /** Every scalar stays the text it is in the file: a decimal must not become a double on the way. */
    private static Yaml onlyTexts() {
        LoaderOptions loading = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        Resolver none = new Resolver() {
            @Override
            protected void addImplicitResolvers() {}
        };
        return new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, none);
    }
}
