package io.dualwrite.row;

/**
 * A row of one side by its key: {@code dataverse accounts USMF BERGS}. What a waiting change names.
 *
 * @param table the entity set, as in the URL: {@code accounts}, {@code CustomersV3}
 */
public record RowRef(Side side, String table, RowKey key) {
    @Override
    public String toString() {
        return table + " " + key + " in " + side.word();
    }
}
