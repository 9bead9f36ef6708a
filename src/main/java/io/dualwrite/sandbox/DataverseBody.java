package io.dualwrite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dualwrite.row.Side;
import io.dualwrite.schema.Column;
import io.dualwrite.schema.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The body of a write becomes column values: types checked, binds resolved, related rows created first. */
final class DataverseBody {
    private static final String BIND = "@odata.bind";

    private final DataverseKeys keys;
    private final DataverseRows rows;

    DataverseBody(DataverseKeys keys, DataverseRows rows) {
        this.keys = keys;
        this.rows = rows;
    }

    /** @throws Refusal 400 if a property is unknown or of another type, 404 if a bound row does not exist */
    Map<String, Object> parse(Table table, ObjectNode body) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            String name = field.getKey();
            if (name.endsWith(BIND)) {
                bind(table, name.substring(0, name.length() - BIND.length()), field.getValue(), values);
            } else if (!name.contains("@")) {
                set(table, name, field.getValue(), values);
            }
        }
        return values;
    }

    private void bind(Table table, String name, JsonNode value, Map<String, Object> values) {
        Optional<Navigation> navigation = Navigation.of(table, name);
        if (navigation.isEmpty() && keys.collection(table, name).isPresent()) {
            throw Refusal.badRequest("0x80048d19", "Collections such as '" + name + "' cannot be bound here.");
        }
        if (navigation.isEmpty()) {
            throw Refusal.badRequest(
                    "0x80048d19",
                    "Error identified in Payload provided by the user for Entity :'" + table.set()
                            + "': An undeclared property '" + name
                            + "' which only has property annotations in the payload but no property value was found in the payload.");
        }
        values.put(
                navigation.get().column().name(),
                value.isNull() ? null : keys.reference(value.asText(), navigation.get()));
    }

    private void set(Table table, String name, JsonNode value, Map<String, Object> values) {
        Optional<Navigation> navigation = Navigation.of(table, name);
        if (navigation.isPresent() && (value.isObject() || value.isNull())) {
            values.put(navigation.get().column().name(), related(navigation.get(), value));
            return;
        }
        Column column =
                table.column(name).filter(found -> found.name().equals(name)).orElseThrow(() -> unknown(table, name));
        if (DataverseChecks.isLookup(column)) {
            throw Refusal.badRequest(
                    "0x80048d19",
                    "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead: '"
                            + name + "' of " + table.name() + ".");
        }
        if (!name.equals("versionnumber")) {
            values.put(name, Values.parse(Side.DATAVERSE, column, value));
        }
    }

    /** A related row given in the body itself is created with it. */
    private Reference related(Navigation navigation, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        Table target = keys.byName(navigation.targets().get(0)).orElseThrow();
        return new Reference(
                target.name(), rows.create(target, (ObjectNode) value, Map.of()).id());
    }

    private static Refusal unknown(Table table, String name) {
        if (DataverseNames.column(table, name).isPresent()) {
            return Refusal.badRequest(
                    "0x80048d19",
                    "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead: '"
                            + name + "' of " + table.name() + ".");
        }
        return Refusal.badRequest(
                "0x80048d19",
                "Error identified in Payload provided by the user for Entity :'" + table.set()
                        + "', InnerException : Microsoft.OData.ODataException: The property '" + name
                        + "' does not exist on type 'Microsoft.Dynamics.CRM." + table.name()
                        + "'. Make sure to only use property names that are defined by the type.");
    }
}
