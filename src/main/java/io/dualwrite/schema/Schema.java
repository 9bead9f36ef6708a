package io.dualwrite.schema;

import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The tables and columns of both systems, as far as the shipped maps touch them: made once from Microsoft's published
 * tables and kept as {@code schema/tables.csv} and {@code schema/columns.csv}. Column types that are not published are
 * inferred; each says so in its source.
 */
public final class Schema {
    private static final Schema SHIPPED = read();

    private final Map<Side, Map<String, Table>> byAnyName;
    private final List<Table> tables;

    private Schema(List<Table> tables) {
        this.tables = List.copyOf(tables);
        this.byAnyName = Map.of(Side.FINOPS, names(Side.FINOPS), Side.DATAVERSE, names(Side.DATAVERSE));
    }

    public static Schema shipped() {
        return SHIPPED;
    }

    /** A table by its set name, its public name or its technical (logical) name, in any case. */
    public Optional<Table> table(Side side, String anyName) {
        return Optional.ofNullable(byAnyName.get(side).get(anyName.toLowerCase(Locale.ROOT)));
    }

    public Collection<Table> tables(Side side) {
        return tables.stream().filter(table -> table.side() == side).toList();
    }

    private Map<String, Table> names(Side side) {
        Map<String, Table> names = new LinkedHashMap<>();
        for (Table table : tables(side)) {
            for (String name : List.of(table.display(), table.name(), table.set())) {
                names.put(name.toLowerCase(Locale.ROOT), table);
            }
        }
        return names;
    }

    private static Schema read() {
        Map<String, Map<String, Column>> columns = new LinkedHashMap<>();
        for (CSVRecord line : csv("schema/columns.csv")) {
            columns.computeIfAbsent(line.get("side") + " " + line.get("set"), key -> new LinkedHashMap<>())
                    .put(line.get("column").toLowerCase(Locale.ROOT), column(line));
        }
        return new Schema(csv("schema/tables.csv").stream()
                .map(line -> table(line, columns.getOrDefault(line.get("side") + " " + line.get("set"), Map.of())))
                .toList());
    }

    private static Table table(CSVRecord line, Map<String, Column> columns) {
        return new Table(
                Side.of(line.get("side")),
                line.get("set"),
                line.get("name"),
                line.get("display"),
                line.get("primary_id"),
                line.get("primary_name"),
                list(line.get("key")),
                line.get("company"),
                columns);
    }

    private static Column column(CSVRecord line) {
        return new Column(
                line.get("column"),
                ColumnType.valueOf(line.get("type")),
                number(line.get("max_length"), 0),
                number(line.get("scale"), -1),
                Boolean.parseBoolean(line.get("required")),
                list(line.get("targets")),
                options(line.get("options")),
                line.get("source"));
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(";"));
    }

    private static Map<String, String> options(String text) {
        return list(text).stream()
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> pair[1], (first, second) -> first, LinkedHashMap::new));
    }

    private static List<CSVRecord> csv(String resource) {
        try (InputStream in = Schema.class.getClassLoader().getResourceAsStream(resource);
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get();
            return format.parse(reader).getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " of this program", e);
        }
    }
}
