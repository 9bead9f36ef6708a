package io.dualwrite.chaos;

import io.dualwrite.row.Side;
import java.util.Map;

/**
 * One row as it should stand on both sides in the end.
 *
 * @param owner the side that writes it; the other one gets it from us
 * @param line number in its document; 0 for what is no line
 * @param customer of a header, else empty
 * @param product of a line, else empty
 * @param status of an order, else empty
 * @param quantity of a line, in pieces
 * @param price whole units of money
 */
record Item(
        Kind kind,
        Side owner,
        String number,
        int line,
        String name,
        String customer,
        String product,
        String status,
        int quantity,
        int price) {

    /** By what it is known on both sides. */
    Key key() {
        return new Key(kind, number, line);
    }

    /** What a row is known by; it is the same on both sides. */
    record Key(Kind kind, String number, int line) {
        @Override
        public String toString() {
            return kind.map() + " " + number + (line == 0 ? "" : " " + line);
        }
    }

    /** A name without its braces is replaced by what the item has of it. */
    String fill(String template) {
        String text = template;
        for (Map.Entry<String, String> property : properties().entrySet()) {
            text = text.replace("{" + property.getKey() + "}", property.getValue());
        }
        return text;
    }

    /** The value by which its newest state is told from an older one. */
    String witness() {
        return kind.isLine() ? String.valueOf(quantity) : name;
    }

    /** The property that {@link #witness} is. */
    String witnessProperty() {
        return kind.isLine() ? "quantity" : "name";
    }

    private Map<String, String> properties() {
        return Map.of(
                "number", number,
                "line", String.valueOf(line),
                "name", name,
                "customer", customer,
                "product", product,
                "status", status,
                "quantity", String.valueOf(quantity),
                "price", String.valueOf(price),
                "amount", String.valueOf(quantity * (price - 1)));
    }

    Item edited(String newName, String newStatus, int newQuantity, int newPrice) {
        return new Item(kind, owner, number, line, newName, customer, product, newStatus, newQuantity, newPrice);
    }
}
