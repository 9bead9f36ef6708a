package io.dualwrite.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which accounts become customers. */
final class Customers {
    private Customers() {}

    /** @throws WrongUse if neither the words nor the file say it */
    static Predicate<ExportRow> of(MigrationOptions options) {
        if (options.customersFile().isPresent()) {
            Set<String> numbers = listed(options.customersFile().get());
            return row -> row.text(Field.NUMBER)
                    .map(SalesTable::folded)
                    .filter(numbers::contains)
                    .isPresent();
        }
        return switch (options.customers()) {
            case "all" -> row -> true;
            case "none" -> row -> false;
            default -> where(options.customers());
        };
    }

    /** {@code Industry=Retail|Wholesale}. */
    private static Predicate<ExportRow> where(String condition) {
        int equals = condition.indexOf('=');
        if (equals < 1) {
            throw new WrongUse("--customers: found '" + condition
                    + "', expected all, none, or a column and its values: \"Industry=Retail|Wholesale\"");
        }
        String column = Headers.folded(condition.substring(0, equals));
        List<String> values = Arrays.stream(condition.substring(equals + 1).split("\\|"))
                .map(Headers::folded)
                .toList();
        return row -> values.contains(Headers.folded(row.all().getOrDefault(column, "")));
    }

    /** A column that the accounts must have for this choice; nothing if there is none. */
    static java.util.Optional<String> column(MigrationOptions options) {
        int equals = options.customers().indexOf('=');
        return options.customersFile().isPresent() || equals < 1
                ? java.util.Optional.empty()
                : java.util.Optional.of(options.customers().substring(0, equals));
    }

    private static Set<String> listed(java.nio.file.Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> SalesTable.folded(line.replace("\uFEFF", "")))
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new WrongUse("--customers-file: cannot read " + file + ": " + e.getMessage());
        }
    }
}
