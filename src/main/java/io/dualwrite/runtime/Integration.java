package io.dualwrite.runtime;

import io.dualwrite.schema.Schema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What keeps the two systems the same. Never both: the solution that Data Integrator needs in Sales makes the account
 * number alone the key, dual-write the number within its company; and each document would be written twice.
 */
enum Integration {
    DUAL_WRITE("maps"),
    DATA_INTEGRATOR("data-integrator/maps");

    private final String folder;

    Integration(String folder) {
        this.folder = folder;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Integration other() {
        return this == DUAL_WRITE ? DATA_INTEGRATOR : DUAL_WRITE;
    }

    /** Where its table maps are. */
    Path folder(Path routes) {
        return routes.resolve(folder);
    }

    /** The two systems as they are with its solution installed. */
    Schema schema() {
        return this == DUAL_WRITE ? Schema.shipped() : Schema.dataIntegrator();
    }

    /**
     * @throws IllegalArgumentException saying what is expected, if the text is not one of the two words
     */
    static Integration of(String text) {
        List<String> words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("[\\s,;+]+"));
        if (words.contains(DUAL_WRITE.word()) && words.contains(DATA_INTEGRATOR.word())) {
            throw new IllegalArgumentException(
                    "one of the two: accounts, contacts, products, quotes, orders and invoices would be written by both,"
                            + " and Sales cannot have the solutions of both, whose keys exclude each other");
        }
        return Arrays.stream(values())
                .filter(one -> words.equals(List.of(one.word())))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dual-write or data-integrator"));
    }
}
