package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Schema;
import io.dualwrite.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Accounts and contacts that share a number where the number alone is the key, as in the older solution. Dataverse builds
 * no index for such a key, and then lets more of them in.
 */
final class SharedNumbers {
    private static final List<String> TABLES = List.of("accounts", "contacts");

    private final Schema schema;
    private final Consumer<Finding> found;

    SharedNumbers(Schema schema, Consumer<Finding> found) {
        this.schema = schema;
        this.found = found;
    }

    void check(LiveSide dataverse) throws Unreadable {
        for (String set : TABLES) {
            Table table = schema.table(Side.DATAVERSE, set).orElseThrow();
            if (table.key().size() == 1) {
                check(dataverse, table, table.key().get(0));
            }
        }
    }

    private void check(LiveSide dataverse, Table table, String column) throws Unreadable {
        Map<String, List<String>> byNumber = new LinkedHashMap<>();
        for (JsonNode row : dataverse.rows(table.set(), table.primaryId() + "," + column)) {
            String number = row.path(column).asText("").strip().toUpperCase(Locale.ROOT);
            if (!number.isEmpty() && !row.path(column).isNull()) {
                byNumber.computeIfAbsent(number, first -> new ArrayList<>(1))
                        .add(row.path(table.primaryId()).asText());
            }
        }
        byNumber.forEach((number, ids) -> {
            if (ids.size() > 1) {
                found.accept(new Finding(
                        Code.NUMBER_SHARED,
                        Place.of(Side.DATAVERSE, table.set() + "." + column),
                        number + " in " + String.join(", ", ids),
                        "a number that one row alone has"));
            }
        });
    }
}
