package io.dualwrite.schema;

import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Reads the tables and columns that come with the program; a later pair of files adds to an earlier one, or replaces. */
final class SchemaFiles {
    private final Function<CSVRecord, Side> side;
    private final Map<String, CSVRecord> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, Column>> columns = new LinkedHashMap<>();

    private SchemaFiles(Function<CSVRecord, Side> side) {
        this.side = side;
    }

    /** The tables of {@code schema/<prefix>tables.csv} with their columns. */
    static List<Table> read(String... prefixes) {
        return new SchemaFiles(line -> Side.of(line.get("side"))).tables(prefixes);
    }

    /** The same of tables that are of neither side, as if they were of this one. */
    static List<Table> standingAt(Side place, String prefix) {
        return new SchemaFiles(line -> place).tables(prefix);
    }

    private List<Table> tables(String... prefixes) {
        for (String prefix : prefixes) {
            records("schema/" + prefix + "tables.csv").forEach(line -> tables.put(place(line), line));
            records("schema/" + prefix + "columns.csv")
                    .forEach(line -> columns.computeIfAbsent(place(line), key -> new LinkedHashMap<>())
                            .put(line.get("column").toLowerCase(Locale.ROOT), column(line)));
        }
        return tables.values().stream().map(this::table).toList();
    }

    private static String place(CSVRecord line) {
        return line.get("side") + " " + line.get("set");
    }

    private Table table(CSVRecord line) {
        return new Table(
                side.apply(line),
                line.get("set"),
                line.get("name"),
                line.get("display"),
                line.get("primary_id"),
                line.get("primary_name"),
                list(line.get("key")),
                line.get("company"),
                columns.getOrDefault(place(line), Map.of()));
    }

    static Column column(CSVRecord line) {
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

    static List<String> list(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(";"));
    }

    private static Map<String, String> options(String text) {
        return list(text).stream()
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> pair[1], (first, second) -> first, LinkedHashMap::new));
    }

    static List<CSVRecord> records(String resource) {
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
