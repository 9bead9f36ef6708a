package io.dualwrite.row;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What identifies a row on both sides: the integration key's values, behind the company where the table has one.
 * Both systems compare keys regardless of case and trailing blanks, so a key does too: {@code usmf|F10248|1} equals
 * {@code USMF|f10248|1}. The text is what the journal stores.
 */
public record RowKey(String text) {
    private static final char SEPARATOR = '|';

    /** @param company absent for tables that all companies share */
    public static RowKey of(Optional<String> company, List<String> values) {
        String prefix = company.map(RowKey::part).orElse("");
        return new RowKey(values.stream().map(RowKey::part).collect(Collectors.joining("|", prefix + SEPARATOR, "")));
    }

    public static RowKey of(String company, String... values) {
        return of(Optional.of(company), Arrays.asList(values));
    }

    public static RowKey global(String... values) {
        return of(Optional.empty(), Arrays.asList(values));
    }

    /** The company in upper case; nothing for a shared table. */
    public Optional<String> company() {
        return Optional.of(parts().get(0)).filter(part -> !part.isEmpty());
    }

    /** The key's values without the company. */
    public List<String> values() {
        return parts().subList(1, parts().size());
    }

    private List<String> parts() {
        return Arrays.stream(text.split("(?<!\\\\)\\|", -1))
                .map(part -> part.replace("\\|", "|").replace("\\\\", "\\"))
                .toList();
    }

    private static String part(String value) {
        return value.strip().toUpperCase(Locale.ROOT).replace("\\", "\\\\").replace("|", "\\|");
    }

    /** For messages: the parts with a blank between them. */
    @Override
    public String toString() {
        return String.join(" ", parts()).strip();
    }
}
