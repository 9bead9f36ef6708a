package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.schema.Table;

/** How one side names, reads and prints the properties of its rows. */
interface Names {
    /** @throws Refusal 400 if the table has no such property */
    void check(Table table, String path);

    /** The value of a property path such as {@code primarycontactid/fullname}; null if there is none. */
    Object value(Table table, StoredRow row, String path);

    ObjectNode print(Table table, StoredRow row, Shape shape);
}
