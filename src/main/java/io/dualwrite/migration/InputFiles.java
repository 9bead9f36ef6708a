package io.dualwrite.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which export is of which table.
 *
 * @param byTable tables without a file are not there
 * @param oneWay exports of tables that are not bootstrapped: invoices and products come with the initial sync
 * @param unknown files whose names say nothing
 */
public record InputFiles(Map<ImportTable, List<Path>> byTable, List<Path> oneWay, List<Path> unknown) {
    private static final Set<String> ONE_WAY =
            Set.of("invoices", "invoice", "invoicedetails", "invoicedetail", "products", "product");

    /** Words of a file's name to its table; two words beat one. */
    private static final Map<String, ImportTable> WORDS = Map.ofEntries(
            Map.entry("order products", ImportTable.ORDER_PRODUCTS),
            Map.entry("order product", ImportTable.ORDER_PRODUCTS),
            Map.entry("salesorderdetails", ImportTable.ORDER_PRODUCTS),
            Map.entry("salesorderdetail", ImportTable.ORDER_PRODUCTS),
            Map.entry("quote products", ImportTable.QUOTE_PRODUCTS),
            Map.entry("quote product", ImportTable.QUOTE_PRODUCTS),
            Map.entry("quotedetails", ImportTable.QUOTE_PRODUCTS),
            Map.entry("quotedetail", ImportTable.QUOTE_PRODUCTS),
            Map.entry("accounts", ImportTable.ACCOUNTS),
            Map.entry("account", ImportTable.ACCOUNTS),
            Map.entry("contacts", ImportTable.CONTACTS),
            Map.entry("contact", ImportTable.CONTACTS),
            Map.entry("orders", ImportTable.ORDERS),
            Map.entry("order", ImportTable.ORDERS),
            Map.entry("salesorders", ImportTable.ORDERS),
            Map.entry("salesorder", ImportTable.ORDERS),
            Map.entry("quotes", ImportTable.QUOTES),
            Map.entry("quote", ImportTable.QUOTES));

    /**
     * @param paths folders and files that are recognised by name
     * @param named files whose table was said
     * @throws WrongUse if a path is not there, or a name fits two tables
     */
    public static InputFiles of(List<Path> paths, Map<ImportTable, List<Path>> named) {
        InputFiles input = new InputFiles(new EnumMap<>(ImportTable.class), new ArrayList<>(), new ArrayList<>());
        named.forEach((table, files) -> files.forEach(file -> input.add(table, existing(file))));
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                exports(path).forEach(input::recognise);
            } else {
                input.recognise(existing(path));
            }
        }
        return input;
    }

    public boolean isEmpty() {
        return byTable.isEmpty() && oneWay.isEmpty() && unknown.isEmpty();
    }

    /** Every file. */
    Stream<Path> all() {
        return Stream.concat(
                byTable.values().stream().flatMap(List::stream), Stream.concat(oneWay.stream(), unknown.stream()));
    }

    private void add(ImportTable table, Path file) {
        byTable.computeIfAbsent(table, key -> new ArrayList<>()).add(file);
    }

    private void recognise(Path file) {
        List<String> words = words(file);
        Set<ImportTable> two = found(pairs(words));
        Set<ImportTable> tables = two.isEmpty() ? found(words) : two;
        boolean invoice = words.stream().anyMatch(word -> word.startsWith("invoice"));
        if (tables.size() > 1) {
            throw new WrongUse("the name " + file.getFileName() + " fits several tables: say which by --"
                    + String.join(
                            " or --",
                            tables.stream().map(ImportTable::word).sorted().toList()));
        }
        if (tables.isEmpty() || invoice) {
            (invoice || words.stream().anyMatch(ONE_WAY::contains) ? oneWay : unknown).add(file);
        } else {
            add(tables.iterator().next(), file);
        }
    }

    private static Set<ImportTable> found(List<String> words) {
        return words.stream()
                .flatMap(word -> Optional.ofNullable(WORDS.get(word)).stream())
                .collect(java.util.stream.Collectors.toCollection(() -> java.util.EnumSet.noneOf(ImportTable.class)));
    }

    /** {@code OrderProducts-25.11.xlsx}: order, products. */
    private static List<String> words(Path file) {
        String name = file.getFileName().toString();
        String spaced = name.substring(0, Math.max(name.lastIndexOf('.'), 0)).replaceAll("([a-z])([A-Z])", "$1 $2");
        return Arrays.stream(spaced.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<String> pairs(List<String> words) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            pairs.add(words.get(i) + " " + words.get(i + 1));
        }
        return pairs;
    }

    private static List<Path> exports(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> ExportReader.reads(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WrongUse("cannot list the folder " + folder + ": " + e.getMessage());
        }
    }

    private static Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new WrongUse(
                    "there is no file " + file + ", expected an export of Sales, CSV or xlsx, or a folder of them");
        }
        return file;
    }
}
