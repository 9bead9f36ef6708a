package io.dualwrite.intake;

import io.dualwrite.row.Operation;
import io.dualwrite.row.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a dropped file says about itself, by its name and by {@code <file>.properties} beside it.
 *
 * @param table the table of the rows, as the lookup gave it
 * @param company of rows that do not name theirs, as written
 * @param operation of rows that do not name theirs
 * @param master if the rows repair the other side: the side whose values stay where both may change a field
 */
public record DropName(
        String table, Format format, Optional<String> company, Optional<Operation> operation, Optional<Side> master) {

    /**
     * Reads name and properties. The table is the longest known name that the file's name starts with, if it ends there
     * or goes on with {@code -}, {@code _}, a blank or a dot: {@code CustomersV3-dmf-export.csv} is CustomersV3.
     *
     * @param tables gives the entity set of a table by any of its names in any case, or nothing
     * @throws FileRejected if the table or the format is not known, or the properties are wrong
     * @throws IOException if the properties cannot be read
     */
    public static DropName of(Path file, Function<String, Optional<String>> tables) throws FileRejected, IOException {
        String name = file.getFileName().toString();
        Format format = formatOf(name);
        DropProperties properties = DropProperties.beside(file);
        String table = properties.entity().isPresent()
                ? ofProperty(properties.entity().get(), tables)
                : ofName(name.substring(0, name.lastIndexOf('.')), tables);
        return new DropName(table, format, properties.company(), properties.operation(), properties.master());
    }

    /**
     * A file of rows in a package: the entity is named by the manifest, else by the file; properties beside the package
     * count for all its files.
     *
     * @throws FileRejected if the table is not known, or the properties are wrong
     * @throws IOException if the properties cannot be read
     */
    public static DropName ofPart(Path pack, DataPackage.Part part, Function<String, Optional<String>> tables)
            throws FileRejected, IOException {
        DropProperties properties = DropProperties.beside(pack);
        Optional<String> table = tables.apply(part.entity());
        return new DropName(
                table.isPresent() ? table.get() : ofName(part.entity(), tables),
                Format.CSV,
                properties.company(),
                properties.operation(),
                properties.master());
    }

    /** The options for reading this file: the given ones, with the file's own operation. */
    public ReadOptions applyTo(ReadOptions options) {
        return operation.map(options::withOperation).orElse(options);
    }

    private static Format formatOf(String name) throws FileRejected {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (name.contains(".") ? extension : "") {
            case "csv", "txt" -> Format.CSV;
            case "json", "jsonl", "ndjson" -> Format.JSON;
            default ->
                throw new FileRejected(
                        "extension-unknown",
                        Fault.shown(name),
                        "a name that ends in .csv, .txt, .json, .jsonl, .ndjson or .zip",
                        "rename the file by what is in it");
        };
    }

    private static String ofName(String stem, Function<String, Optional<String>> tables) throws FileRejected {
        for (int end = stem.length(); end > 0; end--) {
            if (end == stem.length() || "-_ .".indexOf(stem.charAt(end)) >= 0) {
                Optional<String> table = tables.apply(stem.substring(0, end).strip());
                if (table.isPresent()) {
                    return table.get();
                }
            }
        }
        throw new FileRejected(
                "name-unknown",
                "a file named " + Fault.shown(stem),
                "a name that starts with that of a table or entity, such as CDSSalesOrderLines.csv",
                "rename the file, or write entity=<name> into <file>.properties beside it");
    }

    private static String ofProperty(String entity, Function<String, Optional<String>> tables) throws FileRejected {
        return tables.apply(entity)
                .orElseThrow(() -> new FileRejected(
                        "name-unknown",
                        "entity=" + Fault.shown(entity),
                        "the name of a table or entity, such as CDSSalesOrderLines",
                        "correct it in <file>.properties and drop both again"));
    }
}
