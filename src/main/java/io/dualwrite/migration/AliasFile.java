package io.dualwrite.migration;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Names of a customised or translated Sales.
 *
 * <pre>
 * accounts:
 *   Kundennummer: Account Number      # the column's name in the export: the name as the documents have it
 * values:
 *   Ja: Yes
 * </pre>
 */
final class AliasFile {
    private static final String VALUES = "values";

    private final Map<ImportTable, Map<String, String>> names = new EnumMap<>(ImportTable.class);
    private final Map<String, String> values = new LinkedHashMap<>();

    private AliasFile() {}

    static AliasFile none() {
        return new AliasFile();
    }

    /** @throws WrongUse if the file cannot be read or names what is not known */
    static AliasFile read(Path file) {
        AliasFile aliases = new AliasFile();
        for (Map.Entry<?, ?> part : mapping(file, load(file)).entrySet()) {
            String name = String.valueOf(part.getKey());
            if (name.equals(VALUES)) {
                mapping(file, part.getValue())
                        .forEach((from, to) -> aliases.values.put(Headers.folded("" + from), text(to)));
            } else {
                aliases.names.put(table(file, name), aliases.headers(file, table(file, name), part.getValue()));
            }
        }
        return aliases;
    }

    String name(ImportTable table, String column) {
        return names.getOrDefault(table, Map.of()).getOrDefault(Headers.folded(column), column);
    }

    String value(String cell) {
        return values.isEmpty() ? cell : values.getOrDefault(Headers.folded(cell), cell);
    }

    private Map<String, String> headers(Path file, ImportTable table, Object node) {
        Map<String, String> aliases = new LinkedHashMap<>();
        mapping(file, node).forEach((from, to) -> {
            if (!Headers.known(table, text(to))) {
                throw new WrongUse(file + ": found '" + text(to) + "' for a column of " + table.word()
                        + ", expected one of " + Headers.names(table));
            }
            aliases.put(Headers.folded("" + from), text(to));
        });
        return aliases;
    }

    /** YAML reads a bare Yes as a truth. */
    private static String text(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "Yes" : "No";
        }
        return String.valueOf(value);
    }

    private static ImportTable table(Path file, String name) {
        Optional<ImportTable> table = ImportTable.of(name);
        return table.orElseThrow(() -> new WrongUse(file + ": found '" + name
                + "', expected accounts, contacts, quotes, quote-products, orders, order-products or values"));
    }

    private static Map<?, ?> mapping(Path file, Object node) {
        if (node instanceof Map<?, ?> map) {
            return map;
        }
        throw new WrongUse(file + ": found '" + node + "', expected names of the export, each with its documented name,"
                + " below a table: accounts: { Kundennummer: Account Number }");
    }

    private static Object load(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException | YAMLException e) {
            throw new WrongUse("cannot read the header aliases in " + file + ": " + e.getMessage());
        }
    }
}
