package io.dualwrite.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Which column of an export is which field: the names that Sales shows in English, its own names, and aliases. */
final class Headers {
    private static final Map<ImportTable, Map<Field, List<String>>> SHIPPED = shipped();

    private final AliasFile aliases;

    Headers(AliasFile aliases) {
        this.aliases = aliases;
    }

    /**
     * The columns that hold fields. Where several could (the name and the number of a line's order), the best one does.
     *
     * @param header as the file has it
     */
    Map<Field, String> columns(ImportTable table, List<String> header) {
        Map<Field, String> columns = new EnumMap<>(Field.class);
        SHIPPED.get(table).forEach((field, names) -> names.stream()
                .flatMap(name -> header.stream()
                        .filter(column -> folded(aliases.name(table, column)).equals(folded(name))))
                .findFirst()
                .ifPresent(column -> columns.put(field, column)));
        return columns;
    }

    /** A cell as an English Sales would show it. */
    String value(String cell) {
        return aliases.value(cell);
    }

    /** How Sales itself names the column of a field. */
    static String shown(ImportTable table, Field field) {
        return Optional.ofNullable(SHIPPED.get(table).get(field))
                .map(names -> names.get(0))
                .orElse("");
    }

    static boolean known(ImportTable table, String name) {
        return SHIPPED.get(table).values().stream().flatMap(List::stream).anyMatch(known -> folded(known)
                .equals(folded(name)));
    }

    static String names(ImportTable table) {
        return SHIPPED.get(table).values().stream().map(names -> names.get(0)).collect(Collectors.joining(", "));
    }

    static String folded(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static Map<ImportTable, Map<Field, List<String>>> shipped() {
        Map<ImportTable, Map<Field, List<String>>> all = new EnumMap<>(ImportTable.class);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream in = Headers.class.getClassLoader().getResourceAsStream("migration/headers.csv");
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            for (CSVRecord line : format.parse(reader)) {
                all.computeIfAbsent(ImportTable.of(line.get("table")).orElseThrow(), table -> new LinkedHashMap<>())
                        .put(
                                Field.valueOf(line.get("field")),
                                Arrays.asList(line.get("names").split(";")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read migration/headers.csv of this program", e);
        }
        return all;
    }
}
