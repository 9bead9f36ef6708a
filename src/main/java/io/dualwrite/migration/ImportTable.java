package io.dualwrite.migration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table of Sales whose rows are bootstrapped; headers before their lines. */
public enum ImportTable {
    ACCOUNTS("accounts"),
    CONTACTS("contacts"),
    QUOTES("quotes"),
    QUOTE_PRODUCTS("quotedetails"),
    ORDERS("salesorders"),
    ORDER_PRODUCTS("salesorderdetails");

    private final String set;

    ImportTable(String set) {
        this.set = set;
    }

    /** The table's set in Dataverse. */
    String set() {
        return set;
    }

    /** The columns without which no row of an export can be filled. */
    List<Field> required() {
        return switch (this) {
            case ACCOUNTS -> List.of(Field.NUMBER);
            case CONTACTS -> List.of(Field.NUMBER, Field.ACTIVE);
            case QUOTES, ORDERS -> List.of(Field.NUMBER, Field.CUSTOMER);
            case QUOTE_PRODUCTS, ORDER_PRODUCTS -> List.of();
        };
    }

    /** As options, files and reports name it: {@code order-products}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isLines() {
        return this == ORDER_PRODUCTS || this == QUOTE_PRODUCTS;
    }

    boolean isDocuments() {
        return this == ORDERS || this == QUOTES;
    }

    /** The table of this one's headers. */
    Optional<ImportTable> headers() {
        return switch (this) {
            case ORDER_PRODUCTS -> Optional.of(ORDERS);
            case QUOTE_PRODUCTS -> Optional.of(QUOTES);
            default -> Optional.empty();
        };
    }

    static Optional<ImportTable> of(String word) {
        for (ImportTable table : values()) {
            if (table.word().equalsIgnoreCase(word.strip())) {
                return Optional.of(table);
            }
        }
        return Optional.empty();
    }
}
