package io.dualwrite.cli;

import io.dualwrite.migration.ImportTable;
import io.dualwrite.migration.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The exports that a migration reads. */
final class MigrateInput {
    @Parameters(
            paramLabel = "export",
            arity = "0..*",
            description = "folders and files: CSV, or Excel (xlsx); their names say the table")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--accounts", paramLabel = "file", description = "exported accounts, whatever the file's name")
    private List<Path> accounts = new ArrayList<>();

    @Option(names = "--contacts", paramLabel = "file", description = "exported contacts")
    private List<Path> contacts = new ArrayList<>();

    @Option(names = "--orders", paramLabel = "file", description = "exported orders")
    private List<Path> orders = new ArrayList<>();

    @Option(names = "--order-products", paramLabel = "file", description = "exported lines of orders")
    private List<Path> orderProducts = new ArrayList<>();

    @Option(names = "--quotes", paramLabel = "file", description = "exported quotes")
    private List<Path> quotes = new ArrayList<>();

    @Option(names = "--quote-products", paramLabel = "file", description = "exported lines of quotes")
    private List<Path> quoteProducts = new ArrayList<>();

    InputFiles files() {
        Map<ImportTable, List<Path>> named = new EnumMap<>(ImportTable.class);
        put(named, ImportTable.ACCOUNTS, accounts);
        put(named, ImportTable.CONTACTS, contacts);
        put(named, ImportTable.ORDERS, orders);
        put(named, ImportTable.ORDER_PRODUCTS, orderProducts);
        put(named, ImportTable.QUOTES, quotes);
        put(named, ImportTable.QUOTE_PRODUCTS, quoteProducts);
        return InputFiles.of(paths, named);
    }

    boolean given() {
        return !paths.isEmpty()
                || !(accounts.isEmpty()
                        && contacts.isEmpty()
                        && orders.isEmpty()
                        && orderProducts.isEmpty()
                        && quotes.isEmpty()
                        && quoteProducts.isEmpty());
    }

    private static void put(Map<ImportTable, List<Path>> named, ImportTable table, List<Path> files) {
        if (!files.isEmpty()) {
            named.put(table, files);
        }
    }
}
