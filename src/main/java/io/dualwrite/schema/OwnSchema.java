package io.dualwrite.schema;

import io.dualwrite.row.Side;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads what a customer declares of his own systems. */
final class OwnSchema {
    static final List<String> OF_TABLES =
            List.of("side", "set", "name", "display", "primary_id", "primary_name", "key", "company");
    static final List<String> OF_COLUMNS =
            List.of("side", "set", "column", "type", "max_length", "scale", "required", "targets", "options", "source");

    private final Path folder;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    private OwnSchema(Path folder, List<Table> known) {
        this.folder = folder;
        known.forEach(table -> tables.put(place(table.side(), table.set()), table));
    }

    static List<Table> read(Path folder, List<Table> known) {
        OwnSchema own = new OwnSchema(folder, known);
        own.lines("tables.csv", OF_TABLES).forEach(own::table);
        own.lines("columns.csv", OF_COLUMNS).forEach(own::column);
        return List.copyOf(own.tables.values());
    }

    private void table(CSVRecord line) {
        Side side = side("tables.csv", line);
        Table table = new Table(
                side,
                line.get("set"),
                line.get("name"),
                line.get("display"),
                line.get("primary_id"),
                line.get("primary_name"),
                SchemaFiles.list(line.get("key")),
                line.get("company"),
                Map.of());
        tables.put(place(side, table.set()), table);
    }

    private void column(CSVRecord line) {
        Side side = side("columns.csv", line);
        Table table = tables.get(place(side, line.get("set")));
        if (table == null) {
            throw wrong(
                    "columns.csv",
                    line,
                    "a column of " + line.get("set"),
                    "the set name of a table of " + side.word() + ", one of tables.csv included");
        }
        Map<String, Column> columns = new LinkedHashMap<>(table.columns());
        columns.put(line.get("column").toLowerCase(Locale.ROOT), typed(line));
        tables.put(
                place(side, table.set()),
                new Table(
                        side,
                        table.set(),
                        table.name(),
                        table.display(),
                        table.primaryId(),
                        table.primaryName(),
                        table.key(),
                        table.companyColumn(),
                        columns));
    }

    private Column typed(CSVRecord line) {
        try {
            return SchemaFiles.column(line);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw wrong(
                    "columns.csv",
                    line,
                    String.join(",", line.toList()),
                    "a type of " + List.of(ColumnType.values())
                            + ", whole numbers for max_length and scale, options as 1=One;2=Two");
        }
    }

    private Side side(String file, CSVRecord line) {
        try {
            return Side.of(line.get("side"));
        } catch (IllegalArgumentException e) {
            throw wrong(file, line, "the side '" + line.get("side") + "'", "finops or dataverse");
        }
    }

    private SchemaError wrong(String file, CSVRecord line, String found, String expected) {
        return new SchemaError(folder.resolve(file), line.getRecordNumber() + 1, found, expected);
    }

    private static String place(Side side, String set) {
        return side.word() + " " + set;
    }

    /** None if there is no such file. */
    private List<CSVRecord> lines(String file, List<String> header) {
        if (!Files.exists(folder.resolve(file))) {
            return List.of();
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(folder.resolve(file));
                CSVParser parser = format.parse(reader)) {
            if (!parser.getHeaderNames().equals(header)) {
                throw new SchemaError(
                        folder.resolve(file),
                        1,
                        "the columns " + String.join(",", parser.getHeaderNames()),
                        String.join(",", header));
            }
            List<CSVRecord> lines = new ArrayList<>(parser.getRecords());
            lines.stream().filter(line -> !line.isConsistent()).findFirst().ifPresent(line -> {
                throw wrong(file, line, line.size() + " values", header.size() + " values");
            });
            return lines;
        } catch (IOException e) {
            throw new SchemaError(folder.resolve(file), 1, "a file that cannot be read: " + e, "CSV in UTF-8");
        }
    }
}
