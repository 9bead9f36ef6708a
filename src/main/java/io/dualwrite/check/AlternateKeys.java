package io.dualwrite.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dualwrite.row.Direction;
import io.dualwrite.row.Side;
import io.dualwrite.tablemap.TableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Rows are written to Dataverse by alternate key: without the key, or while its index is not built, none can be. */
final class AlternateKeys {
    private static final String QUERY = "EntityDefinitions?$select=LogicalName,EntitySetName"
            + "&$expand=Keys($select=LogicalName,KeyAttributes,EntityKeyIndexStatus)";

    private final Installed installed;
    private final Consumer<Finding> found;

    AlternateKeys(Installed installed, Consumer<Finding> found) {
        this.installed = installed;
        this.found = found;
    }

    void check(LiveSide dataverse) throws Unreadable {
        Map<String, JsonNode> keys = new HashMap<>();
        dataverse
                .rows(QUERY)
                .forEach(table -> keys.put(table.path("EntitySetName").asText(), table.path("Keys")));
        for (TableMap map : installed.maps().all()) {
            List<String> key = map.dataverse().schema().key();
            String table = map.table(Side.DATAVERSE);
            // A table that is not there at all is a finding already.
            if (map.flows(Direction.TO_DATAVERSE) && !key.isEmpty() && keys.containsKey(table)) {
                check(map, key, keys.get(table));
            }
        }
    }

    private void check(TableMap map, List<String> key, JsonNode live) {
        String status = "";
        for (JsonNode each : live) {
            Set<String> columns = new TreeSet<>();
            each.path("KeyAttributes").forEach(column -> columns.add(column.asText()));
            if (columns.equals(new TreeSet<>(key))) {
                status = each.path("EntityKeyIndexStatus").asText();
            }
        }
        if (!status.equals("Active")) {
            found.accept(new Finding(
                    Code.ALTERNATE_KEY_MISSING,
                    new Place(Side.DATAVERSE.word(), installed.fileOf(map), 1, map.name(), map.table(Side.DATAVERSE)),
                    status.isEmpty() ? "no such key" : "a key whose index is " + status,
                    "an active key of " + String.join(", ", key)));
        }
    }
}
